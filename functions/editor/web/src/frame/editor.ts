import { join } from "../session";
import type { Outdated, Session } from "../session/types";
import { type App, applyTheme, register, setLanguage, showFailure, showLoading, t, themeOf } from "../ui";
import { Bound } from "./bound";
import { asRefusal, errorOf, said, words } from "./failure";
import { named } from "./guest";
import { followHistory } from "./history";
import type { Open } from "./host";
import { registerFrameIcons } from "./icons";
import { frame, query } from "./index";
import { record } from "./parent";
import { type Can, rights } from "./rights";
import type { Config } from "./types";
import { offerUnsaved } from "./unsaved";
import { frameWords } from "./words";
import { bindHost } from "../wopi";
import "./frame.css";

export type { Host, Open, Opened } from "./host";

/** The editors: each in the file `open.ts` of its folder. */
const modules = import.meta.glob<{ open: Open }>("../{word,cell,view}/open.ts");
const folders: Record<Session["joined"]["kind"], string> = { word: "word", cell: "cell", slide: "view", pdf: "view" };

/** The editor that shows a kind of documents. */
async function editorOf(kind: Session["joined"]["kind"]): Promise<Open> {
  const load = modules[`../${folders[kind]}/open.ts`];
  if (load === undefined) throw new Error(`Nothing here shows documents of the kind ${kind}.`);
  return (await load()).open;
}

/**
 * The whole of a page: waits for the configuration, joins, opens the document with `own` where the service says that it
 * is of a kind in `kinds` and with the other editor where it is something else, and binds it to the page around.
 */
export async function run(kinds: Session["joined"]["kind"][], own: Open): Promise<void> {
  register(frameWords);
  registerFrameIcons();
  setLanguage(query.lang ?? undefined);
  applyTheme(themeOf(new URLSearchParams(location.search).get("uitheme")));
  document.documentElement.dataset["app"] = kinds[0];
  showLoading();
  let bound: Bound | null = null;
  const openEditor = async (config: Config): Promise<void> => {
    setLanguage(config.editorConfig?.lang ?? query.lang ?? undefined);
    applyTheme(themeOf(config.editorConfig?.customization?.["uiTheme"]));
    try {
      const session = await joined(await named(config));
      if (session === null) return;
      const { kind } = session.joined;
      const open = kinds.includes(kind) ? own : await editorOf(kind);
      bound = new Bound(kind as App, config, frame, session);
      bindHost(session, (title) => bound?.setTitle(title));
      bound.begin(await open(session, bound), followHistory(bound, open));
      ready(bound);
    } catch (thrown) {
      fail(thrown, () => void openEditor(config));
    }
  };
  frame.on("refreshFile", (data) => {
    const config = data as Config;
    if (typeof record(data)["document"] !== "object") return;
    if (fresh !== null) return fresh(config);
    const old = bound;
    bound = null;
    old?.end();
    showLoading();
    void Promise.resolve(old?.session.leave())
      .catch(() => undefined)
      .then(() => openEditor(config));
  });
  try {
    await openEditor(await frame.config);
  } catch (thrown) {
    fail(thrown, null);
  }
}

/** The page is asked for a fresh configuration; it has so long to answer, in milliseconds. */
const FRESH_MS = 10_000;
/** Who waits for `refreshFile` instead of opening the document anew. */
let fresh: ((config: Config) => void) | null = null;

/** A fresh configuration of the page, for coming in again after a long absence; `null` where it has none. */
function refresh(can: Can): Promise<Config | null> {
  if (!can.refreshFile) return Promise.resolve(null);
  return new Promise((resolve) => {
    const done = (config: Config | null): void => {
      clearTimeout(timer);
      fresh = null;
      resolve(config);
    };
    const timer = setTimeout(() => done(null), FRESH_MS);
    fresh = done;
    frame.emit("onRequestRefreshFile");
  });
}

/** What is asked of the service: a document in the midst of another page is only shown, whatever its page says besides. */
function asked(config: Config): Config {
  return config.type === "embedded" ? { ...config, editorConfig: { ...config.editorConfig, mode: "view" } } : config;
}

/** Joins. `null` where this key is over. */
async function joined(config: Config): Promise<Session | null> {
  const fresh = async (): Promise<Config | null> => {
    const given = await refresh(rights(config));
    return given === null ? null : asked(await named({ ...given, ...(config.type === undefined ? {} : { type: config.type }) }));
  };
  const answer = await join(asked(config), { refresh: fresh });
  if (!("nextKey" in answer)) return answer;
  outdated(config, answer);
  return null;
}

/** Keys that are known to be over. */
const over = new Set<string>();

/** The key is over. The page is asked for the newer version where it can give it; else a person reloads it. */
function outdated(config: Config, { nextKey, unsaved = [] }: Outdated): void {
  const reload = { label: t("frame.reload"), run: () => frame.emit("onOutdatedVersion", { nextKey }) };
  showFailure(t("frame.outdated.title"), t("frame.outdated.text"), reload);
  offerUnsaved(unsaved);
  frame.emit("onUserActionRequired");
  const key = config.document?.key ?? "";
  // Whoever answers with a key that is over as well is not asked for ever.
  const asks = rights(config).refreshFile && !over.has(key);
  over.add(key);
  if (asks) frame.emit("onRequestRefreshFile");
  else if (config.editorConfig?.["canUpdateVersion"] === true) frame.emit("onOutdatedVersion", { nextKey });
}

function ready(bound: Bound): void {
  bound.emit("onDocumentReady");
  bound.emit("onInfo", { mode: bound.session.joined.mode });
  const { message } = bound.session.joined;
  if (message !== undefined) bound.shell.banners.show("rights", { tone: "warning", message });
  if (bound.session.joined.forgotten) bound.emit("onWarning", { warningCode: 0, warningDescription: "The document comes from the forgotten files." });
}

/** Says why there is no document, to the page and to people. */
function fail(thrown: unknown, retry: (() => void) | null): void {
  const refusal = asRefusal(thrown);
  if (refusal.error === "unknown") console.error(thrown);
  frame.emit("onError", errorOf(refusal));
  const again = retry !== null && ["network", "cannot-open", "store", "saving", "unknown"].includes(refusal.error);
  const action = again ? { label: t("frame.retry"), run: () => { showLoading(); retry(); } } : undefined;
  showFailure(t("frame.failed"), words(refusal), action, said(refusal));
}
