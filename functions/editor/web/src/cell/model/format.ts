import * as numfmt from "numfmt";
import { CalcError } from "../calc/values";
import type { Scalar } from "../calc/values";
import type { Cell } from "./json";

/** How a value is shown: its text, and the colour that its format gives it. */
export interface Shown {
  text: string;
  color?: string;
}

let locale = "en";

/** Sets the language of months, days and typed values (`en`, `zh-CN`, ...). */
export function setLocale(language: string): void {
  locale = language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

const known = new Map<string, boolean>();

/** A value as a number format (`0.00%`, `yyyy/m/d`, ...) shows it. */
export function format(code: string, value: Scalar): Shown {
  if (value === null) return { text: "" };
  if (value instanceof CalcError) return { text: value.name };
  if (typeof value === "boolean") return { text: value ? "TRUE" : "FALSE" };
  const options = { locale, throws: false };
  if (code === "" || code.toLowerCase() === "general") {
    return { text: typeof value === "string" ? value : numfmt.format("General", value, options) };
  }
  let valid = known.get(code);
  if (valid === undefined) {
    valid = numfmt.isValidFormat(code);
    known.set(code, valid);
  }
  if (!valid) return { text: typeof value === "string" ? value : numfmt.format("General", value, options) };
  const color = code.includes("[") ? numfmt.formatColor(code, value, options) : null;
  const text = numfmt.format(code, value, options);
  return typeof color === "string" ? { text, color } : { text };
}

const OADATE = /^\/OADate\((-?[\d.eE+]+)\)\/$/;
/** What a date without a number format looks like. */
export const DATE_FORMAT = "yyyy/m/d";
/** And one with a time. */
export const DATE_TIME_FORMAT = "yyyy/m/d h:mm:ss";

/** The value of a cell as calculations take it, and the format that it has by itself. */
export function valueOf(cell: Cell | undefined): { value: Scalar; format?: string } {
  const raw = cell?.value;
  if (typeof raw === "number" || typeof raw === "boolean") return { value: raw };
  if (typeof raw === "string") {
    const date = OADATE.exec(raw);
    if (!date) return { value: raw === "" ? null : raw };
    const days = Number(date[1]);
    return { value: days, format: Number.isInteger(days) ? DATE_FORMAT : DATE_TIME_FORMAT };
  }
  if (typeof raw === "object" && raw !== null) {
    if ("_error" in raw) return { value: CalcError.of(String(raw._error)) };
    if ("richText" in raw && Array.isArray(raw.richText)) {
      return { value: raw.richText.map((run: { text?: unknown }) => String(run.text ?? "")).join("") };
    }
  }
  return { value: null };
}

/** Whether a number format is one of dates or times. */
export function isDate(code: string): boolean {
  return numfmt.isDateFormat(code);
}

/** The language of what is shown and typed. */
export function currentLocale(): string {
  return locale;
}
