import type Quill from "quill/core";
import Delta from "quill-delta";
import { Cell, Row, Table } from "./blots/line";

/** An id for a row that no other row has. */
export function rowId(): string {
  return `row-${crypto.getRandomValues(new Uint32Array(2)).reduce((text, part) => text + part.toString(36), "")}`;
}

/** The cell at a place, if there is one. */
export function cellAt(quill: Quill, index: number): Cell | null {
  const [line] = quill.getLine(index);
  return line instanceof Cell ? line : null;
}

/** A table and a cell of it, by row and column. */
export interface Place {
  table: Table;
  rows: Cell[][];
  row: number;
  column: number;
}

/** Where a cell is in its table. */
export function placeOf(cell: Cell): Place | null {
  const row = cell.parent;
  if (!(row instanceof Row) || !(row.parent instanceof Table)) return null;
  const rows = row.parent.rows();
  const at = rows.findIndex((cells) => cells.includes(cell));
  return { table: row.parent, rows, row: at, column: rows[at]?.indexOf(cell) ?? 0 };
}

/** The cell after this one in reading order, or before it. */
export function nextCell(cell: Cell, back: boolean): Cell | null {
  const place = placeOf(cell);
  const cells = place?.rows.flat() ?? [];
  return cells[cells.indexOf(cell) + (back ? -1 : 1)] ?? null;
}

/** Inserts an empty table at the line of a place; there is a line before it and after it, so that it stays a table of its own. */
export function insertTable(quill: Quill, index: number, rows: number, columns: number): void {
  const [line] = quill.getLine(index);
  if (!line || line instanceof Cell) return;
  const start = line.offset(quill.scroll);
  const empty = line.length() === 1;
  const before = start > 0 ? cellAt(quill, start - 1) : null;
  const at = empty ? start : start + line.length();
  const delta = new Delta().retain(at);
  if (empty && before) delta.insert("\n");
  const first = at + (empty && before ? 1 : 0);
  for (let row = 0; row < rows; row += 1) {
    const id = rowId();
    for (let column = 0; column < columns; column += 1) delta.insert("\n", { "l:table": id });
  }
  const next = at < quill.getLength() ? cellAt(quill, at) : null;
  if (next || at >= quill.getLength()) delta.insert("\n");
  quill.history.cutoff();
  quill.updateContents(delta, "user");
  quill.history.cutoff();
  quill.setSelection(first, 0, "user");
}

/** Inserts an empty row above or below the cell's; `enter` puts the cursor into its first cell. */
export function insertRow(quill: Quill, cell: Cell, below: boolean, enter = false): void {
  const place = placeOf(cell);
  const cells = place?.rows[place.row];
  const beside = below ? cells?.at(-1) : cells?.[0];
  if (!cells || !beside) return;
  const at = beside.offset(quill.scroll) + (below ? beside.length() : 0);
  const delta = new Delta().retain(at).insert("\n".repeat(cells.length), { "l:table": rowId() });
  quill.history.cutoff();
  quill.updateContents(delta, "user");
  quill.history.cutoff();
  if (enter) quill.setSelection(at, 0, "user");
}

/** Inserts an empty column beside the cell's. */
export function insertColumn(quill: Quill, cell: Cell, after: boolean): void {
  const place = placeOf(cell);
  if (!place) return;
  const delta = new Delta();
  let at = 0;
  for (const cells of place.rows) {
    const beside = cells[Math.min(place.column, cells.length - 1)];
    if (!beside) continue;
    const index = beside.offset(quill.scroll) + (after ? beside.length() : 0);
    delta.retain(index - at).insert("\n", { "l:table": beside.row });
    at = index;
  }
  quill.history.cutoff();
  quill.updateContents(delta, "user");
  quill.history.cutoff();
}

/** Deletes the cell's row; the table with its last one. */
export function deleteRow(quill: Quill, cell: Cell): void {
  const place = placeOf(cell);
  if (place) remove(quill, place.rows[place.row] ?? []);
}

/** Deletes the cell's column. */
export function deleteColumn(quill: Quill, cell: Cell): void {
  const place = placeOf(cell);
  if (place) remove(quill, place.rows.map((cells) => cells[place.column]).filter((one) => one !== undefined));
}

/** Deletes the table that the cell is in. */
export function deleteTable(quill: Quill, cell: Cell): void {
  const place = placeOf(cell);
  if (place) remove(quill, place.rows.flat());
}

function remove(quill: Quill, cells: Cell[]): void {
  const delta = new Delta();
  let at = 0;
  const first = cells[0]?.offset(quill.scroll) ?? 0;
  for (const cell of cells) {
    const index = cell.offset(quill.scroll);
    delta.retain(index - at).delete(cell.length());
    at = index + cell.length();
  }
  // The document does not end with nothing.
  if (at === quill.getLength() && first === 0) delta.insert("\n");
  quill.history.cutoff();
  quill.updateContents(delta, "user");
  quill.history.cutoff();
  quill.setSelection(Math.min(first, quill.getLength() - 1), 0, "user");
}
