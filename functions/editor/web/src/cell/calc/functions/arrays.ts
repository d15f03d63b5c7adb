import { columnName } from "../../model/address";
import { area } from "../evaluate";
import type { Context } from "../evaluate";
import type { Evaluate, Func } from "../functions";
import { CalcError, compare, matrix, numeric, scalar, textual, truth } from "../values";
import type { Matrix, Scalar, Value } from "../values";

/** A function that takes its arguments whole. The first error among single values is its result. */
function of(run: (values: (Value | undefined)[]) => Value): Func {
  return (args, context: Context, evaluate: Evaluate) => {
    const values = args.map((arg) => evaluate(arg, context));
    const failed = values.find((value) => value instanceof CalcError);
    return failed ?? run(values);
  };
}

const whole = (value: Value | undefined, instead: number): number => {
  const number = value === undefined || value === null ? instead : numeric(value);
  return number instanceof CalcError ? Number.NaN : Math.trunc(number);
};

function turned(rows: Matrix): Matrix {
  return (rows[0] ?? []).map((_, col) => rows.map((row) => row[col] ?? null));
}

/** Empty cells come last, whatever the direction. */
function order(one: Scalar, other: Scalar, direction: number): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return direction * compare(one, other);
}

function sorted(rows: Matrix, keys: { of: (row: Scalar[], at: number) => Scalar; direction: number }[]): Matrix {
  return rows
    .map((row, at) => ({ row, at }))
    .sort((one, other) => {
      for (const key of keys) {
        const by = order(key.of(one.row, one.at), key.of(other.row, other.at), key.direction);
        if (by !== 0) return by;
      }
      return one.at - other.at;
    })
    .map(({ row }) => row);
}

const same = (one: Scalar[], other: Scalar[]) => one.length === other.length && one.every((cell, at) => typeof cell === typeof other[at] && compare(cell, other[at] ?? null) === 0);

/** A part of a text before or after the one that is looked for; the `nth` counts from the end where it is negative. */
function cut(after: boolean): Func {
  return of(([text, mark, nth]) => {
    const [from, wanted] = [String(textual(text ?? null)), String(textual(mark ?? null))];
    const count = whole(nth, 1);
    if (wanted === "" || count === 0) return CalcError.VALUE;
    const places: number[] = [];
    for (let at = from.indexOf(wanted); at >= 0; at = from.indexOf(wanted, at + wanted.length)) places.push(at);
    const place = places.at(count > 0 ? count - 1 : count);
    if (place === undefined || Number.isNaN(count)) return CalcError.NA;
    return after ? from.slice(place + wanted.length) : from.slice(0, place);
  });
}

/** Functions of whole ranges, and those that tell of places. */
export const ARRAYS: Record<string, Func> = {
  FILTER: of(([cells, condition, empty]) => {
    const rows = matrix(cells ?? null);
    const tests = matrix(condition ?? null);
    const across = tests.length === 1 && (tests[0]?.length ?? 0) > 1;
    const keeps = (test: Scalar | undefined) => {
      const found = truth(test ?? null);
      return found === true;
    };
    const left = across ? turned(turned(rows).filter((_, at) => keeps(tests[0]?.[at]))) : rows.filter((_, at) => keeps(tests[tests.length === 1 ? 0 : at]?.[0]));
    return left.length > 0 ? left : (empty ?? CalcError.VALUE);
  }),
  SORT: of(([cells, index, direction, byColumn]) => {
    const across = truth(byColumn ?? null) === true;
    const rows = across ? turned(matrix(cells ?? null)) : matrix(cells ?? null);
    const place = whole(index, 1) - 1;
    if (!(place >= 0) || place >= (rows[0]?.length ?? 0)) return CalcError.VALUE;
    const out = sorted(rows, [{ of: (row) => row[place] ?? null, direction: whole(direction, 1) < 0 ? -1 : 1 }]);
    return across ? turned(out) : out;
  }),
  SORTBY: of(([cells, ...rest]) => {
    const keys = [];
    for (let at = 0; at < rest.length; at += 2) {
      const by = matrix(rest[at] ?? null).flat();
      keys.push({ of: (_: Scalar[], row: number) => by[row] ?? null, direction: whole(rest[at + 1], 1) < 0 ? -1 : 1 });
    }
    return sorted(matrix(cells ?? null), keys);
  }),
  UNIQUE: of(([cells, byColumn, once]) => {
    const across = truth(byColumn ?? null) === true;
    const rows = across ? turned(matrix(cells ?? null)) : matrix(cells ?? null);
    const alone = truth(once ?? null) === true;
    const out = rows.filter((row, at) => (alone ? rows.filter((other) => same(row, other)).length === 1 : rows.findIndex((other) => same(row, other)) === at));
    if (out.length === 0) return CalcError.VALUE;
    return across ? turned(out) : out;
  }),
  SEQUENCE: of(([rows, columns, start, step]) => {
    const [height, width] = [whole(rows, 1), whole(columns, 1)];
    const [first, by] = [start ?? 1, step ?? 1].map(numeric);
    if (!(height > 0 && width > 0 && height * width <= 1_000_000)) return CalcError.VALUE;
    if (typeof first !== "number" || typeof by !== "number") return CalcError.VALUE;
    return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_cell, col) => first + (row * width + col) * by));
  }),
  TRANSPOSE: of(([cells]) => turned(matrix(cells ?? null))),
  TEXTBEFORE: cut(false),
  TEXTAFTER: cut(true),
  HYPERLINK: of(([link, name]) => scalar(name ?? link ?? null)),
  TIMEVALUE: of(([text]) => {
    const [, hours, minutes, seconds = "0", half] = /(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?/.exec(String(textual(text ?? null))) ?? [];
    if (hours === undefined || minutes === undefined) return CalcError.VALUE;
    const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
    return ((hour * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400) % 1;
  }),
  ADDRESS: of(([row, column, kind, a1, sheet]) => {
    const [down, across, fixed] = [whole(row, 0), whole(column, 0), whole(kind, 1)];
    if (!(down > 0 && across > 0 && fixed >= 1 && fixed <= 4) || a1 === false) return CalcError.VALUE;
    const name = `${fixed === 1 || fixed === 3 ? "$" : ""}${columnName(across - 1)}${fixed <= 2 ? "$" : ""}${down}`;
    return sheet === undefined ? name : `${String(textual(sheet))}!${name}`;
  }),
  FORMULATEXT: ([arg], context) => {
    const found = area(arg, context);
    if (!found || found instanceof CalcError) return CalcError.VALUE;
    const formula = context.formula(found.sheet, found.range.row, found.range.col);
    return formula === undefined ? CalcError.NA : `=${formula}`;
  },
};
