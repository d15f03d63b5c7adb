import { around, rangeName, single } from "../model/address";
import type { Range } from "../model/json";
import { prefixOf } from "../model/references";
import type { Editor } from "./editor";

/** Choosing cells for a formula by clicking on them while it is typed. */
export class PointedAt {
  /** Where in the text the reference stands that clicks change. */
  private at: { start: number; end: number } | null = null;
  private from: { row: number; col: number } | null = null;

  constructor(private readonly editor: Editor) {}

  /** Whether a click now means a reference: a formula is edited, and the caret is where one can stand. */
  get ready(): boolean {
    const { input } = this.editor;
    if (!input.editing || !input.text.startsWith("=")) return false;
    if (this.at) return true;
    const caret = input.element.selectionStart;
    return /[=+\-*/^&<>(,;:%{]\s*$/.test(input.text.slice(0, caret));
  }

  /** A cell was pressed. */
  start(row: number, col: number): void {
    this.from = { row, col };
    this.put(single(row, col));
  }

  /** The pointer went on to another cell. */
  reach(row: number, col: number): void {
    if (this.from) this.put(around(single(this.from.row, this.from.col), single(row, col)));
  }

  private put(range: Range): void {
    const { input, key, workspace } = this.editor;
    const caret = input.element.selectionStart;
    const { start, end } = this.at ?? { start: caret, end: caret };
    const other = input.cell && input.cell.key !== key;
    const name = workspace.book.name(key);
    const prefix = other ? prefixOf(name) : "";
    const reference = prefix + rangeName(range);
    const text = input.text.slice(0, start) + reference + input.text.slice(end);
    this.at = { start, end: start + reference.length };
    input.setText(text, this.at.end);
  }

  /** Something was typed: the reference stands. */
  typed(): void {
    this.at = null;
    this.from = null;
  }

  stop(): void {
    this.typed();
  }
}
