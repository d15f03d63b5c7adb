import type Quill from "quill/core";
import Delta, { type AttributeMap, type Op } from "quill-delta";
import { Cell, Line } from "./blots/line";
import { LINE_BREAK, toEditor } from "./codec";
import { fillCells, rowsOf, rowsOfText } from "./fill";
import { removal, type Range } from "./ranges";
import { rowId } from "./tables";

/**
 * Inserts a document in place of a range, as the line there can take it, and puts the cursor behind it. With `joined` undo
 * takes it back together with what was done before.
 */
export function insert(quill: Quill, range: Range, delta: Delta, formats: AttributeMap = {}, joined = false): void {
  const [line, offset] = quill.getLine(range.index);
  let inner = toEditor(delta);
  const textFormats = Object.fromEntries(Object.entries(formats).filter(([name, value]) => name.startsWith("t:") && !Array.isArray(value)));
  if (Object.keys(textFormats).length > 0) inner = new Delta(inner.ops.map((op) => ({ ...op, attributes: { ...textFormats, ...op.attributes } })));
  if (line instanceof Cell && insertCells(quill, line, inner, joined)) return;
  const change = removal(quill, range);
  let tail = new Delta();
  if (line instanceof Cell) inner = oneLine(inner);
  else if (line instanceof Line && line.formats()["l:code-block"] !== undefined) inner = asCode(inner, line.formats());
  else if (line instanceof Line) {
    const { rest, last } = withoutEnd(inner);
    const single = !rest.ops.some((op) => typeof op.insert === "string" && op.insert.includes("\n"));
    // The end of the line here stands for the last one that is inserted; what is one line only goes into this one.
    if (last && single && line.length() > 1) inner = rest;
    else if (last && range.length === 0 && offset === line.length() - 1) {
      inner = rest;
      tail = new Delta().retain(1, { ...Object.fromEntries(Object.keys(line.formats()).map((name) => [name, null])), ...last });
    }
    inner = withOwnRows(inner);
    // A table is no part of the line before it, and none of another table.
    const above = offset === 0 && range.index > 0 ? quill.getLine(range.index - 1)[0] : null;
    if (beginsWithTable(inner) && (offset > 0 || above instanceof Cell)) inner = new Delta().insert("\n", offset > 0 ? line.formats() : undefined).concat(inner);
  }
  // A line that goes on keeps what it is.
  if (line instanceof Line && offset > 0 && !(line instanceof Cell)) inner = keepFirst(inner, line.formats());
  put(quill, change.compose(new Delta().retain(range.index).concat(inner).concat(tail)), range.index + inner.length(), joined);
}

function put(quill: Quill, change: Delta, cursor: number, joined: boolean): void {
  if (!joined) quill.history.cutoff();
  quill.updateContents(change, "user");
  quill.history.cutoff();
  quill.setSelection(cursor, 0, "silent");
  quill.scrollSelectionIntoView();
}

/** Puts rows into the cells of the table, if rows are all that is inserted. */
function insertCells(quill: Quill, cell: Cell, inner: Delta, joined: boolean): boolean {
  const rows = rowsOf(inner) ?? rowsOfText(inner);
  // One cell is text.
  if (!rows || (rows.length === 1 && rows[0]?.length === 1)) return false;
  const filled = fillCells(quill, cell, rows);
  if (filled) put(quill, filled.change, filled.end, joined);
  return filled !== null;
}

function beginsWithTable(inner: Delta): boolean {
  const first = inner.ops.find((op) => typeof op.insert === "string" && op.insert.includes("\n"));
  return typeof first?.attributes?.["l:table"] === "string";
}

/** Rows that are inserted are others than those that they were copied from. */
function withOwnRows(inner: Delta): Delta {
  const ids = new Map<unknown, string>();
  return new Delta(inner.ops.map((op): Op => {
    const row = op.attributes?.["l:table"];
    if (row === undefined) return op;
    const id = ids.get(row) ?? rowId();
    ids.set(row, id);
    return { ...op, attributes: { ...op.attributes, "l:table": id } };
  }));
}

/** A document without its last line end, and the attributes of that; `null` where it does not end in one, or in a cell. */
function withoutEnd(inner: Delta): { rest: Delta; last: AttributeMap | null } {
  const op = inner.ops.at(-1);
  if (typeof op?.insert !== "string" || !op.insert.endsWith("\n") || (op.attributes && "l:table" in op.attributes)) return { rest: inner, last: null };
  const rest = new Delta(inner.ops.slice(0, -1));
  if (op.insert.length > 1) rest.insert(op.insert.slice(0, -1), op.attributes);
  return { rest, last: op.attributes ?? {} };
}

/** What is inserted into a cell: line breaks in place of its ends of lines, without the last one. */
function oneLine(inner: Delta): Delta {
  const ops = inner.ops.flatMap((op) => (typeof op.insert === "string" && op.insert.includes("\n") ? split(op) : [op]));
  if ((ops.at(-1)?.insert as { e?: unknown } | undefined)?.e === LINE_BREAK) ops.pop();
  return new Delta(ops);
}

function split(op: Op): Op[] {
  const attributes = Object.fromEntries(Object.entries(op.attributes ?? {}).filter(([name]) => name.startsWith("t:")));
  const parts = String(op.insert).split("\n");
  return parts.flatMap((part, index): Op[] => [...(index > 0 ? [{ insert: { e: LINE_BREAK } }] : []), ...(part ? [{ insert: part, attributes }] : [])]);
}

function asCode(inner: Delta, line: AttributeMap): Delta {
  const code = new Delta();
  for (const op of inner.ops) {
    if (typeof op.insert !== "string") {
      if ((op.insert as { e?: unknown } | undefined)?.e === LINE_BREAK) code.insert("\n", line);
      continue;
    }
    op.insert.split("\n").forEach((part, index) => {
      if (index > 0) code.insert("\n", line);
      if (part) code.insert(part);
    });
  }
  return code;
}

function keepFirst(inner: Delta, formats: AttributeMap): Delta {
  const at = inner.ops.findIndex((op) => typeof op.insert === "string" && op.insert.includes("\n"));
  const op = inner.ops[at];
  if (!op || (op.attributes && "l:table" in op.attributes)) return inner;
  const [first = "", ...rest] = String(op.insert).split("\n");
  const kept = new Delta(inner.ops.slice(0, at));
  if (first) kept.insert(first, op.attributes);
  kept.insert("\n", formats);
  if (rest.join("\n")) kept.insert(rest.join("\n"), op.attributes);
  return kept.concat(new Delta(inner.ops.slice(at + 1)));
}
