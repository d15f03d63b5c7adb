import type { Command } from "../../../session/types";
import { index, list, someRanges } from "../arguments";
import { Invalid } from "../book";
import type { Book, Journal } from "../book";
import type { Cell, Range } from "../json";
import { target } from "./target";

/** A cell with what somebody typed into it; its style and everything else of it stay. */
export function typed(cell: Cell | undefined, value: unknown): Cell {
  const { value: _value, formula: _formula, ...rest } = cell ?? {};
  if (value === null || value === undefined || value === "") return rest;
  if (typeof value === "string" && value.length > 1 && value.startsWith("=")) return { ...rest, formula: value.slice(1) };
  return { value, ...rest };
}

export function editCell(book: Book, command: Command, journal: Journal): void {
  const row = index(command, "row", "row");
  const col = index(command, "col", "column");
  if (!("newValue" in command)) throw new Invalid("`newValue` is missing");
  const key = target(book, command);
  book.setCell(journal, key, row, col, typed(book.cell(key, row, col), command.newValue));
}

/** Puts whole cells there: values, formulas and styles as they are given; `null` takes a cell away. */
export function setCells(book: Book, command: Command, journal: Journal): void {
  const key = target(book, command);
  const cells = list(command.cells) as Command[];
  if (cells.length === 0) throw new Invalid("`cells` is missing or empty");
  for (const entry of cells) {
    const row = index(entry, "row", "row");
    const col = index(entry, "col", "column");
    const { cell } = entry;
    if (typeof cell !== "object" || Array.isArray(cell)) throw new Invalid("`cell` is neither an object nor null");
    book.setCell(journal, key, row, col, cell === null ? undefined : { ...(cell as Cell) });
  }
}

export function clearValues(book: Book, command: Command, journal: Journal): void {
  const ranges = someRanges(command, "ranges");
  const key = target(book, command);
  for (const range of ranges) each(book, key, range, (row, col, cell) => book.setCell(journal, key, row, col, typed(cell, null)));
}

export function clear(book: Book, command: Command, journal: Journal): void {
  const ranges = someRanges(command, "ranges");
  const key = target(book, command);
  const sheet = book.sheet(key);
  for (const range of ranges) each(book, key, range, (row, col) => book.setCell(journal, key, row, col, undefined));
  const left = sheet.spans?.filter((span) => !ranges.some((range) => within(span, range)));
  if (sheet.spans && left && left.length < sheet.spans.length) {
    book.set(journal, sheet, "spans", left);
    journal.sheets.add(key);
  }
}

/** Goes through cells that may change meanwhile. */
export function each(book: Book, key: string, range: Range, run: (row: number, col: number, cell: Cell) => void): void {
  const found: [number, number, Cell][] = [];
  book.each(key, range, (row, col, cell) => found.push([row, col, cell]));
  for (const [row, col, cell] of found) run(row, col, cell);
}

function within(span: Range, range: Range): boolean {
  return (
    span.row >= range.row &&
    span.row + span.rowCount <= range.row + range.rowCount &&
    span.col >= range.col &&
    span.col + span.colCount <= range.col + range.colCount
  );
}
