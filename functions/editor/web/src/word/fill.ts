import type Quill from "quill/core";
import Delta, { type Op } from "quill-delta";
import type { Cell } from "./blots/line";
import { placeOf, rowId } from "./tables";

/** The rows of a document that is nothing but one table, each cell without its end; `null` where it is anything else. As the editor has it. */
export function rowsOf(inner: Delta): Delta[][] | null {
  const rows: Delta[][] = [];
  let id: unknown;
  let cell = new Delta();
  for (const op of inner.ops) {
    const parts = typeof op.insert === "string" ? op.insert.split("\n") : [];
    if (parts.length < 2) {
      cell.push(op);
      continue;
    }
    const row = op.attributes?.["l:table"];
    if (typeof row !== "string") return null;
    parts.slice(0, -1).forEach((text) => {
      if (text) cell.insert(text);
      if (row !== id) rows.push([]);
      id = row;
      rows.at(-1)?.push(cell);
      cell = new Delta();
    });
    const rest = parts.at(-1);
    if (rest) cell.insert(rest);
  }
  // A last cell of which only a part was copied.
  if (cell.ops.length > 0) rows.at(-1)?.push(cell);
  return rows.length > 0 ? rows : null;
}

/** Plain text with tabs as rows, as spreadsheets give it; `null` where it has none. */
export function rowsOfText(inner: Delta): Delta[][] | null {
  if (inner.ops.some((op) => typeof op.insert !== "string" || Object.keys(op.attributes ?? {}).some((name) => name.startsWith("l:")))) return null;
  const text = inner.ops.map((op) => op.insert as string).join("");
  if (!text.includes("\t")) return null;
  const attributes = inner.ops[0]?.attributes;
  return text.replace(/\n$/, "").split("\n").map((line) => line.split("\t").map((part) => (part ? new Delta().insert(part, attributes) : new Delta())));
}

/**
 * The change that puts rows into the cells of a table, from this cell on to the right and down, in place of what they say;
 * rows and columns that are missing are added. Answers where the last of them ends, too.
 */
export function fillCells(quill: Quill, cell: Cell, rows: Delta[][]): { change: Delta; end: number } | null {
  const place = placeOf(cell);
  if (!place) return null;
  const change = new Delta();
  let [at, end] = [place.table.offset(quill.scroll), 0];
  change.retain(at);
  const inserted = (ops: Op[]) => {
    for (const op of ops) {
      change.push(op);
      at += typeof op.insert === "string" ? op.insert.length : 1;
    }
  };
  const width = Math.max(...rows.map((row) => row.length)) + place.column;
  const count = Math.max(place.rows.length, place.row + rows.length);
  // A table stays a rectangle: rows above and below get the columns too that are added.
  const columns = Math.max(width, ...place.rows.map((cells) => cells.length));
  const grows = columns > Math.max(...place.rows.map((cells) => cells.length));
  for (let row = 0; row < count; row += 1) {
    const there = place.rows[row];
    const given = rows[row - place.row];
    const id = there?.[0]?.row ?? rowId();
    for (let column = 0; column < columns; column += 1) {
      const old = there?.[column];
      const put = given?.[column - place.column];
      if (!old && there && !grows && !put) continue;
      if (put) inserted(put.ops);
      if (put) end = at;
      if (!old) inserted([{ insert: "\n", attributes: { "l:table": id } }]);
      else {
        const length = old.length();
        if (put && length > 1) change.delete(length - 1);
        change.retain(put ? 1 : length);
        at += put ? 1 : length;
      }
    }
  }
  return { change: change.chop(), end };
}
