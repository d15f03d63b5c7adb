import type { Func } from "../functions";
import { CalcError, matrix, numeric } from "../values";
import type { Scalar, Value } from "../values";

/** Numbers of the arguments as sums take them: of ranges only real numbers, of what is written everything that reads as one. */
function numbers(args: Parameters<Func>[0], context: Parameters<Func>[1], evaluate: Parameters<Func>[2]): number[] | CalcError {
  const out: number[] = [];
  for (const arg of args) {
    const value = evaluate(arg, context);
    const isRange = Array.isArray(value) || arg.kind === "reference";
    for (const row of matrix(value)) {
      for (const cell of row) {
        if (cell instanceof CalcError) return cell;
        if (typeof cell === "number") out.push(cell);
        else if (!isRange) {
          const number = numeric(cell);
          if (number instanceof CalcError) return number;
          out.push(number);
        }
      }
    }
  }
  return out;
}

function over(run: (numbers: number[]) => Scalar): Func {
  return (args, context, evaluate) => {
    const found = numbers(args, context, evaluate);
    return found instanceof CalcError ? found : run(found);
  };
}

/** A function of numbers. */
export function of(run: (...numbers: number[]) => number | CalcError): Func {
  return (args, context, evaluate) => {
    const found: number[] = [];
    for (const arg of args) {
      const number = numeric(evaluate(arg, context));
      if (number instanceof CalcError) return number;
      found.push(number);
    }
    const result = run(...found);
    return result instanceof CalcError || Number.isFinite(result) ? result : CalcError.NUM;
  };
}

/** The sum, with the noise of its last digits kept small. */
export function total(found: number[]): number {
  let sum = 0;
  let lost = 0;
  for (const number of found) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return sum + lost;
}

function count(test: (cell: Scalar) => boolean): Func {
  return (args, context, evaluate) => {
    let found = 0;
    for (const arg of args) for (const row of matrix(evaluate(arg, context) as Value)) for (const cell of row) if (test(cell)) found += 1;
    return found;
  };
}

function rounded(way: (number: number) => number): Func {
  return of((number, digits = 0) => {
    const places = Math.trunc(digits);
    // Shifting by the decimal notation does not add the noise that a multiplication does.
    const shifted = Number(`${Math.abs(number)}e${places}`);
    if (Number.isNaN(shifted)) return number;
    return Math.sign(number) * Number(`${way(shifted)}e${-places}`);
  });
}

export const MATH: Record<string, Func> = {
  SUM: over(total),
  AVERAGE: over((found) => (found.length === 0 ? CalcError.DIV0 : total(found) / found.length)),
  MIN: over((found) => found.reduce((least, one) => Math.min(least, one), found[0] ?? 0)),
  MAX: over((found) => found.reduce((most, one) => Math.max(most, one), found[0] ?? 0)),
  PRODUCT: over((found) => (found.length === 0 ? 0 : found.reduce((product, one) => product * one, 1))),
  COUNT: count((cell) => typeof cell === "number"),
  COUNTA: count((cell) => cell !== null),
  COUNTBLANK: count((cell) => cell === null || cell === ""),
  ABS: of(Math.abs),
  INT: of(Math.floor),
  SIGN: of(Math.sign),
  SQRT: of((number) => (number < 0 ? CalcError.NUM : Math.sqrt(number))),
  POWER: of((base, exponent) => (base === 0 && exponent === 0 ? CalcError.NUM : base ** exponent)),
  MOD: of((number, by) => (by === 0 ? CalcError.DIV0 : number - by * Math.floor(number / by))),
  EXP: of(Math.exp),
  LN: of((number) => (number <= 0 ? CalcError.NUM : Math.log(number))),
  LOG10: of((number) => (number <= 0 ? CalcError.NUM : Math.log10(number))),
  LOG: of((number, base = 10) => (number <= 0 || base <= 0 ? CalcError.NUM : Number((Math.log(number) / Math.log(base)).toPrecision(15)))),
  PI: of(() => Math.PI),
  RAND: of(() => Math.random()),
  RANDBETWEEN: of((low, high) => Math.ceil(low) + Math.floor(Math.random() * (Math.floor(high) - Math.ceil(low) + 1))),
  ROUND: rounded((number) => Math.round(number)),
  ROUNDUP: rounded((number) => Math.ceil(number)),
  ROUNDDOWN: rounded((number) => Math.floor(number)),
  TRUNC: rounded((number) => Math.floor(number)),
  SIN: of(Math.sin),
  COS: of(Math.cos),
  TAN: of(Math.tan),
  MEDIAN: over((found) => {
    const sorted = [...found].sort((one, other) => one - other);
    const middle = Math.floor(sorted.length / 2);
    if (sorted.length === 0) return CalcError.NUM;
    return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  }),
  SUMPRODUCT: (args, context, evaluate) => {
    const arrays = args.map((arg) => matrix(evaluate(arg, context)));
    const [first] = arrays;
    let sum = 0;
    for (let row = 0; row < (first?.length ?? 0); row += 1) {
      for (let col = 0; col < (first?.[row]?.length ?? 0); col += 1) {
        let product = 1;
        for (const cells of arrays) {
          const cell = cells[row]?.[col];
          if (cell === undefined) return CalcError.VALUE;
          if (cell instanceof CalcError) return cell;
          product *= typeof cell === "number" ? cell : 0;
        }
        sum += product;
      }
    }
    return sum;
  },
};
