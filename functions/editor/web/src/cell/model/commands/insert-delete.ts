import type { Command } from "../../../session/types";
import type { Span } from "../address";
import { index, most, ranges, span } from "../arguments";
import type { Axis } from "../arguments";
import { Invalid } from "../book";
import type { Book, Journal } from "../book";
import type { Range, Table } from "../json";
import { moved, sheetOf } from "../references";
import { Shift } from "../shift";
import { rewriteAll } from "./follow";
import { target } from "./target";

export function insertRows(book: Book, command: Command, journal: Journal): void {
  change(book, command, journal, "row", true);
}

export function insertColumns(book: Book, command: Command, journal: Journal): void {
  change(book, command, journal, "column", true);
}

export function deleteRows(book: Book, command: Command, journal: Journal): void {
  change(book, command, journal, "row", false);
}

export function deleteColumns(book: Book, command: Command, journal: Journal): void {
  change(book, command, journal, "column", false);
}

/** Which rows or columns a command names. */
export function named(command: Command, axis: Axis): Span[] {
  const selections = ranges(command, "selections");
  const pick = (range: Range): Span =>
    axis === "row" ? { start: range.row, count: range.rowCount } : { start: range.col, count: range.colCount };
  const found = selections.length > 0 ? selections.map(pick) : [numbered(command, axis)];
  if (found.length > 1000) throw new Invalid("more than 1000 selections");
  if (found.some(({ count }) => count === most(axis))) throw new Invalid("all of a sheet are named, it needs some of them");
  return found;
}

function numbered(command: Command, axis: Axis): Span {
  const [own, counted] = axis === "row" ? ["row", "rowCount"] : ["col", "colCount"];
  const has = (name: string) => command[name] !== undefined && command[name] !== null;
  const start = !has(own) && has("index") ? "index" : own;
  const count = has("count") ? "count" : counted;
  return span(index(command, start, axis), has(count) ? command[count] : 1, axis);
}

function change(book: Book, command: Command, journal: Journal, axis: Axis, inserts: boolean): void {
  const shift = new Shift(named(command, axis), inserts);
  const key = target(book, command);
  const sheet = book.sheet(key);
  const [header, sizes, count] = axis === "row" ? ["rowHeaderData", "rows", "rowCount"] : ["colHeaderData", "columns", "columnCount"];
  journal.structure = true;
  journal.sheets.add(key);
  for (const area of ["data", header]) {
    const data = sheet[area] as { dataTable?: Table } | undefined;
    if (!data?.dataTable) continue;
    const table = axis === "row" ? shifted(data.dataTable, shift, most(axis)) : columnsShifted(data.dataTable, shift);
    book.set(journal, data, "dataTable", table);
  }
  const known = sheet[count];
  if (typeof known === "number") {
    const next = shift.counted(known);
    if (next > Math.max(most(axis), known)) throw new Invalid("the sheet would be too large");
    book.set(journal, sheet, count, next);
  }
  const infos = sheet[sizes];
  if (Array.isArray(infos)) book.set(journal, sheet, sizes, listShifted(infos, shift));
  const styles = axis === "row" ? ["rowDataArray", "rowMetaData"] : ["columnDataArray", "columnMetaData"];
  for (const member of sheet.data ? styles : []) {
    const list = sheet.data?.[member];
    if (sheet.data && Array.isArray(list)) book.set(journal, sheet.data, member, listShifted(list, shift));
  }
  if (sheet.spans) book.set(journal, sheet, "spans", spansShifted(sheet.spans, axis, shift));
  ripple(book, journal, key, axis, shift);
}

function shifted<T>(object: Record<string, T>, shift: Shift, most: number): Record<string, T> {
  const out: Record<string, T> = {};
  for (const name in object) {
    const value = object[name] as T;
    const old = Number(name);
    if (!Number.isInteger(old)) {
      out[name] = value;
      continue;
    }
    const next = shift.to(old);
    if (next < 0) continue;
    if (next >= most && old < most) throw new Invalid("cells would be pushed past the sheet");
    out[next] = value;
  }
  return out;
}

function columnsShifted(table: Table, shift: Shift): Table {
  const out: Table = {};
  for (const row in table) {
    const cells = table[row];
    if (!cells) continue;
    const same = Object.keys(cells).every((column) => shift.to(Number(column)) === Number(column));
    out[row] = same ? cells : shifted(cells, shift, most("column"));
  }
  return out;
}

function listShifted<T>(list: (T | null)[], shift: Shift): (T | null)[] {
  const out = [...list];
  for (const { start, count } of [...shift.spans].reverse()) {
    if (!shift.inserts) out.splice(start, count);
    else if (start < out.length) out.splice(start, 0, ...new Array<null>(count).fill(null));
  }
  return out;
}

function spansShifted(spans: Range[], axis: Axis, shift: Shift): Range[] {
  const next = spans.map((span) => {
    const run = axis === "row" ? { start: span.row, count: span.rowCount } : { start: span.col, count: span.colCount };
    if (run.start < 0) return span;
    const { start, count } = shift.moved(run);
    if (start + count > most(axis) && run.start + run.count <= most(axis)) throw new Invalid("a span would be pushed past the sheet");
    if (start === run.start && count === run.count) return span;
    return axis === "row" ? { ...span, row: start, rowCount: count } : { ...span, col: start, colCount: count };
  });
  if (shift.inserts) return next;
  return next.filter(({ rowCount, colCount }) => rowCount !== 0 && colCount !== 0 && (rowCount !== 1 || colCount !== 1));
}

/** Formulas of all sheets follow the cells that they are about. */
function ripple(book: Book, journal: Journal, key: string, axis: Axis, shift: Shift): void {
  const name = book.name(key).toLowerCase();
  rewriteAll(book, journal, (formula, other) => {
    const meant = (prefix: string) => (prefix === "" ? other === key : sheetOf(prefix).toLowerCase() === name);
    return moved(formula, axis, shift, meant);
  });
}
