import { typedValue } from "../../model/typed";
import type { Func } from "../functions";
import { CalcError, compare, matrix, scalar } from "../values";
import type { Matrix, Scalar } from "../values";
import { total } from "./math";

/** A test for a condition as `">=5"`, `"a*"` or a value. */
export function criterion(condition: Scalar): (cell: Scalar) => boolean {
  if (typeof condition !== "string") return (cell) => cell !== null && typeof cell === typeof condition && compare(cell, condition) === 0;
  const [, operator = "", rest = ""] = /^(<=|>=|<>|=|<|>)?(.*)$/s.exec(condition) ?? [];
  const number = rest.trim() === "" ? Number.NaN : numberOf(rest.trim());
  if (operator !== "" && operator !== "=" && operator !== "<>") {
    const bound: Scalar = Number.isNaN(number) ? rest : number;
    const test = { "<": (sign: number) => sign < 0, ">": (sign: number) => sign > 0, "<=": (sign: number) => sign <= 0, ">=": (sign: number) => sign >= 0 }[
      operator
    ];
    return (cell) => typeof cell === typeof bound && (test?.(compare(cell, bound)) ?? false);
  }
  const same = equals(rest, number, operator !== "");
  return operator === "<>" ? (cell) => !same(cell) : same;
}

/** Numbers, percents and dates as conditions have them. */
function numberOf(text: string): number {
  const plain = Number(text);
  if (!Number.isNaN(plain)) return plain;
  if (!/^[\d$€£¥]/.test(text)) return Number.NaN;
  const { value } = typedValue(text, "General");
  return typeof value === "number" ? value : Number.NaN;
}

function equals(text: string, number: number, exact: boolean): (cell: Scalar) => boolean {
  if (text === "") return (cell) => cell === null || (!exact && cell === "");
  if (!Number.isNaN(number)) return (cell) => cell === number || (typeof cell === "string" && Number(cell) === number && cell.trim() !== "");
  const upper = text.toUpperCase();
  if (upper === "TRUE" || upper === "FALSE") return (cell) => cell === (upper === "TRUE");
  const pattern = wildcard(text);
  return (cell) => typeof cell === "string" && pattern.test(cell);
}

/** `*` and `?` as a pattern for a whole text; `~` makes the next sign a plain one. */
export function wildcard(text: string): RegExp {
  const plain = (sign: string) => sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const parts = text.match(/~[*?~]|[\s\S]/gu) ?? [];
  const source = parts.map((part) => (part === "*" ? "[\\s\\S]*" : part === "?" ? "[\\s\\S]" : plain(part.length === 2 && part.startsWith("~") ? part.slice(1) : part)));
  return new RegExp(`^${source.join("")}$`, "iu");
}

function several(run: (found: Scalar[]) => Scalar, hasValues: boolean): Func {
  return (args, context, evaluate) => {
    const given = args.map((arg) => evaluate(arg, context));
    const values = hasValues ? matrix(given.shift() ?? null) : null;
    const conditions: [Matrix, (cell: Scalar) => boolean][] = [];
    for (let at = 0; at + 1 < given.length; at += 2) conditions.push([matrix(given[at] ?? null), criterion(scalar(given[at + 1] ?? null))]);
    return run(met(values, conditions));
  };
}

/** `SUMIF` and its kind: the range, the condition, and perhaps another range with the values. */
function simple(run: (found: Scalar[]) => Scalar): Func {
  return ([range, condition, values], context, evaluate) => {
    if (!range || !condition) return CalcError.VALUE;
    const cells = matrix(evaluate(range, context));
    const test = criterion(scalar(evaluate(condition, context)));
    const others = values ? matrix(evaluate(values, context)) : cells;
    return run(met(others, [[cells, test]]));
  };
}

function met(values: Matrix | null, conditions: [Matrix, (cell: Scalar) => boolean][]): Scalar[] {
  const found: Scalar[] = [];
  const [first] = conditions;
  first?.[0].forEach((line, row) =>
    line.forEach((_, col) => {
      if (conditions.every(([cells, test]) => test(cells[row]?.[col] ?? null))) found.push(values ? (values[row]?.[col] ?? null) : 1);
    }),
  );
  return found;
}

const numbers = (found: Scalar[]) => found.filter((one) => typeof one === "number");
const sum = (found: Scalar[]): Scalar => found.find((one) => one instanceof CalcError) ?? total(numbers(found));
const average = (found: Scalar[]): Scalar => {
  const list = numbers(found);
  return list.length === 0 ? CalcError.DIV0 : total(list) / list.length;
};

export const CONDITIONAL: Record<string, Func> = {
  SUMIF: simple(sum),
  AVERAGEIF: simple(average),
  COUNTIF: simple((found) => found.length),
  SUMIFS: several(sum, true),
  AVERAGEIFS: several(average, true),
  COUNTIFS: several((found) => found.length, false),
  MAXIFS: several((found) => numbers(found).reduce((most, one, at) => (at === 0 ? one : Math.max(most, one)), 0), true),
  MINIFS: several((found) => numbers(found).reduce((least, one, at) => (at === 0 ? one : Math.min(least, one)), 0), true),
};
