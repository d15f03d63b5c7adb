import type { Command } from "../../session/types";
import { MAX_COLUMNS, MAX_ROWS } from "./address";
import type { Span } from "./address";
import { Invalid } from "./book";
import type { Range } from "./json";

/** Rows or columns, with the most that a sheet has of them. */
export type Axis = "row" | "column";

export function most(axis: Axis): number {
  return axis === "row" ? MAX_ROWS : MAX_COLUMNS;
}

/** A whole number that an argument must be. */
export function whole(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw new Invalid(`\`${name}\` is not a whole number`);
  return value;
}

/** The index of a row or column. */
export function index(command: Command, name: string, axis: Axis): number {
  const value = whole(command[name], name);
  if (value < 0 || value >= most(axis)) throw new Invalid(`\`${name}\` is ${value}, which is past the sheet`);
  return value;
}

/** A run of rows or columns; `-1` as start means all. */
export function span(start: unknown, count: unknown, axis: Axis): Span {
  const begin = whole(start, "start");
  if (begin === -1) return { start: 0, count: most(axis) };
  const number = whole(count, "count");
  if (begin < 0 || number < 1 || begin + number > most(axis)) throw new Invalid("a range is past the sheet");
  return { start: begin, count: number };
}

/** A range out of `{row, rowCount, col, colCount}`. */
export function range(value: unknown): Range {
  if (typeof value !== "object" || value === null) throw new Invalid("a range is not an object");
  const { row, rowCount, col, colCount } = value as Partial<Range>;
  const rows = span(row, rowCount, "row");
  const columns = span(col, colCount, "column");
  return { row: rows.start, rowCount: rows.count, col: columns.start, colCount: columns.count };
}

/** The objects of a list argument; one object counts as a list of one. */
export function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  if (typeof value !== "object") throw new Invalid("a list is not one");
  if ("length" in value) return Object.values(value).filter((one) => typeof one === "object" && one !== null);
  return [value];
}

/** The ranges of a list argument. */
export function ranges(command: Command, name: string): Range[] {
  return list(command[name]).map(range);
}

/** The same, at least one. */
export function someRanges(command: Command, name: string): Range[] {
  const found = ranges(command, name);
  if (found.length === 0) throw new Invalid(`\`${name}\` is missing or empty`);
  return found;
}

/** Runs of rows or columns out of `{first, last}` or `{one}` objects. */
export function spans(command: Command, name: string, [first, last, one]: [string, string, string], axis: Axis): Span[] {
  const found = list(command[name]).map((value) => {
    const object = value as Record<string, unknown>;
    const from = whole(object[first] ?? object[one], first);
    const to = object[last] === undefined || object[last] === null ? from : whole(object[last], last);
    return span(from, to - from + 1, axis);
  });
  if (found.length === 0) throw new Invalid(`\`${name}\` is missing or empty`);
  return found;
}
