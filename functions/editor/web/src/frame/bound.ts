import type { Participant, Session } from "../session/types";
import { type App, confirm, el, icon, type MenuItem, openMenu, Shell, t, toast } from "../ui";
import { errorOf, why } from "./failure";
import { makeFile, printPdf } from "./files";
import type { Host, Opened } from "./host";
import { fileMenu } from "./menu";
import { type Look, lookOf } from "./look";
import { listen } from "./reactions";
import { type Can, rights } from "./rights";
import { record } from "./parent";
import { offerUnsaved } from "./unsaved";
import type { Config, Frame } from "./types";

/** A session and an editor, bound to the page around: states, messages, the header and its menu. */
export class Bound implements Host {
  readonly can: Can;
  readonly look: Look;
  readonly shell: Shell;
  readonly history = false;
  /** The document's name as it is now. */
  title: string;
  opened: Opened | null = null;
  #held = false;
  #dirty = false;
  #favorite: boolean | null;
  readonly #star: HTMLButtonElement | null;
  readonly #more: (() => MenuItem[])[] = [];
  readonly #ends: (() => void)[] = [];

  constructor(
    app: App,
    readonly config: Config,
    readonly frame: Frame,
    readonly session: Session,
  ) {
    this.can = rights(config, session.joined);
    this.look = lookOf(config);
    this.title = session.joined.title;
    const favorite = config.document?.info?.["favorite"];
    this.#favorite = typeof favorite === "boolean" && config.type !== "embedded" ? favorite : null;
    const editor = config.editorConfig ?? {};
    const goback = record(editor.customization?.["goback"]);
    const back = typeof goback["url"] === "string" || goback["requestClose"] === true ? { label: text(goback["text"]), run: () => this.#goBack(goback) } : null;
    this.shell = new Shell({
      app,
      title: this.title,
      compact: config.type === "embedded" || editor.customization?.["compactHeader"] === true,
      readOnly: session.joined.mode === "view",
      closeLabel: this.look.close,
      hideTitle: this.look.hidesName,
      ...(this.look.logo ? { logo: this.look.logo } : {}),
      ...(this.can.rename ? { rename: (name: string) => this.rename(name) } : {}),
      ...(back ? { back } : {}),
      ...(this.can.close ? { close: () => void this.close() } : {}),
      ...(this.can.save ? { save: () => this.save() } : {}),
    });
    this.#star = this.#favorite === null ? null : this.#button("star", "", () => this.setFavorite(!this.#favorite, true));
    this.#buttons();
    this.#showFavorite();
    this.#follow();
    this.#ends.push(...listen(this));
  }

  /** The editor is there: the page may begin. */
  begin(opened: Opened, ends: (() => void)[]): void {
    this.opened = opened;
    this.#ends.push(...ends);
    if (this.session.recovered > 0) toast(t("frame.recovered"), "info", 8);
    offerUnsaved(this.session.unsaved);
    const link = this.config.editorConfig?.["actionLink"];
    if (link !== undefined && link !== null && link !== "") opened.goTo?.(place(link));
  }

  /** Ends what follows the session and the page. The session itself stays. */
  end(): void {
    this.opened?.destroy();
    for (const end of this.#ends) end();
  }

  emit(event: string, data?: unknown): void {
    this.frame.emit(event, data);
  }

  addToMenu(items: () => MenuItem[]): void {
    this.#more.push(items);
  }

  requestImages(): void {
    this.emit("onRequestInsertImage", { c: "add" });
  }

  save(): void {
    this.opened?.flush?.();
    if (!this.can.save) {
      toast(t("frame.save.kept"), "success");
      return;
    }
    this.session.save().then(
      ({ error, message }) => {
        if (error === 4) toast(t("frame.save.nothing"));
        else if (error !== 0) toast(t("frame.save.failed", { reason: message }), "error");
      },
      (thrown: unknown) => toast(t("frame.save.failed", { reason: record(thrown)["message"]?.toString() ?? String(thrown) }), "error"),
    );
  }

  print(): void {
    if (this.opened?.print) this.opened.print();
    else void this.#printPages();
  }

  setHeld(held: boolean): void {
    this.#held = held;
    this.#showStatus();
  }

  /** Asks the page to give the document another name; it gets it without the ending, which does not change. */
  rename(name: string): void {
    const ending = /\.[^.]+$/.exec(this.title)?.[0] ?? "";
    const bare = ending !== "" && name.toLowerCase().endsWith(ending.toLowerCase()) ? name.slice(0, -ending.length) : name;
    this.setTitle(bare + ending);
    this.emit("onRequestRename", bare);
  }

  /** Shows another name. */
  setTitle(title: string): void {
    this.title = title;
    this.shell.header.setTitle(title);
  }

  /** Shows whether the document is a favourite; `tell` where the user has said so, and the page is to keep it. */
  setFavorite(favorite: boolean, tell = false): void {
    this.#favorite = favorite;
    this.#showFavorite();
    if (tell) this.emit("onMetaChange", { favorite });
  }

  /** Tells the page that the user wants to close, once all edits are kept. */
  async close(): Promise<void> {
    const { state } = this.session.status;
    const unsure = this.#held || state === "offline" || state === "lost";
    if (unsure && !(await confirm(t("frame.close"), t("frame.unsent"), t("frame.close.anyway"), true))) return;
    if (state === "saving") await this.#kept();
    this.emit("onRequestClose");
  }

  /** The right to write ends or comes back. */
  setReadOnly(readOnly: boolean, message: string): void {
    this.opened?.setReadOnly?.(readOnly);
    if (readOnly) this.shell.banners.show("rights", { tone: "warning", message });
    else this.shell.banners.hide("rights");
  }

  #goBack(goback: Record<string, unknown>): void {
    if (goback["requestClose"] === true || typeof goback["url"] !== "string") void this.close();
    else if (goback["blank"] === false) window.open(goback["url"], "_top");
    else window.open(goback["url"], "_blank", "noopener");
  }

  /** Resolves when nothing is on its way any more, or at last after three seconds: leaving sends what waits. */
  #kept(): Promise<void> {
    return new Promise((resolve) => {
      const off = this.session.on("status", (status) => {
        if (status.state !== "saving") done();
      });
      const timer = setTimeout(() => done(), 3000);
      const done = (): void => {
        off();
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #printPages(): Promise<void> {
    const file = await makeFile(this.session, "pdf", this.title);
    if (file === null) return;
    await printPdf(file.url).catch((error: unknown) => toast(t("frame.download.failed", { reason: String(error) }), "error"));
  }

  #buttons(): void {
    const { actions } = this.shell.header;
    if (this.#star !== null) actions.append(this.#star);
    if (this.can.editRights) {
      actions.append(el("button", { type: "button", class: "ui-button", onclick: () => this.emit("onRequestEditRights") }, icon("pencil"), el("span", {}, t("frame.edit"))));
    }
    if (this.can.sharing) this.#button("share", t("frame.share"), () => this.emit("onRequestSharingSettings"));
    const menu: HTMLButtonElement = this.#button("menu", t("frame.file"), () => {
      openMenu(menu, t("frame.file"), [...this.#more.flatMap((items) => items()), ...fileMenu(this)]);
    });
    menu.setAttribute("aria-haspopup", "menu");
    menu.setAttribute("aria-expanded", "false");
    menu.dataset["file"] = "menu";
  }

  #button(picture: string, label: string, run: () => void): HTMLButtonElement {
    const button = el("button", { type: "button", class: "ui-icon-button", "aria-label": label, title: label, onclick: run }, icon(picture));
    this.shell.header.actions.append(button);
    return button;
  }

  #showFavorite(): void {
    const star = this.#star;
    if (star === null) return;
    const label = t(this.#favorite === true ? "frame.favorite.remove" : "frame.favorite.add");
    star.setAttribute("aria-label", label);
    star.setAttribute("aria-pressed", String(this.#favorite === true));
    star.title = label;
    star.classList.toggle("frame-favorite", this.#favorite === true);
  }

  #showStatus(): void {
    // A reader has nothing that could be saved.
    if (this.can.edit || this.session.status.state !== "saved") this.shell.header.setStatus(this.session.status, this.#held);
    const { state } = this.session.status;
    const dirty = this.#held || state === "saving" || ((state === "offline" || state === "lost") && this.session.status.waiting > 0);
    if (dirty === this.#dirty) return;
    this.#dirty = dirty;
    this.emit("onDocumentStateChange", dirty);
  }

  /** What the session tells becomes what the page is told and the user sees. */
  #follow(): void {
    const { session, shell } = this;
    const on: Session["on"] = (event, listener) => {
      const off = session.on(event, listener);
      this.#ends.push(off);
      return off;
    };
    this.#showPeople(session.joined.participants);
    on("participants", (list) => this.#showPeople(list));
    on("status", (status) => {
      this.#showStatus();
      if (status.state !== "lost") return;
      this.emit("onError", errorOf(status.reason));
      shell.banners.show("lost", { tone: "error", message: t("frame.lost", { reason: why(status.reason) }), dismissible: false });
    });
    on("meta", ({ meta }) => {
      if (typeof meta["title"] === "string") this.setTitle(meta["title"]);
      if (typeof meta["favorite"] === "boolean") this.setFavorite(meta["favorite"]);
      this.emit("onMetaChange", meta);
    });
    on("delta", () => this.#collaborative());
    on("commands", () => this.#collaborative());
    on("warning", ({ code, message }) => {
      this.emit("onWarning", { warningCode: code, warningDescription: message });
      shell.banners.show("storage", { tone: "warning", message: t("frame.warning", { reason: message }) });
    });
    on("forced-save", ({ ok, message }) => {
      if (ok) toast(t("frame.saved"), "success");
      else shell.banners.show("forced-save", { tone: "error", message: t("frame.save.failed", { reason: message }) });
    });
    on("dropped", () => {
      this.emit("onError", errorOf({ status: 403, error: "dropped", message: t("frame.dropped") }));
      this.setReadOnly(true, t("frame.dropped"));
    });
    on("reset", ({ message, reason }) => {
      if (message !== "") shell.banners.show("reset", { tone: "warning", message: reason ? t("frame.reset", { reason: why(reason) }) : message });
    });
    on("rejoined", ({ mode }) => {
      if (mode === "edit") shell.banners.hide("rights");
      else if (this.can.edit) this.setReadOnly(true, t("frame.dropped"));
    });
    on("unsaved", (unsaved) => offerUnsaved([unsaved]));
    this.#showStatus();
  }

  #people: Participant[] = [];
  readonly #names = new Map<string, string>();
  readonly #asked = new Set<string>();

  /** Shows who is here, and asks the page about those whom it was not asked about yet. */
  #showPeople(list: Participant[]): void {
    this.#people = list;
    const named = list.map((one) => ({ ...one, user: { ...one.user, name: this.#names.get(one.user.id) ?? one.user.name } }));
    this.shell.header.setParticipants(named, this.session.joined.number);
    const id = [...new Set(list.map((one) => one.user.id))].filter((one) => one !== "" && !this.#asked.has(one));
    if (!this.can.users || id.length === 0) return;
    for (const one of id) this.#asked.add(one);
    this.emit("onRequestUsers", { c: "info", id });
  }

  /** People are called what the page calls them. */
  setNames(names: Map<string, string>): void {
    for (const [id, name] of names) this.#names.set(id, name);
    this.#showPeople(this.#people);
  }

  #told = 0;
  /** Others' changes, told at most once a second. */
  #collaborative(): void {
    const now = Date.now();
    if (now - this.#told < 1000) return;
    this.#told = now;
    this.emit("onCollaborativeChanges");
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The place in a link, as the page gave it back: the object itself, or its text, with or without `action` around it. */
function place(link: unknown): unknown {
  let value = link;
  if (typeof value === "string") {
    try {
      value = JSON.parse(value);
    } catch {
      return value;
    }
  }
  const action = record(value)["action"];
  return action === undefined ? value : (record(action)["data"] ?? action);
}
