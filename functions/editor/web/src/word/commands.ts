import type Quill from "quill/core";
import Delta from "quill-delta";
import { Line } from "./blots/line";
import { linesIn } from "./ranges";

/** What the selection is, for the toolbar: formats by name, without the marks. Where a selection has several, a list of them. */
export interface State {
  text: Record<string, unknown>;
  line: Record<string, unknown>;
}

/** What can be done to a text by buttons and keys. */
export class Commands {
  constructor(readonly quill: Quill) {}

  /** What the selection is, or the place where it was last. */
  state(): State {
    const range = this.quill.selection.lastRange ?? { index: 0, length: 0 };
    const formats = this.quill.getFormat(Math.min(range.index, this.quill.getLength() - 1), range.length);
    const of = (mark: string) => Object.fromEntries(Object.entries(formats).filter(([name]) => name.startsWith(mark)).map(([name, value]) => [name.slice(2), value]));
    return { text: of("t:"), line: of("l:") };
  }

  /** Gives the selected text a format, or what is typed next; `null` takes it away. */
  text(name: string, value: unknown): void {
    this.quill.format(`t:${name}`, value, "user");
  }

  /** Turns a format of text on or off. */
  toggle(name: "bold" | "italic" | "underline" | "strike" | "code"): void {
    const now = this.formats();
    this.text(name, now[`t:${name}`] === true ? null : true);
  }

  /** Superscript or subscript, or neither if it is that already. */
  script(value: "super" | "sub"): void {
    this.text("script", this.formats()["t:script"] === value ? null : value);
  }

  /** Gives the selected lines formats; `null` takes one away. */
  line(formats: Record<string, unknown>): void {
    const range = this.quill.getSelection(true);
    const marked = Object.fromEntries(Object.entries(formats).map(([name, value]) => [`l:${name}`, value]));
    this.quill.formatLine(range.index, range.length, marked, "user");
    this.quill.setSelection(range.index, range.length, "silent");
  }

  /** Aligns the selected lines; the side where their text begins needs no saying. */
  align(align: "left" | "center" | "right" | "justify"): void {
    const side = this.state().line.direction === "rtl" ? "right" : "left";
    this.line({ align: align === side ? null : align });
  }

  /** Makes the selected lines plain text (0), headings (1 to 6), quotations or code. */
  style(style: number | "quote" | "code"): void {
    const plain = { header: null, blockquote: null, "code-block": null };
    if (style === "quote") this.line({ ...plain, blockquote: true });
    else if (style === "code") {
      this.line({ ...plain, list: null, indent: null, align: null, direction: null, "code-block": true });
      this.plainText();
    } else this.line({ ...plain, header: style || null });
  }

  /** Code has no formats of text. */
  private plainText(): void {
    const range = this.quill.getSelection(true);
    const lines = linesIn(this.quill, range);
    const first = lines[0];
    const last = lines.at(-1);
    if (first && last) this.clearText(first.index, last.index + last.length - first.index);
  }

  /** Makes the selected lines items of a list, or plain lines if they are such items. */
  list(kind: "ordered" | "bullet" | "check"): void {
    const now = this.formats()["l:list"];
    const same = kind === "check" ? now === "checked" || now === "unchecked" : now === kind;
    this.line({ list: same ? null : kind === "check" ? "unchecked" : kind, "code-block": null });
  }

  /** Checks an item or takes the mark away. */
  check(line: Line): void {
    const now = line.formats()["l:list"];
    if (now !== "checked" && now !== "unchecked") return;
    this.quill.formatLine(line.offset(this.quill.scroll), 1, { "l:list": now === "checked" ? "unchecked" : "checked" }, "user");
  }

  /** Takes the formats of the selected text away; without a selection those of the line too. */
  clear(): void {
    const range = this.quill.getSelection(true);
    if (range.length > 0) this.clearText(range.index, range.length);
    else {
      const [line] = this.quill.getLine(range.index);
      if (!(line instanceof Line)) return;
      const start = line.offset(this.quill.scroll);
      this.clearText(start, line.length());
      this.line({ header: null, blockquote: null, "code-block": null, list: null, indent: null, align: null, direction: null });
    }
  }

  private clearText(index: number, length: number): void {
    const names = ["bold", "italic", "underline", "strike", "script", "code", "color", "background", "font", "size"];
    const delta = new Delta().retain(index);
    // Of links and what the editor does not know nothing is taken; of lines nothing either.
    for (const op of this.quill.getContents(index, length).ops) {
      const size = typeof op.insert === "string" ? op.insert.length : 1;
      const gone = names.map((name) => `t:${name}`).filter((name) => op.attributes && name in op.attributes);
      delta.retain(size, gone.length > 0 ? Object.fromEntries(gone.map((name) => [name, null])) : undefined);
    }
    this.quill.updateContents(delta.chop(), "user");
  }

  /** Inserts an embed of the document in place of the selection. */
  embed(value: Record<string, unknown>, attributes: Record<string, unknown> = {}): void {
    const range = this.quill.getSelection(true);
    const marked = Object.fromEntries(Object.entries(attributes).map(([name, one]) => [`t:${name}`, one]));
    this.quill.history.cutoff();
    this.quill.updateContents(new Delta().retain(range.index).delete(range.length).insert({ e: value }, marked), "user");
    this.quill.setSelection(range.index + 1, 0, "user");
  }

  /** Inserts a dividing line; what follows the cursor goes below it. */
  divider(): void {
    const range = this.quill.getSelection(true);
    const [line, offset] = this.quill.getLine(range.index);
    if (!(line instanceof Line) || line.statics.blotName === "cell") return;
    const delta = new Delta().retain(range.index).delete(range.length);
    if (offset > 0) delta.insert("\n", line.formats());
    delta.insert({ e: { divider: true } });
    this.quill.history.cutoff();
    this.quill.updateContents(delta, "user");
    this.quill.history.cutoff();
    this.quill.setSelection(range.index + (offset > 0 ? 2 : 1), 0, "user");
  }

  private formats(): Record<string, unknown> {
    return this.quill.getFormat(this.quill.getSelection(true));
  }
}
