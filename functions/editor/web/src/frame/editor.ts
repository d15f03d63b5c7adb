import { join } from "../session";
import type { Outdated, Session } from "../session/types";
import { type App, applyTheme, register, setLanguage, showFailure, showLoading, t, themeOf, toast } from "../ui";
import { Bound } from "./bound";
import { asRefusal, errorOf, words } from "./failure";
import { followHistory } from "./history";
import type { Open } from "./host";
import { registerFrameIcons } from "./icons";
import { frame, query } from "./index";
import { record } from "./parent";
import { rights } from "./rights";
import type { Config } from "./types";
import { frameWords } from "./words";
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
      const session = await joined(config);
      if (session === null) return;
      const { kind } = session.joined;
      const open = kinds.includes(kind) ? own : await editorOf(kind);
      bound = new Bound(kind as App, config, frame, session);
      bound.begin(await open(session, bound), followHistory(bound, open));
      ready(bound);
    } catch (thrown) {
      fail(thrown, () => void openEditor(config));
    }
  };
  frame.on("refreshFile", (data) => {
    const config = data as Config;
    if (typeof record(data)["document"] !== "object") return;
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

/** Joins; waits while the storage is being given the last version. `null` where this key is over. */
async function joined(config: Config): Promise<Session | null> {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await join(config);
      if (!("state" in answer)) return answer;
      outdated(config, answer);
      return null;
    } catch (thrown) {
      if (asRefusal(thrown).error !== "saving" || tries > 60) throw thrown;
      if (tries === 0) toast(t("frame.saving"), "info", 10);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

/** The key is over. The page is asked for the newer version where it can give it; else a person reloads it. */
function outdated(config: Config, answer: Outdated): void {
  const can = rights(config);
  const asks = can.refreshFile;
  showFailure(t("frame.outdated.title"), t("frame.outdated.text"), { label: t("frame.reload"), run: () => frame.emit("onOutdatedVersion", { nextKey: answer.nextKey }) });
  frame.emit("onUserActionRequired");
  if (asks) frame.emit("onRequestRefreshFile");
  else if (config.editorConfig?.["canUpdateVersion"] === true) frame.emit("onOutdatedVersion", { nextKey: answer.nextKey });
}

function ready(bound: Bound): void {
  bound.emit("onDocumentReady");
  bound.emit("onInfo", { mode: bound.session.joined.mode });
  if (bound.session.joined.forgotten) bound.emit("onWarning", { warningCode: 0, warningDescription: "The document comes from the forgotten files." });
}

/** Says why there is no document, to the page and to people. */
function fail(thrown: unknown, retry: (() => void) | null): void {
  const refusal = asRefusal(thrown);
  if (refusal.error === "unknown") console.error(thrown);
  frame.emit("onError", errorOf(refusal));
  const again = retry !== null && ["network", "cannot-open", "store", "saving", "unknown"].includes(refusal.error);
  const action = again ? { label: t("frame.retry"), run: () => { showLoading(); retry(); } } : undefined;
  showFailure(t("frame.failed"), words(refusal), action);
}
