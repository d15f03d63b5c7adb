import { currentLanguage, t } from "../ui/i18n";

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** A number of bytes for people: `1.4 MB`. */
export function bytes(count: number): string {
  let unit = 0;
  let value = count;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** A number with the language's separators. */
export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** How long ago or until when, in words: `2 minutes ago`, `in 5 seconds`. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 5) return t("console.now");
  const form = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (size < 60) return form.format(seconds, "second");
  if (size < 3600) return form.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return form.format(Math.round(seconds / 3600), "hour");
  if (size < 30 * 86_400) return form.format(Math.round(seconds / 86_400), "day");
  return moment(iso);
}

/** A time as people write it. */
export function moment(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** The extension of a file's name, in lower case, without its dot. */
export function extension(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

function locale(): string {
  return currentLanguage() === "zh" ? "zh-CN" : "en-GB";
}
