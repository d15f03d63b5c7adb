import { el, t, toast } from "../../ui";
import type { Command } from "../../session/types";
import { cellName } from "../model/address";
import { follow } from "../model/commands/copy";
import { formulaAfter, rangeMoved } from "../model/following";
import type { Move } from "../model/following";
import type { Cell, Range } from "../model/json";
import { editText, entered, typedValue } from "../model/typed";
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
    this.editor.help.update();
    this.marked();
  }

  /** The cells that a formula names are framed. */
  private marked(): void {
    const formula = this.text.startsWith("=");
    if (formula || this.framed) this.editor.drawOverlays();
    this.framed = formula;
  }

  private framed = false;

  /** Sets the text that is edited, and where the caret is. */
  setText(text: string, caret: number): void {
    this.element.value = text;
    this.element.setSelectionRange(caret, caret);
    if (this.bar) this.bar.value = text;
    this.place();
    this.editor.help.update();
    this.marked();
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

  /**
   * Ends editing and keeps what was typed; answers whether it could be kept: a formula that cannot be read is left to be
   * mended. `forced`: the page goes away, and such a formula becomes a text. `everywhere`: all that is selected gets it.
   */
  finish({ forced = false, everywhere = false } = {}): boolean {
    const { cell, editor, text } = this;
    if (!cell) return true;
    const { book, looks } = editor.workspace;
    const here = book.json.sheets?.[cell.key] !== undefined;
    const look = looks.of(cell.key, cell.row, cell.col);
    const same = !here || text === editText(book.cell(cell.key, cell.row, cell.col), look.format);
    const found = typedValue(text, look.format);
    if (found.broken && !same && !forced) {
      toast(t("cell.brokenFormula"), "error");
      if (document.activeElement !== this.bar) this.focus();
      return false;
    }
    this.stop();
    if (!here || (same && !everywhere)) return true;
    const sheetName = book.name(cell.key);
    const ranges = everywhere ? editor.selected.ranges.map((range) => editor.written(range)) : [{ row: cell.row, rowCount: 1, col: cell.col, colCount: 1 }];
    const commands: Command[] = [];
    if (everywhere) commands.push(...fillAll(editor, cell, entered(book.cell(cell.key, cell.row, cell.col), found), ranges));
    else if (found.literal) commands.push({ cmd: "setCells", sheetName, cells: [{ row: cell.row, col: cell.col, cell: entered(book.cell(cell.key, cell.row, cell.col), found) }] });
    else commands.push({ cmd: "editCell", sheetName, row: cell.row, col: cell.col, newValue: found.value });
    if (found.format !== undefined && look.format.toLowerCase() === "general") commands.push({ cmd: "setStyle", sheetName, ranges, style: { formatter: found.format } });
    else if (text.includes("\n") && !look.wrap) commands.push({ cmd: "setStyle", sheetName, ranges, style: { wordWrap: true } });
    editor.perform(commands);
    return true;
  }

  /** Ends editing; what was typed is gone. */
  cancel(): void {
    if (this.cell) this.stop();
  }

  private stop(): void {
    const { cell, editor } = this;
    this.cell = null;
    this.pointing.stop();
    editor.help.close();
    this.element.value = "";
    this.element.classList.remove("cg-editing");
    editor.grid.element.classList.remove("cg-busy");
    // A formula that chose cells of another sheet ends where it began.
    if (cell && cell.key !== editor.key && editor.workspace.book.json.sheets?.[cell.key]) editor.showSheet(cell.key);
    this.showInBar();
    this.place();
    this.marked();
    if (document.activeElement === this.bar) this.focus();
  }

  /** Follows others' rows and columns: what is typed belongs to its cell, and a formula means the same cells. */
  follow(move: Move): void {
    const { cell, editor } = this;
    if (!cell) return;
    if (cell.key === move.sheet) {
      const to = rangeMoved({ row: cell.row, rowCount: 1, col: cell.col, colCount: 1 }, move);
      if (!to) {
        this.cancel();
        toast(t("cell.cellGone"), "info");
        return;
      }
      this.cell = { ...cell, row: to.row, col: to.col };
    }
    const { text } = this;
    if (!text.startsWith("=")) return;
    const next = `=${formulaAfter(editor.workspace.book, text.slice(1), cell.key, move)}`;
    if (next !== text) this.setText(next, next.length - (text.length - this.element.selectionStart));
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
    // While cells of another sheet are chosen the formula is seen in its bar only; the keyboard stays here.
    element.classList.toggle("cg-away", this.cell !== null && this.cell.key !== editor.key);
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
    editor.help.place();
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
    const words = `${where}: ${content}${formula}${editor.notes.words(row, col)}${size}`;
    this.element.setAttribute("aria-label", words);
    if (document.activeElement === this.element && this.live.textContent !== words) this.live.textContent = words;
    this.showInBar();
  }
}

/** What puts one content into several ranges; formulas follow. */
function fillAll(editor: Editor, from: { row: number; col: number }, cell: Cell, ranges: Range[]): Command[] {
  const { book } = editor.workspace;
  const cells: { row: number; col: number; cell: Cell | null }[] = [];
  for (const range of ranges) {
    for (let row = range.row; row < range.row + range.rowCount; row += 1) {
      for (let col = range.col; col < range.col + range.colCount; col += 1) {
        const { value, formula } = follow(cell, [row - from.row, col - from.col]);
        const { value: _value, formula: _formula, ...rest } = book.cell(editor.key, row, col) ?? {};
        cells.push({ row, col, cell: { ...rest, ...(value === undefined ? {} : { value }), ...(formula === undefined ? {} : { formula }) } });
      }
    }
  }
  return [{ cmd: "setCells", sheetName: editor.sheetName, cells }];
}
