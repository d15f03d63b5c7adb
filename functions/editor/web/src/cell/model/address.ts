import type { Range } from "./json";

/** The most rows a sheet has. */
export const MAX_ROWS = 1_048_576;
/** The most columns a sheet has. */
export const MAX_COLUMNS = 16_384;

/** Rows or columns from `start` on. */
export interface Span {
  start: number;
  count: number;
}

/** The letters of a column, counted from 0. */
export function columnName(column: number): string {
  let letters = "";
  for (let number = column + 1; number > 0; number = Math.floor((number - 1) / 26)) {
    letters = String.fromCharCode(65 + ((number - 1) % 26)) + letters;
  }
  return letters;
}

/** The column of letters, from 0; -1 where they are none. */
export function columnOf(letters: string): number {
  if (!/^[A-Za-z]{1,3}$/.test(letters)) return -1;
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number <= MAX_COLUMNS ? number - 1 : -1;
}

/** `B5`. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** `B5`, `B5:C7`, `B:C` or `5:7`. */
export function rangeName(range: Range, rows = MAX_ROWS, columns = MAX_COLUMNS): string {
  const [lastRow, lastColumn] = [range.row + range.rowCount - 1, range.col + range.colCount - 1];
  if (range.rowCount >= rows && range.row === 0) return `${columnName(range.col)}:${columnName(lastColumn)}`;
  if (range.colCount >= columns && range.col === 0) return `${range.row + 1}:${lastRow + 1}`;
  const first = cellName(range.row, range.col);
  return range.rowCount === 1 && range.colCount === 1 ? first : `${first}:${cellName(lastRow, lastColumn)}`;
}

/** The range that a text such as `b5`, `A1:C3`, `B:C` or `2:4` names; nothing where it names none. */
export function rangeOf(text: string): Range | null {
  const [, left = "", right] = /^([^:]+)(?::([^:]+))?$/.exec(text.replaceAll("$", "").trim()) ?? [];
  const first = corner(left);
  const last = right === undefined ? first : corner(right);
  if (!first || !last || (first.row < 0) !== (last.row < 0) || (first.col < 0) !== (last.col < 0)) return null;
  if (right === undefined && (first.row < 0 || first.col < 0)) return null;
  const span = (one: number, other: number, most: number): [number, number] =>
    one < 0 ? [0, most] : [Math.min(one, other), Math.abs(one - other) + 1];
  const [row, rowCount] = span(first.row, last.row, MAX_ROWS);
  const [col, colCount] = span(first.col, last.col, MAX_COLUMNS);
  return { row, rowCount, col, colCount };
}

function corner(text: string): { row: number; col: number } | null {
  const [, letters = "", digits = ""] = /^([A-Za-z]{0,3})(\d{0,7})$/.exec(text.trim()) ?? [];
  if (!letters && !digits) return null;
  const col = letters ? columnOf(letters) : -1;
  const row = digits ? Number(digits) - 1 : -1;
  if ((letters && col < 0) || (digits && (row < 0 || row >= MAX_ROWS))) return null;
  return { row, col };
}

/** Whether a range has a cell. */
export function holds(range: Range, row: number, column: number): boolean {
  return row >= range.row && row < range.row + range.rowCount && column >= range.col && column < range.col + range.colCount;
}

/** Whether two ranges have a cell in common. */
export function meet(one: Range, other: Range): boolean {
  return (
    one.row < other.row + other.rowCount &&
    other.row < one.row + one.rowCount &&
    one.col < other.col + other.colCount &&
    other.col < one.col + one.colCount
  );
}

/** What two ranges have in common; nothing where they do not meet. */
export function common(one: Range, other: Range): Range | null {
  if (!meet(one, other)) return null;
  const row = Math.max(one.row, other.row);
  const col = Math.max(one.col, other.col);
  return {
    row,
    rowCount: Math.min(one.row + one.rowCount, other.row + other.rowCount) - row,
    col,
    colCount: Math.min(one.col + one.colCount, other.col + other.colCount) - col,
  };
}

/** The smallest range around two. */
export function around(one: Range, other: Range): Range {
  const row = Math.min(one.row, other.row);
  const col = Math.min(one.col, other.col);
  return {
    row,
    rowCount: Math.max(one.row + one.rowCount, other.row + other.rowCount) - row,
    col,
    colCount: Math.max(one.col + one.colCount, other.col + other.colCount) - col,
  };
}

/** One cell as a range. */
export function single(row: number, col: number): Range {
  return { row, rowCount: 1, col, colCount: 1 };
}
