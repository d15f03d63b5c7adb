import type { Command } from "../../../session/types";
import { MAX_COLUMNS, MAX_ROWS, meet } from "../address";
import { someRanges, whole } from "../arguments";
import { Invalid } from "../book";
import type { Book, Journal } from "../book";
import type { Range } from "../json";
import { target } from "./target";

const FLOATING = ["floatingObjects", "pictures", "charts", "shapes", "slicers"];

export function zoom(book: Book, command: Command, journal: Journal): void {
  const factor = command.zoomFactor;
  if (typeof factor !== "number" || factor < 0.1 || factor > 4) throw new Invalid("`zoomFactor` is not from 0.1 to 4");
  const key = target(book, command);
  book.set(journal, book.sheet(key), "zoomFactor", factor);
  journal.sheets.add(key);
}

export function setFrozen(book: Book, command: Command, journal: Journal): void {
  const key = target(book, command);
  const sheet = book.sheet(key);
  const count = (name: string, most: number): number => {
    const number = whole(command[name] ?? 0, name);
    if (number < 0 || number >= most) throw new Invalid(`\`${name}\` is past the sheet`);
    return number;
  };
  const rows = count("frozenRowCount", MAX_ROWS);
  const columns = count("frozenColumnCount", MAX_COLUMNS);
  book.set(journal, sheet, "frozenRowCount", rows);
  if ("frozenColumnCount" in sheet) book.set(journal, sheet, "frozenColumnCount", undefined);
  book.set(journal, sheet, "frozenColCount", columns);
  journal.sheets.add(key);
}

export function addSpan(book: Book, command: Command, journal: Journal): void {
  const ranges = someRanges(command, "ranges");
  const key = target(book, command);
  let spans = book.sheet(key).spans ?? [];
  for (const range of ranges) {
    spans = spans.filter((span) => !meet(resolved(span), range));
    if (range.rowCount > 1 || range.colCount > 1) spans = [...spans, range];
  }
  book.set(journal, book.sheet(key), "spans", spans);
  journal.sheets.add(key);
}

export function removeSpan(book: Book, command: Command, journal: Journal): void {
  const ranges = someRanges(command, "ranges");
  const key = target(book, command);
  const sheet = book.sheet(key);
  const left = sheet.spans?.filter((span) => !ranges.some((range) => meet(resolved(span), range)));
  if (!sheet.spans || !left || left.length === sheet.spans.length) return;
  book.set(journal, sheet, "spans", left);
  journal.sheets.add(key);
}

/** A span that may begin at -1, which is all rows or columns. */
function resolved(span: Range): Range {
  const all = { row: 0, rowCount: MAX_ROWS, col: 0, colCount: MAX_COLUMNS };
  return {
    ...(span.row < 0 ? { row: 0, rowCount: all.rowCount } : { row: span.row, rowCount: span.rowCount }),
    ...(span.col < 0 ? { col: 0, colCount: all.colCount } : { col: span.col, colCount: span.colCount }),
  };
}

export function deleteFloating(book: Book, command: Command, journal: Journal): void {
  const names = new Set(Array.isArray(command.floatingObjects) ? command.floatingObjects : []);
  const key = target(book, command);
  const sheet = book.sheet(key);
  for (const member of FLOATING) {
    const objects = sheet[member];
    if (!Array.isArray(objects)) continue;
    const left = objects.filter((object: { name?: unknown }) => !names.has(object.name));
    if (left.length < objects.length) book.set(journal, sheet, member, left);
  }
  journal.sheets.add(key);
}
