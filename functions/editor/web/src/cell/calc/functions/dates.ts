import type { Func } from "../functions";
import { CalcError } from "../values";
import { of } from "./math";

const DAY = 86_400_000;
/** Day 0 of spreadsheets; days before March 1900 are one off, as 1900 had no leap day although Excel counts one. */
const EPOCH = Date.UTC(1899, 11, 30);

/** The calendar's parts of a day number, in no time zone. */
export function partsOf(days: number): Date {
  return new Date(EPOCH + Math.round(days * 86_400) * 1000);
}

/** The day number of a date. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round((date.getTime() - EPOCH) / DAY);
}

/** The day number of this moment where the reader is. */
export function now(): number {
  const date = new Date();
  return (Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()) - EPOCH) / DAY;
}

const part = (run: (date: Date) => number): Func => of((days) => (days < 0 ? CalcError.NUM : run(partsOf(days))));

function months(endOfMonth: boolean): Func {
  return of((days, count) => {
    const date = partsOf(Math.floor(days));
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + Math.trunc(count)];
    const last = daysOf(year, month + 1, 0);
    return endOfMonth ? last : Math.min(daysOf(year, month, date.getUTCDate()), last);
  });
}

export const DATES: Record<string, Func> = {
  TODAY: of(() => Math.floor(now())),
  NOW: of(now),
  DATE: of((year, month, day) => daysOf(year < 1900 ? year + 1900 : Math.trunc(year), Math.trunc(month) - 1, Math.trunc(day))),
  TIME: of((hours, minutes, seconds) => ((hours * 3600 + minutes * 60 + seconds) % 86_400) / 86_400),
  YEAR: part((date) => date.getUTCFullYear()),
  MONTH: part((date) => date.getUTCMonth() + 1),
  DAY: part((date) => date.getUTCDate()),
  HOUR: part((date) => date.getUTCHours()),
  MINUTE: part((date) => date.getUTCMinutes()),
  SECOND: part((date) => date.getUTCSeconds()),
  WEEKDAY: of((days, kind = 1) => {
    const day = partsOf(Math.floor(days)).getUTCDay();
    if (kind === 1) return day + 1;
    return kind === 2 ? ((day + 6) % 7) + 1 : kind === 3 ? (day + 6) % 7 : CalcError.NUM;
  }),
  DAYS: of((end, start) => Math.trunc(end) - Math.trunc(start)),
  EDATE: months(false),
  EOMONTH: months(true),
};
