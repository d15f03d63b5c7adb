import Quill from "quill/core";
import type { Host, Open, Opened } from "../frame/host";
import type { Session, TextSession } from "../session/types";
import { el, icon, register, t, toast } from "../ui";
import { Binding } from "./binding";
import { Line } from "./blots/line";
import { setPictures } from "./blots/thing";
import { OwnClipboard } from "./clipboard";
import { toEditor } from "./codec";
import { Commands } from "./commands";
import { Cursors } from "./cursors";
import { countDialog, formulaDialog, linkDialog } from "./dialogs";
import { makeDraggable } from "./drag";
import { makeQuill } from "./editor";
import { FindBar } from "./findbar";
import { Foot } from "./foot";
import { registerWordIcons } from "./icons";
import { Outline } from "./outline";
import { OwnInput } from "./input";
import { PictureFrame } from "./picture";
import { choosePictures, insertPictures } from "./pictures";
import type { Range } from "./ranges";
import { shortcuts } from "./shortcuts";
import { Tools, type ToolActions } from "./tools";
import { words } from "./words";
import "./word.css";

Quill.register({ "modules/clipboard": OwnClipboard, "modules/input": OwnInput }, true);
register(words);

/** Shows a text for editing or reading. */
export const open: Open = (session, host) => new TextEditor(asText(session), host);

function asText(session: Session): TextSession {
  if (!("change" in session)) throw new Error(`The session of kind ${session.joined.kind} is not one on a text.`);
  return session as TextSession;
}

/** The text editor: paper, toolbar and what else is around it. */
class TextEditor implements Opened {
  readonly quill: Quill;
  private readonly commands: Commands;
  private readonly binding: Binding;
  private readonly cursors: Cursors;
  private readonly frame: PictureFrame;
  private readonly find: FindBar;
  private readonly tools: Tools;
  private readonly ends: (() => void)[] = [];
  private readOnly: boolean;

  constructor(
    private readonly session: TextSession,
    private readonly host: Host,
  ) {
    registerWordIcons();
    const { shell, can, config } = host;
    this.readOnly = !can.edit;
    setPictures((id) => (/^(https?|data|blob):/i.test(id) ? id : session.objectUrl(id)));
    const paper = el("div", { class: "w-paper" });
    const desk = el("div", { class: "w-desk" }, paper);
    shell.main.replaceChildren(desk);
    shell.main.classList.add("w-main");
    this.quill = makeQuill(paper, { content: session.content, readOnly: this.readOnly, pictures: (range, files) => void this.insertAt(range, files) });
    const { quill } = this;
    this.commands = new Commands(quill);
    this.cursors = new Cursors(quill);
    this.frame = new PictureFrame(quill, () => this.readOnly);
    desk.append(this.cursors.layer, this.frame.element);
    const hold = can.save && (config.editorConfig?.coEditing?.mode === "strict" || config.editorConfig?.customization?.autosave === false);
    this.binding = new Binding(quill, session, hold, (held) => host.setHeld(held));
    this.clipboard();
    this.find = new FindBar(quill, () => this.readOnly, () => quill.focus({ preventScroll: true }));
    shell.main.parentElement?.append(this.find.element);
    const actions: ToolActions = {
      link: () => linkDialog(quill),
      image: () => {
        const range = quill.getSelection(true);
        choosePictures((files) => void this.insertAt(range, files));
      },
      ...(can.insertImage ? { storageImage: () => host.requestImages() } : {}),
      formula: () => formulaDialog(this.commands),
      find: () => this.find.open(false),
    };
    this.tools = new Tools(this.commands, actions);
    this.surroundings(actions);
    this.follow();
    this.setReadOnly(this.readOnly);
    document.documentElement.dataset.word = "ready";
  }

  focus(): void {
    this.quill.focus();
  }

  destroy(): void {
    this.binding.end();
    this.cursors.end();
    for (const end of this.ends) end();
  }

  flush(): void {
    this.binding.flush();
  }

  setReadOnly(readOnly: boolean): void {
    this.readOnly = readOnly;
    const { root } = this.quill;
    this.quill.enable(!readOnly);
    root.setAttribute("role", readOnly ? "document" : "textbox");
    root.setAttribute("aria-label", t("word.text"));
    root.setAttribute("aria-multiline", "true");
    if (readOnly) root.removeAttribute("aria-multiline");
    root.tabIndex = 0;
    this.host.shell.setTools(...(readOnly || this.host.history ? [] : [this.tools.bar.element]));
    if (!readOnly) this.tools.update();
  }

  insertImages(images: Blob[]): void {
    const range = this.quill.selection.lastRange ?? { index: this.quill.getLength() - 1, length: 0 };
    void this.insertAt(range, images);
  }

  place(): unknown {
    const range = this.quill.selection.lastRange ?? { index: 0, length: 0 };
    return { index: range.index, length: range.length };
  }

  goTo(place: unknown): void {
    const { index, length } = { index: 0, length: 0, ...(place as Partial<Range> | null) };
    if (typeof index !== "number" || typeof length !== "number") return;
    this.quill.setSelection(Math.max(0, Math.min(index, this.quill.getLength() - 1)), Math.max(0, length), "user");
    this.quill.scrollSelectionIntoView();
  }

  private insertAt(range: Range, files: Blob[]): Promise<void> {
    return insertPictures(this.quill, this.session, range, files);
  }

  private clipboard(): void {
    const { clipboard } = this.quill;
    if (!(clipboard instanceof OwnClipboard)) return;
    makeDraggable(this.quill, clipboard);
    clipboard.host = {
      canCopy: () => this.host.can.copy,
      refused: () => toast(t("word.copy.refused"), "warning"),
      pictureUrl: (id) => (/^(https?|data):/i.test(id) ? id : new URL(this.session.objectUrl(id), location.href).href),
      keepPicture: (bytes) => this.session.putObject(bytes),
      pictures: (range, files) => void this.insertAt(range, files),
    };
  }

  /** What is around the paper: foot, outline, menu, keys. */
  private surroundings(actions: ToolActions): void {
    const { host, quill } = this;
    const { shell } = host;
    if (host.history) return;
    const outline = new Outline(quill);
    const toggle = el("button", { type: "button", class: "w-foot-button", "aria-expanded": "false", title: t("word.outline"), onclick: () => showOutline(Boolean(shell.aside.hidden)) }, icon("list-tree"), el("span", { class: "w-foot-text" }, t("word.outline")));
    const showOutline = (show: boolean) => {
      shell.setAside(show ? outline.element : null, t("word.outline"));
      toggle.setAttribute("aria-expanded", String(show));
      if (show) outline.update();
    };
    const paper = quill.container;
    const foot = new Foot(quill, paper, shell.foot, toggle, countDialog, () => this.cursors.soon());
    const print = () => (host.can.print ? host.print() : toast(t("word.print.refused"), "warning"));
    const keys = shortcuts(this.commands, {
      ...actions,
      replace: () => this.find.open(true),
      save: () => host.save(),
      print,
      toolbar: () => this.tools.bar.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
      editable: () => !this.readOnly,
    });
    this.ends.push(() => keys.end());
    document.documentElement.toggleAttribute("data-noprint", !host.can.print);
    host.addToMenu(() => [
      { label: t("word.find"), icon: "search", keys: "Mod+F", run: actions.find },
      ...(this.readOnly ? [] : [{ label: t("word.find.replace"), icon: "search", keys: "Mod+H", run: () => this.find.open(true) }]),
      { label: t("word.outline"), icon: "list-tree", run: () => showOutline(true) },
      { label: t("word.count"), icon: "text-align-start", run: () => foot.tell() },
      { label: t("ui.help"), icon: "keyboard", keys: "Mod+/", run: () => keys.help() },
      { kind: "separator" },
    ]);
  }

  /** What the session and the selection tell. */
  private follow(): void {
    const { session, quill } = this;
    this.cursors.setPeople(session.joined.participants);
    this.ends.push(
      session.on("participants", (list) => this.cursors.setPeople(list)),
      session.on("cursor", ({ number, selection }) => {
        if (number === session.joined.number) return;
        this.cursors.set(number, selection && "index" in selection ? selection : null);
      }),
      session.on("reset", ({ content }) => {
        quill.setContents(toEditor(content as { ops: [] }), "api");
        quill.history.clear();
      }),
    );
    let told = "";
    let frame = 0;
    const changed = () => {
      // Once before the next picture, not at each letter of a burst.
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        const range = quill.selection.lastRange;
        const now = range ? `${range.index}.${range.length}` : "";
        if (!this.readOnly) this.tools.update();
        if (!range || now === told) return;
        told = now;
        session.select({ index: range.index, length: range.length });
      });
    };
    quill.on("editor-change", changed);
    this.ends.push(() => quill.off("editor-change", changed));
    quill.root.addEventListener("click", (event) => this.click(event));
    quill.root.addEventListener("mousedown", (event) => this.press(event));
  }

  /** Ctrl+click follows a link; where nothing can be written a click does, as anywhere. */
  private click(event: MouseEvent): void {
    const anchor = event.target instanceof Element ? event.target.closest("a") : null;
    if (!anchor?.href || this.readOnly) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) window.open(anchor.href, "_blank", "noopener,noreferrer");
  }

  /** A press on the box of a checklist's item. */
  private press(event: MouseEvent): void {
    const node = event.target;
    if (!(node instanceof HTMLElement) || this.readOnly || event.button !== 0 || !/checked$/.test(node.dataset.list ?? "")) return;
    const box = node.getBoundingClientRect();
    const padding = Number.parseFloat(getComputedStyle(node).paddingInlineStart) || 0;
    const along = node.dir === "rtl" ? box.right - event.clientX : event.clientX - box.left;
    if (along > padding) return;
    const line = this.quill.scroll.find(node);
    if (!(line instanceof Line)) return;
    event.preventDefault();
    this.commands.check(line);
  }
}
