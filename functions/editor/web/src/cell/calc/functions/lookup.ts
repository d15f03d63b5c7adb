import { MAX_COLUMNS, MAX_ROWS, rangeOf } from "../../model/address";
import { area } from "../evaluate";
import type { Area, Context } from "../evaluate";
import type { Evaluate, Func } from "../functions";
import type { Node } from "../parse";
import { CalcError, compare, matrix, numeric, scalar, textual, truth } from "../values";
import type { Scalar, Value } from "../values";
import { wildcard } from "./conditional";

/** Where a value stands in a list; -1 where it does not. `mode` 0: exactly; 1: the last that is not larger; -1: the last not smaller. */
function find(value: Scalar, list: Scalar[], mode: number): number {
  if (mode === 0) {
    if (typeof value === "string" && /[*?]/.test(value)) {
      const pattern = wildcard(value);
      return list.findIndex((cell) => typeof cell === "string" && pattern.test(cell));
    }
    return list.findIndex((cell) => cell !== null && typeof cell === typeof value && compare(cell, value) === 0);
  }
  let found = -1;
  for (let at = 0; at < list.length; at += 1) {
    const cell = list[at] ?? null;
    if (cell === null || typeof cell !== typeof value) continue;
    const sign = compare(cell, value);
    if (mode > 0 ? sign > 0 : sign < 0) break;
    found = at;
  }
  return found;
}

function given(args: Node[], context: Context, evaluate: Evaluate): Value[] {
  return args.map((arg) => evaluate(arg, context));
}

function table(turned: boolean): Func {
  return (args, context, evaluate) => {
    const [value, cells, index, near] = given(args, context, evaluate);
    const wanted = scalar(value ?? null);
    if (wanted instanceof CalcError) return wanted;
    const rows = matrix(cells ?? null);
    const nth = numeric(index ?? null);
    if (nth instanceof CalcError) return nth;
    const sorted = near === undefined ? true : truth(near);
    if (sorted instanceof CalcError) return sorted;
    const list = turned ? (rows[0] ?? []) : rows.map((row) => row[0] ?? null);
    const at = find(wanted ?? 0, list, sorted ? 1 : 0);
    if (nth < 1) return CalcError.VALUE;
    if (at < 0) return CalcError.NA;
    const place = Math.trunc(nth) - 1;
    const found = turned ? rows[place]?.[at] : rows[at]?.[place];
    return found === undefined ? CalcError.REF : (found ?? 0);
  };
}

function place(which: "row" | "col"): Func {
  return ([arg], context) => {
    if (!arg) return context[which] + 1;
    const found = area(arg, context);
    return found instanceof CalcError ? found : found ? found.range[which] + 1 : CalcError.VALUE;
  };
}

export const LOOKUP: Record<string, Func> = {
  VLOOKUP: table(false),
  HLOOKUP: table(true),
  MATCH: (args, context, evaluate) => {
    const [value, cells, mode] = given(args, context, evaluate);
    const wanted = scalar(value ?? null);
    if (wanted instanceof CalcError) return wanted;
    const kind = mode === undefined ? 1 : numeric(mode);
    if (kind instanceof CalcError) return kind;
    const at = find(wanted ?? 0, matrix(cells ?? null).flat(), Math.sign(kind));
    return at < 0 ? CalcError.NA : at + 1;
  },
  INDEX: (args, context, evaluate) => {
    const [cells, first, second] = given(args, context, evaluate);
    const rows = matrix(cells ?? null);
    const one = numeric(first ?? null);
    const other = numeric(second ?? null);
    if (one instanceof CalcError) return one;
    if (other instanceof CalcError) return other;
    const line = rows.length === 1 && second === undefined;
    const [row, col] = line ? [1, one] : [one, other];
    if (row === 0 && col === 0) return rows;
    if (row === 0) return rows.map((cells) => [cells[col - 1] ?? CalcError.REF]);
    const cellsOfRow = rows[row - 1];
    if (!cellsOfRow) return CalcError.REF;
    if (col === 0) return cellsOfRow.length === 1 ? (cellsOfRow[0] ?? 0) : [cellsOfRow];
    const found = cellsOfRow[col - 1];
    return found === undefined ? CalcError.REF : (found ?? 0);
  },
  XLOOKUP: (args, context, evaluate) => {
    const [value, keys, results, missing, mode] = given(args, context, evaluate);
    const wanted = scalar(value ?? null);
    if (wanted instanceof CalcError) return wanted;
    const cells = matrix(keys ?? null);
    const kind = mode === undefined ? 0 : numeric(mode);
    if (kind instanceof CalcError) return kind;
    const list = cells.flat();
    let at = find(wanted, list, 0);
    if (at < 0 && (kind === 1 || kind === -1)) {
      list.forEach((cell, place) => {
        if (cell === null || typeof cell !== typeof wanted || Math.sign(compare(cell, wanted)) !== kind) return;
        if (at < 0 || Math.sign(compare(cell, list[at] ?? null)) === -kind) at = place;
      });
    }
    if (at < 0) return missing === undefined ? CalcError.NA : missing;
    const rows = matrix(results ?? null);
    const found = cells.length === 1 ? rows.map((row) => [row[at] ?? null]) : [rows[at] ?? [null]];
    return found.length === 1 && found[0]?.length === 1 ? scalar(found) : found;
  },
  CHOOSE: ([index, ...choices], context, evaluate) => {
    const at = index ? numeric(evaluate(index, context)) : 0;
    if (at instanceof CalcError) return at;
    const choice = choices[Math.trunc(at) - 1];
    return choice ? evaluate(choice, context) : CalcError.VALUE;
  },
  ROW: place("row"),
  COLUMN: place("col"),
  ROWS: ([arg], context, evaluate) => {
    const found = area(arg, context);
    return found && !(found instanceof CalcError) ? found.range.rowCount : matrix(arg ? evaluate(arg, context) : null).length;
  },
  COLUMNS: ([arg], context, evaluate) => {
    const found = area(arg, context);
    return found && !(found instanceof CalcError) ? found.range.colCount : (matrix(arg ? evaluate(arg, context) : null)[0]?.length ?? 0);
  },
  OFFSET: ([reference, ...rest], context, evaluate): Value | Area => {
    const found = area(reference, context);
    if (!found || found instanceof CalcError) return found ?? CalcError.VALUE;
    const [rows, columns, height, width] = rest.map((arg) => numeric(evaluate(arg, context)));
    for (const number of [rows, columns, height, width]) if (number instanceof CalcError) return number;
    const { sheet, range } = found;
    const moved = {
      row: range.row + ((rows as number | undefined) ?? 0),
      col: range.col + ((columns as number | undefined) ?? 0),
      rowCount: (height as number | undefined) ?? range.rowCount,
      colCount: (width as number | undefined) ?? range.colCount,
    };
    const inside = moved.row >= 0 && moved.col >= 0 && moved.rowCount > 0 && moved.colCount > 0;
    return inside && moved.row + moved.rowCount <= MAX_ROWS && moved.col + moved.colCount <= MAX_COLUMNS ? { sheet, range: moved } : CalcError.REF;
  },
  INDIRECT: ([text], context, evaluate): Value | Area => {
    const written = text ? textual(evaluate(text, context)) : "";
    if (written instanceof CalcError) return written;
    const cut = written.lastIndexOf("!");
    const name = written.slice(0, Math.max(cut, 0)).replace(/^'|'$/g, "").replaceAll("''", "'");
    const sheet = cut < 0 ? context.sheet : context.find(name);
    const range = rangeOf(written.slice(cut + 1));
    return sheet !== undefined && range ? { sheet, range } : CalcError.REF;
  },
};
