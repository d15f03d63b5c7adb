import { el, t } from "../../ui";
import { cellName } from "../model/address";
import { editText, typedValue } from "../model/format";
import type { Editor } from "./editor";
import { fontOf } from "./paint";
import { PointedAt } from "./pointing";
import { spanAt } from "./selection";

/**
 * Where the keyboard's focus is: an input over the active cell. While nothing is edited it cannot be seen, and what is typed
 * begins editing; it is a real input all the time, so that input methods work from the first key on.
 */
export class Input {
  readonly element = el("textarea", { class: "cg-input", rows: 1, autocomplete: "off", autocapitalize: "off", spellcheck: "false", wrap: "off" });
  /** Says where one is to those who do not see it. */
  readonly live = el("div", { class: "ui-hidden", role: "status", "aria-live": "polite" });
  /** The cell that is edited; nothing while none is. */
  cell: { row: number; col: number; key: string } | null = null;
  /** `enter`: arrow keys end editing, as typing began it; `edit`: they move within the text. */
  mode: "enter" | "edit" = "enter";
  /** The formula bar, which shows the same text. */
  bar: HTMLTextAreaElement | null = null;
  readonly pointing: PointedAt;

  constructor(private readonly editor: Editor) {
    this.pointing = new PointedAt(editor);
    editor.grid.view.append(this.element, this.live);
    this.element.addEventListener("input", () => this.typed(this.element));
    this.element.addEventListener("compositionstart", () => this.begin("enter", ""));
    // A phone's keyboard opens only for an input that a finger has touched; see mouse.ts.
    this.element.addEventListener("blur", () => this.place());
  }

  get editing(): boolean {
    return this.cell !== null;
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** The text that is edited. */
  get text(): string {
    return this.element.value;
  }

  /** Follows what is typed into the cell, or into the formula bar. */
  typed(from: HTMLTextAreaElement): void {
    if (!this.cell && !this.begin("enter", from === this.element ? from.value : null)) {
      this.element.value = "";
      return;
    }
    if (from !== this.element) this.element.value = from.value;
    else if (this.bar) this.bar.value = from.value;
    this.pointing.typed();
    this.place();
  }

  /** Sets the text that is edited, and where the caret is. */
  setText(text: string, caret: number): void {
    this.element.value = text;
    this.element.setSelectionRange(caret, caret);
    if (this.bar) this.bar.value = text;
    this.place();
  }

  /** Begins editing the active cell; `text` is what it begins with, `null` what the cell has. */
  begin(mode: "enter" | "edit", text: string | null = null): boolean {
    const { editor } = this;
    if (editor.readOnly) return false;
    if (this.cell) {
      this.mode = mode === "edit" ? "edit" : this.mode;
      return true;
    }
    const { row, col } = editor.selected.active;
    this.cell = { row, col, key: editor.key };
    this.mode = mode;
    editor.grid.reveal(row, col);
    if (text === null) {
      const { book, looks } = editor.workspace;
      const own = editText(book.cell(editor.key, row, col), looks.of(editor.key, row, col).format);
      this.setText(own, own.length);
    }
    this.element.classList.add("cg-editing");
    editor.grid.element.classList.add("cg-busy");
    this.place();
    return true;
  }

  /** Ends editing and keeps what was typed; answers whether it could be kept. */
  finish(): boolean {
    const { cell, editor } = this;
    if (!cell) return true;
    const text = this.text;
    const { book, looks } = editor.workspace;
    const look = looks.of(cell.key, cell.row, cell.col);
    this.stop();
    if (!book.json.sheets?.[cell.key]) return true;
    if (text === editText(book.cell(cell.key, cell.row, cell.col), look.format)) return true;
    const { value, format } = typedValue(closed(text), look.format === "@");
    const sheetName = book.name(cell.key);
    const commands = [{ cmd: "editCell", sheetName, row: cell.row, col: cell.col, newValue: value }] as Parameters<Editor["perform"]>[0];
    if (format !== undefined && look.format.toLowerCase() === "general") {
      const ranges = [{ row: cell.row, rowCount: 1, col: cell.col, colCount: 1 }];
      commands.push({ cmd: "setStyle", sheetName, ranges, style: { formatter: format } });
    } else if (text.includes("\n") && !look.wrap) {
      commands.push({ cmd: "setStyle", sheetName, ranges: [{ row: cell.row, rowCount: 1, col: cell.col, colCount: 1 }], style: { wordWrap: true } });
    }
    editor.perform(commands);
    return true;
  }

  /** Ends editing; what was typed is gone. */
  cancel(): void {
    if (this.cell) this.stop();
  }

  private stop(): void {
    this.cell = null;
    this.pointing.stop();
    this.element.value = "";
    this.element.classList.remove("cg-editing");
    this.editor.grid.element.classList.remove("cg-busy");
    this.showInBar();
    this.place();
    if (document.activeElement === this.bar) this.focus();
  }

  /** Shows the active cell's text in the formula bar. */
  showInBar(): void {
    if (!this.bar || this.cell) return;
    const { editor } = this;
    const { row, col } = editor.selected.active;
    const { book, looks } = editor.workspace;
    this.bar.value = editText(book.cell(editor.key, row, col), looks.of(editor.key, row, col).format);
  }

  /** Puts the input over its cell. */
  place(): void {
    const { editor, element } = this;
    const { grid, workspace } = editor;
    const { row, col } = this.cell ?? editor.selected.active;
    if (this.cell && this.cell.key !== editor.key) {
      element.style.visibility = "hidden";
      return;
    }
    element.style.visibility = "";
    const span = spanAt(workspace.book, editor.key, row, col);
    const box = grid.place(span ?? { row, rowCount: 1, col, colCount: 1 });
    const { style } = element;
    style.left = `${box.left - 1}px`;
    style.top = `${box.top - 1}px`;
    style.minWidth = `${box.width + 1}px`;
    style.minHeight = `${box.height + 1}px`;
    style.maxWidth = `${Math.max(box.width + 1, grid.roomFrom(box.left) - 8)}px`;
    if (!this.cell) {
      style.width = style.height = "1px";
      return;
    }
    const look = workspace.looks.of(editor.key, row, col);
    style.font = fontOf(look, grid.layout.zoom);
    style.color = look.fill ? "#1b2027" : "";
    style.background = look.fill ?? "";
    style.width = style.height = "0";
    style.width = `${element.scrollWidth + 8}px`;
    style.height = `${element.scrollHeight + 2}px`;
  }

  /** What a screen reader is told of the active cell. */
  announce(): void {
    const { editor } = this;
    const { row, col } = editor.selected.active;
    const { text } = editor.workspace.shown(editor.key, row, col);
    const cell = editor.workspace.book.cell(editor.key, row, col);
    const where = cellName(row, col);
    const content = text === "" ? t("cell.empty") : text;
    const formula = cell?.formula === undefined ? "" : `, ${t("cell.hasFormula")}`;
    const { range } = editor.selected;
    const several = range.rowCount * range.colCount > 1 && !editor.selected.isSingle(editor.workspace.book, editor.key);
    const size = several ? `, ${t("cell.selected", { rows: range.rowCount, columns: range.colCount })}` : "";
    const words = `${where}: ${content}${formula}${size}`;
    this.element.setAttribute("aria-label", words);
    if (document.activeElement === this.element && this.live.textContent !== words) this.live.textContent = words;
    this.showInBar();
  }
}

/** A formula whose last parentheses are missing, with them. */
function closed(text: string): string {
  if (!text.startsWith("=")) return text;
  const bare = text.replace(/"(?:[^"]|"")*"/g, "");
  const open = (bare.match(/\(/g)?.length ?? 0) - (bare.match(/\)/g)?.length ?? 0);
  return open > 0 ? text + ")".repeat(open) : text;
}
