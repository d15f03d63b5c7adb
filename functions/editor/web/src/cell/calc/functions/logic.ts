import type { Func } from "../functions";
import { CalcError, matrix, scalar, truth } from "../values";
import type { Scalar } from "../values";

function junction(start: boolean): Func {
  return (args, context, evaluate) => {
    let result = start;
    for (const arg of args) {
      for (const row of matrix(evaluate(arg, context))) {
        for (const cell of row) {
          if (cell === null || (typeof cell === "string" && arg.kind === "reference")) continue;
          const value = truth(cell);
          if (value instanceof CalcError) return value;
          result = start ? result && value : result || value;
        }
      }
    }
    return result;
  };
}

function is(test: (value: Scalar) => boolean): Func {
  return ([arg], context, evaluate) => test(arg ? scalar(evaluate(arg, context)) : null);
}

function unless(test: (value: Scalar) => boolean): Func {
  return ([value, instead], context, evaluate) => {
    const found = value ? evaluate(value, context) : null;
    return test(scalar(found)) && instead ? (evaluate(instead, context) ?? 0) : found;
  };
}

const fails = (value: Scalar) => value instanceof CalcError && value !== CalcError.WAITING;

export const LOGIC: Record<string, Func> = {
  IF: ([condition, yes, no], context, evaluate) => {
    const met = condition ? truth(evaluate(condition, context)) : false;
    if (met instanceof CalcError) return met;
    const branch = met ? yes : no;
    return branch ? (evaluate(branch, context) ?? 0) : met;
  },
  IFS: (args, context, evaluate) => {
    for (let at = 0; at + 1 < args.length; at += 2) {
      const met = truth(evaluate(args[at] as (typeof args)[0], context));
      if (met instanceof CalcError) return met;
      if (met) return evaluate(args[at + 1] as (typeof args)[0], context);
    }
    return CalcError.NA;
  },
  IFERROR: unless(fails),
  IFNA: unless((value) => value === CalcError.NA),
  AND: junction(true),
  OR: junction(false),
  NOT: ([arg], context, evaluate) => {
    const value = arg ? truth(evaluate(arg, context)) : false;
    return value instanceof CalcError ? value : !value;
  },
  TRUE: () => true,
  FALSE: () => false,
  NA: () => CalcError.NA,
  ISBLANK: is((value) => value === null),
  ISERROR: is(fails),
  ISERR: is((value) => fails(value) && value !== CalcError.NA),
  ISNA: is((value) => value === CalcError.NA),
  ISNUMBER: is((value) => typeof value === "number"),
  ISTEXT: is((value) => typeof value === "string"),
  ISNONTEXT: is((value) => typeof value !== "string"),
  ISLOGICAL: is((value) => typeof value === "boolean"),
};
