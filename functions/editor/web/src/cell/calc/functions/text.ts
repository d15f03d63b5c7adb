import { format } from "../../model/format";
import type { Func } from "../functions";
import { CalcError, matrix, numeric, scalar, textual } from "../values";
import type { Value } from "../values";
import { wildcard } from "./conditional";

/** A function of texts; numbers among its arguments are read as they are needed. */
function of(run: (values: Value[]) => Value): Func {
  return (args, context, evaluate) => {
    const values = args.map((arg) => evaluate(arg, context));
    const failed = values.flatMap((value) => matrix(value).flat()).find((one) => one instanceof CalcError);
    return failed ?? run(values);
  };
}

const words = (value: Value | undefined): string => String(textual(value ?? null));
const whole = (value: Value | undefined, instead: number): number => {
  const number = value === undefined ? instead : numeric(value);
  return number instanceof CalcError ? Number.NaN : Math.trunc(number);
};
const flat = (values: Value[]): string[] => values.flatMap((value) => matrix(value).flat().map(words));

function position(folds: boolean): Func {
  return of(([part, text, start]) => {
    const from = whole(start, 1) - 1;
    if (!(from >= 0)) return CalcError.VALUE;
    const [wanted, within] = [words(part), words(text)];
    if (folds && /[*?]/.test(wanted)) {
      for (let at = from; at < within.length; at += 1) {
        const source = wildcard(wanted).source.replace(/\$$/, "");
        if (new RegExp(source, "iu").test(within.slice(at))) return at + 1;
      }
      return CalcError.VALUE;
    }
    const at = folds ? within.toLowerCase().indexOf(wanted.toLowerCase(), from) : within.indexOf(wanted, from);
    return at < 0 ? CalcError.VALUE : at + 1;
  });
}

export const TEXT: Record<string, Func> = {
  CONCATENATE: of((values) => flat(values).join("")),
  CONCAT: of((values) => flat(values).join("")),
  TEXTJOIN: of(([separator, skips, ...rest]) => {
    const list = flat(rest);
    return list.filter((text) => text !== "" || !scalar(skips ?? null)).join(words(separator));
  }),
  LEFT: of(([text, count]) => (whole(count, 1) >= 0 ? words(text).slice(0, whole(count, 1)) : CalcError.VALUE)),
  RIGHT: of(([text, count]) => {
    const number = whole(count, 1);
    return number >= 0 ? words(text).slice(Math.max(0, words(text).length - number)) : CalcError.VALUE;
  }),
  MID: of(([text, start, count]) => {
    const [from, number] = [whole(start, 1) - 1, whole(count, 0)];
    return from >= 0 && number >= 0 ? words(text).slice(from, from + number) : CalcError.VALUE;
  }),
  LEN: of(([text]) => words(text).length),
  TRIM: of(([text]) => words(text).trim().replace(/ +/g, " ")),
  UPPER: of(([text]) => words(text).toUpperCase()),
  LOWER: of(([text]) => words(text).toLowerCase()),
  PROPER: of(([text]) => words(text).toLowerCase().replace(/(^|[^\p{L}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())),
  FIND: position(false),
  SEARCH: position(true),
  SUBSTITUTE: of(([text, old, next, which]) => {
    const [within, part, instead] = [words(text), words(old), words(next)];
    if (part === "") return within;
    if (which === undefined) return within.replaceAll(part, () => instead);
    let seen = 0;
    return within.replaceAll(part, () => ((seen += 1) === whole(which, 1) ? instead : part));
  }),
  REPLACE: of(([text, start, count, next]) => {
    const from = whole(start, 1) - 1;
    return from >= 0 ? words(text).slice(0, from) + words(next) + words(text).slice(from + whole(count, 0)) : CalcError.VALUE;
  }),
  REPT: of(([text, count]) => (whole(count, 0) >= 0 && whole(count, 0) * words(text).length <= 32_767 ? words(text).repeat(whole(count, 0)) : CalcError.VALUE)),
  EXACT: of(([one, other]) => words(one) === words(other)),
  T: of(([value]) => (typeof scalar(value ?? null) === "string" ? value ?? "" : "")),
  VALUE: of(([value]) => numeric(value ?? null)),
  TEXT: of(([value, pattern]) => {
    const one = scalar(value ?? null);
    const number = numeric(one);
    return format(words(pattern), number instanceof CalcError ? one : number).text;
  }),
  CHAR: of(([code]) => String.fromCharCode(whole(code, 0))),
  CODE: of(([text]) => (words(text) === "" ? CalcError.VALUE : words(text).charCodeAt(0))),
};
