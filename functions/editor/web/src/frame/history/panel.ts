import Delta, { type Op } from "quill-delta";
import type { History, HistoryData } from "../../api/types";
import { join } from "../../session";
import type { Session } from "../../session/types";
import { confirm, currentLanguage, el, register, Shell, t, toast } from "../../ui";
import type { Bound } from "../bound";
import { asRefusal, words } from "../failure";
import type { Host, Open, Opened } from "../host";
import { record } from "../parent";
import { rights } from "../rights";
import { markCells } from "./cells";
import { VersionList } from "./list";
import { markText } from "./marks";
import { readVersions, type Version } from "./versions";
import { historyWords } from "./words";
import "./history.css";

/** An opened old version: the session, and what must end with it. */
interface Shown {
  session: Session;
  opened: Opened;
}

/** The version history: it takes the window's place as long as it is open; the document's session goes on behind it. */
export class HistoryPanel {
  readonly #shell: Shell;
  #versions: Version[] = [];
  #list: VersionList | null = null;
  #chosen: Version | null = null;
  #shown: Shown | null = null;
  #differences = true;
  /** Counts the choices: what comes late for an earlier one is dropped. */
  #turn = 0;
  /** Who waits for `setHistoryData`, by version. */
  readonly #waiting = new Map<string, (data: HistoryData) => void>();

  constructor(
    private readonly bound: Bound,
    private readonly open: Open,
    private readonly closed: () => void,
  ) {
    register(historyWords);
    const { kind } = bound.session.joined;
    this.#shell = new Shell({ app: kind, title: bound.title, readOnly: true, back: { label: t("history.close"), run: () => this.close() } });
    this.#shell.element.classList.add("history-shell");
  }

  /** The page's list of versions; the current one is shown first. */
  refresh(data: History): void {
    if (typeof data.error === "string" && data.error !== "") {
      toast(t("history.none", { reason: data.error }), "error", 8);
      if (this.#versions.length === 0) this.close();
      return;
    }
    this.#versions = readVersions(data, currentLanguage());
    const { kind } = this.bound.session.joined;
    this.#list = new VersionList(this.#versions, kind === "word" || kind === "cell" ? this.#differences : null, {
      choose: (version) => void this.#choose(version),
      restore: this.bound.can.restore ? (version) => void this.#restore(version) : null,
      showDifferences: (shown) => {
        this.#differences = shown;
        if (this.#chosen !== null) void this.#choose(this.#chosen);
      },
    });
    this.#shell.setAside(this.#list.element, t("history.list"));
    const first = this.#versions[0];
    if (first !== undefined) void this.#choose(first);
  }

  /** What the page answers to `onRequestHistoryData`. */
  give(data: HistoryData): void {
    const version = String(data.version ?? "");
    const waiting = this.#waiting.get(version) ?? (data.version === undefined ? [...this.#waiting.values()].at(-1) : undefined);
    this.#waiting.delete(version);
    waiting?.(data);
  }

  /** Back to the document. */
  close(): void {
    this.#turn += 1;
    this.#end();
    document.body.replaceChildren(this.bound.shell.element);
    this.bound.shell.header.setTitle(this.bound.title);
    this.closed();
    this.bound.opened?.focus();
    if (this.bound.can.historyClose) this.bound.emit("onRequestHistoryClose");
  }

  #end(): void {
    const shown = this.#shown;
    this.#shown = null;
    shown?.opened.destroy();
    void shown?.session.leave().catch(() => undefined);
  }

  /** Asks the page for a version's address. */
  #ask(version: Version): Promise<HistoryData> {
    return new Promise((resolve) => {
      this.#waiting.set(String(version.version), resolve);
      this.bound.emit("onRequestHistoryData", version.version);
    });
  }

  async #choose(version: Version): Promise<void> {
    const turn = ++this.#turn;
    this.#chosen = version;
    this.#end();
    this.#list?.mark(version, t("history.loading"));
    this.#shell.main.replaceChildren(el("div", { class: "ui-loading" }, el("div", { class: "ui-spinner", "aria-hidden": "true" })));
    let session: Session | null = null;
    try {
      const data = await this.#ask(version);
      if (typeof data.error === "string" && data.error !== "") throw new Error(data.error);
      session = await oldSession(data);
      const { content, note } = await this.#content(session, version, data);
      if (turn !== this.#turn) {
        void session.leave();
        return;
      }
      this.#shell.setTools();
      this.#shell.main.replaceChildren();
      this.#shell.main.className = "ui-main";
      const opened = await this.open(withContent(session, content), this.#host());
      this.#shown = { session, opened };
      if (turn !== this.#turn) this.#end();
      else this.#list?.mark(version, note);
    } catch (thrown) {
      void session?.leave().catch(() => undefined);
      if (turn !== this.#turn) return;
      const reason = t("history.failed", { reason: words(asRefusal(thrown)) });
      this.#list?.mark(version, "");
      this.#shell.main.replaceChildren(el("div", { class: "ui-failure" }, el("p", { role: "alert" }, reason)));
    }
  }

  /** What is to be shown of a version, with the differences to the one before where they are wanted. */
  async #content(session: Session, version: Version, data: HistoryData): Promise<{ content: unknown; note: string }> {
    const { kind } = session.joined;
    if (kind !== "word" && kind !== "cell") return { content: session.content, note: "" };
    const before = this.#versions[this.#versions.indexOf(version) + 1];
    if (before === undefined) return { content: session.content, note: t("history.first") };
    if (!this.#differences) return { content: session.content, note: "" };
    const earlier = await this.#earlier(data, before);
    if (earlier === null) return { content: session.content, note: "" };
    const color = version.authors[0]?.color ?? "#2f6fde";
    const tint = mixed(color);
    const marked = kind === "word"
      ? wordMarks(earlier, session.content, color, tint)
      : markCells(earlier, session.content, mixed(color));
    const note = marked.differences === 0 ? t("history.same") : t("history.differences", { count: marked.differences });
    return { content: marked.content, note };
  }

  /** The content of the version before; `null` where it cannot be had, which is no reason not to show this one. */
  async #earlier(data: HistoryData, before: Version): Promise<unknown> {
    // A token is for the version that it was made for, so with tokens the page is asked for the one before as well.
    const given = data.previous !== undefined && data.previous !== null && data.token === undefined ? { ...data.previous, version: before.version, fileType: data.previous.fileType ?? data.fileType ?? "" } : await this.#ask(before);
    try {
      const session = await oldSession(given);
      const { content } = session;
      void session.leave().catch(() => undefined);
      return content;
    } catch {
      return null;
    }
  }

  async #restore(version: Version): Promise<void> {
    const ask = t("history.restore.ask", { version: version.version });
    const { fileType } = this.bound.config.document ?? {};
    if (await confirm(ask, t("history.restore.text"), t("history.restore"))) this.bound.emit("onRequestRestore", { version: version.version, fileType });
  }

  #host(): Host {
    const { config, frame } = this.bound;
    const nothing = (): void => undefined;
    const can = { ...rights({ ...config, editorConfig: {} }), print: false, download: false };
    return { config, frame, can, shell: this.#shell, history: true, addToMenu: nothing, requestImages: nothing, save: nothing, print: nothing, setHeld: nothing };
  }
}

/** A session on an old version. */
async function oldSession(data: HistoryData): Promise<Session> {
  const { version = "", key = "", url = "", fileType = "", token } = data;
  const joined = await join({ history: { version, key, url, fileType, ...(token === undefined ? {} : { token }) } }, { keep: false, streams: false });
  if ("nextKey" in joined) throw new Error(t("frame.outdated"));
  return joined;
}

/** A session that shows something else than it has, and changes nothing. */
function withContent(session: Session, content: unknown): Session {
  return new Proxy(session, {
    get: (target, name) => {
      if (name === "content") return content;
      if (name === "pending") return [];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function wordMarks(earlier: unknown, later: unknown, color: string, tint: string): { content: unknown; differences: number } {
  const ops = (content: unknown): Op[] => new Delta(record(content) as { ops: Op[] }).ops;
  const marked = markText(ops(earlier), ops(later), color, tint);
  return { content: { ...record(later), ops: marked.ops }, differences: marked.differences };
}

/** A colour with much white in it, `#rrggbb`: what stands on it must be readable. */
function mixed(color: string): string {
  const parts = /^#(..)(..)(..)$/.exec(color);
  if (parts === null) return color;
  return `#${parts.slice(1).map((part) => Math.round(Number.parseInt(part, 16) * 0.28 + 255 * 0.72).toString(16).padStart(2, "0")).join("")}`;
}
