import * as numfmt from "numfmt";
import { typed } from "./commands/cells";
import { DATE_FORMAT, DATE_TIME_FORMAT, currentLocale, format, isDate, valueOf } from "./format";
import type { Cell } from "./json";
import { closed, isFormula, stored, written } from "./spelling";

/** What somebody typed. */
export interface Typed {
  value: unknown;
  /** The number format that goes with it. */
  format?: string;
  /** A text that begins with `=` and is no formula: `editCell` would take it for one. */
  literal?: boolean;
  /** It was meant as a formula and cannot be read as one. */
  broken?: boolean;
}

/** What a text means that is typed into a cell with a number format. */
export function typedValue(text: string, code: string): Typed {
  if (code === "@") return literal(text);
  if (text === "") return { value: null };
  if (text.startsWith("'")) return literal(text.slice(1));
  if (text.startsWith("=") && text.length > 1) {
    const formula = closed(text).slice(1);
    return isFormula(formula) ? { value: `=${stored(formula)}` } : { ...literal(text), broken: true };
  }
  const plain = text.trim();
  const found = number(plain);
  if (!found) return { value: text };
  // In cells that show percent, numbers are percent.
  if (found.format === undefined && typeof found.value === "number" && isPercent(code) && !/%/.test(plain)) return { value: Number((found.value / 100).toPrecision(15)) };
  return found;
}

function literal(text: string): Typed {
  return text.startsWith("=") ? { value: text, literal: true } : { value: text };
}

function isPercent(code: string): boolean {
  return code.replace(/"[^"]*"|\\./g, "").includes("%");
}

/** A cell with what was typed into it. */
export function entered(cell: Cell | undefined, { value, literal }: Typed): Cell {
  return literal ? { ...typed(cell, null), value } : typed(cell, value);
}

const CURRENCY = /^([-+]?)\s*([€£¥￥₹₽₩])\s*([-+]?[\d,]*\.?\d+)$|^([-+]?[\d,]*\.?\d+)\s*([€£¥￥₹₽₩元])$/u;

function number(text: string): Typed | null {
  const date = dateOf(text);
  if (date) return date;
  const [, sign = "", before, first = "", second = "", after] = CURRENCY.exec(text) ?? [];
  const symbol = (before ?? after)?.replace("￥", "¥");
  const digits = `${sign}${first || second}`.replaceAll(",", "");
  if (symbol !== undefined && digits !== "" && Number.isFinite(Number(digits))) {
    const code = digits.includes(".") ? "#,##0.00" : "#,##0";
    return { value: Number(digits), format: before ? `"${symbol}"${code}` : `${code} "${symbol}"` };
  }
  const locale = currentLocale();
  const found = numfmt.parseValue(text, { locale }) ?? (locale === "en" ? null : numfmt.parseValue(text, { locale: "en" }));
  if (!found) return null;
  const code = found.formatId === undefined ? undefined : numfmt.getFormatFromId(found.formatId);
  return typeof code === "string" && code.toLowerCase() !== "general" ? { value: found.value, format: code } : { value: found.value };
}

/** Dates as they are written where days stand first, and in Chinese; with a time where one follows. */
function dateOf(text: string): Typed | null {
  const [, day, , month, year, time] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? [];
  if (day !== undefined && (text.includes(".") || Number(day) > 12)) {
    return calendar(Number(year), Number(month), Number(day), time, text.includes(".") ? "dd.mm.yyyy" : text.includes("/") ? "dd/mm/yyyy" : "dd-mm-yyyy");
  }
  const [, cnYear, cnMonth, cnDay] = /^(?:(\d{4}|\d{2})年)?(\d{1,2})月(\d{1,2})日?$/.exec(text) ?? [];
  if (cnMonth === undefined) return null;
  const full = cnYear !== undefined;
  return calendar(full ? Number(cnYear) : new Date().getFullYear(), Number(cnMonth), Number(cnDay), undefined, full ? 'yyyy"年"m"月"d"日"' : 'm"月"d"日"');
}

function calendar(year: number, month: number, day: number, time: string | undefined, code: string): Typed | null {
  const whole = year < 100 ? year + (year < 30 ? 2000 : 1900) : year;
  const at = new Date(Date.UTC(whole, month - 1, day));
  if (whole < 1900 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  const days = Math.round(at.getTime() / 86_400_000) + 25_569;
  if (time === undefined) return { value: days, format: code };
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return { value: days + (hours * 3600 + minutes * 60 + seconds) / 86_400, format: `${code} h:mm` };
}

/** A value as the editor shows it for editing: whole, not as its format rounds it. */
export function editText(cell: Cell | undefined, code: string): string {
  if (typeof cell?.formula === "string") return `=${written(cell.formula)}`;
  const { value, format: own } = valueOf(cell);
  if (value === null) return "";
  if (typeof value === "number") {
    const shown = code === "" || code.toLowerCase() === "general" ? (own ?? "") : code;
    if (shown !== "" && isDate(shown)) return format(dateCode(value, shown), value).text;
    if (isPercent(shown)) return `${Number((value * 100).toPrecision(15))}%`;
    return String(value);
  }
  if (typeof value === "string") return code !== "@" && looksTyped(value) ? `'${value}` : value;
  return format("", value).text;
}

/** How a date, a time or hours that were counted are written to be edited. */
function dateCode(value: number, code: string): string {
  if (/\[h+\]/i.test(code)) return "[h]:mm:ss";
  return Number.isInteger(value) ? DATE_FORMAT : value < 1 ? "h:mm:ss" : DATE_TIME_FORMAT;
}

/** Whether a text would become something else if it were typed. */
function looksTyped(text: string): boolean {
  return text.startsWith("=") || text.startsWith("'") || typedValue(text, "General").value !== text;
}
