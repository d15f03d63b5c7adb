import type { Range } from "./json";
import { MAX_COLUMNS, MAX_ROWS, columnName, columnOf } from "./address";
import type { Shift } from "./shift";

/** What a reference becomes that leaves the sheet or whose cells are gone. */
const LOST = "#REF!";
const ERRORS = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!"];
const WORD = /[\p{Alphabetic}\p{N}$_.\\?]/u;

/** One side of a reference: a row or column from 0, and whether it is fixed by `$`. */
interface Side {
  index: number;
  fixed: boolean;
}

/** One corner of a reference; `lost` where it is past the sheet. */
interface Corner {
  row: Side | null;
  column: Side | null;
  lost?: boolean;
}

/** A reference: a cell has one corner, a range two; whole columns have no rows, and the other way round. */
export interface Reference {
  first: Corner;
  last: Corner | null;
  /** The sheet's name as it is written, with quotes and `!`; empty where there is none. */
  prefix: string;
}

/**
 * Rewrites every reference of a formula (without its `=`), and with `rename` the sheets before them. Texts, names, functions
 * and references to tables stay; so do references to other workbooks.
 */
function rewrite(formula: string, change: (reference: Reference) => Reference | null, rename = (prefix: string) => prefix): string {
  let out = "";
  let at = 0;
  let prefix = "";
  let foreign = false;
  while (at < formula.length) {
    const first = String.fromCodePoint(formula.codePointAt(at) ?? 0);
    let end = at + first.length;
    if (first === '"' || first === "'") {
      end = quoted(formula, at, first);
      if (first === "'" && formula[end] === "!") {
        foreign = out.endsWith("]");
        prefix = foreign ? formula.slice(at, end + 1) : rename(formula.slice(at, end + 1));
        at = end + 1;
        continue;
      }
    } else if (first === "[") {
      end = bracketed(formula, at);
    } else if (first === "#") {
      end = at + (ERRORS.find((error) => formula.startsWith(error, at))?.length ?? 1);
    } else if (WORD.test(first)) {
      end = wordEnd(formula, at);
      const word = formula.slice(at, end);
      if (formula[end] === "!") {
        foreign = out.endsWith("]");
        prefix = foreign ? `${word}!` : rename(`${word}!`);
        at = end + 1;
        continue;
      }
      if (formula[end] !== "(" && formula[end] !== "[") {
        const found = reference(formula, at, end, prefix);
        if (found) {
          const next = foreign ? found.reference : change(found.reference);
          const same = next === found.reference;
          out += same ? prefix + formula.slice(at, found.end) : next ? spelled(next) : prefix + LOST;
          at = found.end;
          prefix = "";
          foreign = false;
          continue;
        }
      }
    }
    out += prefix + formula.slice(at, end);
    prefix = "";
    foreign = false;
    at = end;
  }
  return out + prefix;
}

/** A formula as it reads `rows` further down and `columns` further right. */
export function copied(formula: string, rows: number, columns: number): string {
  return rewrite(formula, (reference) => {
    const side = (side: Side | null, by: number): Side | null => (!side || side.fixed ? side : { ...side, index: side.index + by });
    const corner = (corner: Corner): Corner => {
      const row = side(corner.row, rows);
      const column = side(corner.column, columns);
      const within = (side: Side | null, most: number) => !side || (side.index >= 0 && side.index < most);
      return { row, column, lost: !within(row, MAX_ROWS) || !within(column, MAX_COLUMNS) };
    };
    return { ...reference, first: corner(reference.first), last: reference.last && corner(reference.last) };
  });
}

/**
 * A formula after rows or columns of a sheet were inserted or deleted. `meant` says whether a reference with that prefix
 * is to that sheet.
 */
export function moved(formula: string, axis: "row" | "column", shift: Shift, meant: (prefix: string) => boolean): string {
  const most = axis === "row" ? MAX_ROWS : MAX_COLUMNS;
  return rewrite(formula, (reference) => {
    const one = reference.first[axis];
    const other = reference.last?.[axis] ?? one;
    if (!meant(reference.prefix) || !one || !other) return reference;
    const start = Math.min(one.index, other.index);
    const span = shift.moved({ start, count: Math.abs(one.index - other.index) + 1 });
    if (span.count === 0 || span.start >= most) return null;
    const low = span.start;
    const high = Math.min(span.start + span.count, most) - 1;
    const [first, last] = one.index <= other.index ? [low, high] : [high, low];
    if (first === one.index && last === other.index) return reference;
    return {
      ...reference,
      first: { ...reference.first, [axis]: { ...one, index: first } },
      last: reference.last && { ...reference.last, [axis]: { ...other, index: last } },
    };
  });
}

/** A formula after a sheet was given another name. */
export function renamed(formula: string, old: string, name: string): string {
  const folded = old.toLowerCase();
  const keep = (reference: Reference) => reference;
  return rewrite(formula, keep, (prefix) => (sheetOf(prefix).toLowerCase() === folded ? prefixOf(name) : prefix));
}

/** A formula after a block of cells was moved: what names cells of the block names them where they are now. */
export function relocated(formula: string, block: Range, rows: number, columns: number, meant: (prefix: string) => boolean): string {
  const within = ({ row, column }: Corner) =>
    row !== null && column !== null && row.index >= block.row && row.index < block.row + block.rowCount && column.index >= block.col && column.index < block.col + block.colCount;
  const moved = ({ row, column }: Corner): Corner => ({ row: row && { ...row, index: row.index + rows }, column: column && { ...column, index: column.index + columns } });
  return rewrite(formula, (reference) => {
    const { first, last, prefix } = reference;
    if (!meant(prefix) || !within(first) || (last && !within(last))) return reference;
    return { ...reference, first: moved(first), last: last && moved(last) };
  });
}

/** The sheet that a prefix such as `'My sheet'!` names. */
export function sheetOf(prefix: string): string {
  const name = prefix.slice(0, -1);
  return name.startsWith("'") && name.endsWith("'") && name.length > 1 ? name.slice(1, -1).replaceAll("''", "'") : name;
}

/** A sheet's name before a reference: in quotes where it needs them. */
export function prefixOf(name: string): string {
  const corner = cornerOf(name);
  const plain = /^[\p{Alphabetic}_][\p{Alphabetic}\p{N}_]*$/u.test(name) && !(corner?.row && corner.column);
  return plain ? `${name}!` : `'${name.replaceAll("'", "''")}'!`;
}

function spelled({ prefix, first, last }: Reference): string {
  const corner = ({ row, column, lost }: Corner) =>
    lost ? LOST : (column ? (column.fixed ? "$" : "") + columnName(column.index) : "") + (row ? (row.fixed ? "$" : "") + (row.index + 1) : "");
  return prefix + corner(first) + (last ? `:${corner(last)}` : "");
}

/** A reference that begins with the word from `at` to `end`. */
function reference(text: string, at: number, end: number, prefix: string): { reference: Reference; end: number } | null {
  const first = cornerOf(text.slice(at, end));
  if (!first) return null;
  if (text[end] === ":") {
    const stop = wordEnd(text, end + 1);
    const last = cornerOf(text.slice(end + 1, stop));
    const alike = last && (last.row === null) === (first.row === null) && (last.column === null) === (first.column === null);
    if (alike && text[stop] !== "(" && text[stop] !== "!") return { reference: { prefix, first, last }, end: stop };
  }
  return first.row && first.column ? { reference: { prefix, first, last: null }, end } : null;
}

function cornerOf(word: string): Corner | null {
  const [, dollar, letters, fixed, digits] = /^(\$?)([A-Za-z]{1,3})?(\$?)([1-9]\d{0,6})?$/.exec(word) ?? [];
  if (dollar === undefined || (!letters && !digits)) return null;
  if (letters) {
    const index = columnOf(letters);
    if (index < 0 || (fixed && !digits)) return null;
    const column = { index, fixed: dollar === "$" };
    if (!digits) return { row: null, column };
    const row = Number(digits) - 1;
    return row < MAX_ROWS ? { row: { index: row, fixed: fixed === "$" }, column } : null;
  }
  if (dollar && fixed) return null;
  const row = Number(digits) - 1;
  return row < MAX_ROWS ? { row: { index: row, fixed: dollar === "$" || fixed === "$" }, column: null } : null;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
    if (!WORD.test(character)) break;
    end += character.length;
  }
  return end;
}

function quoted(text: string, at: number, quote: string): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] !== quote) continue;
    if (text[end + 1] !== quote) return end + 1;
    end += 1;
  }
  return text.length;
}

function bracketed(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    if (text[end] === "'") end += 1;
    else if (text[end] === "[") depth += 1;
    else if (text[end] === "]") {
      depth -= 1;
      if (depth === 0) return end + 1;
    }
  }
  return text.length;
}
