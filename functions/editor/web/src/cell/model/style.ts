import type { Book } from "./book";
import { lineStyle } from "./commands/style";
import type { Line, Style } from "./json";

/** How a cell looks, all that stands below one another resolved. Sizes in points, colours as CSS has them. */
export interface Look {
  family: string;
  size: number;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  color: string | null;
  fill: string | null;
  horizontal: "left" | "center" | "right" | null;
  vertical: "top" | "middle" | "bottom";
  wrap: boolean;
  indent: number;
  rotation: number;
  format: string;
  borders: { left: Line | null; top: Line | null; right: Line | null; bottom: Line | null };
}

const PLAIN: Look = {
  family: "Calibri",
  size: 11,
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  color: null,
  fill: null,
  horizontal: null,
  vertical: "top",
  wrap: false,
  indent: 0,
  rotation: 0,
  format: "General",
  borders: { left: null, top: null, right: null, bottom: null },
};

/** The looks of a workbook's cells; each style is resolved once. */
export class Looks {
  private readonly named = new Map<string, Style>();
  private defaults = new Map<string, Look>();
  private byName = new Map<string, Look>();
  private byStyle = new Map<string, WeakMap<Style, Look>>();

  constructor(private readonly book: Book) {
    for (const style of book.json.namedStyles ?? []) if (style.name) this.named.set(style.name, style);
  }

  /** How a cell looks. */
  of(key: string, row: number, col: number): Look {
    const style = this.book.cell(key, row, col)?.style;
    return this.resolve(key, style ?? lineStyle(this.book.sheet(key), row, col));
  }

  /** How a style looks over the default of a sheet. */
  resolve(key: string, style: Style | string | null | undefined): Look {
    if (style === undefined || style === null) return this.sheet(key);
    if (typeof style === "string") {
      const name = `${key}\n${style}`;
      let look = this.byName.get(name);
      if (!look) {
        look = this.lay(this.sheet(key), style, this.theme(key), 16);
        this.byName.set(name, look);
      }
      return look;
    }
    const known = this.byStyle.get(key) ?? new WeakMap<Style, Look>();
    this.byStyle.set(key, known);
    let look = known.get(style);
    if (!look) {
      look = this.lay(this.sheet(key), style, this.theme(key), 16);
      known.set(style, look);
    }
    return look;
  }

  /** How a cell looks of which nothing is said. */
  sheet(key: string): Look {
    let look = this.defaults.get(key);
    if (!look) {
      look = this.lay(PLAIN, this.book.json.sheets?.[key]?.data?.defaultDataNode?.style, this.theme(key), 16);
      this.defaults.set(key, look);
    }
    return look;
  }

  private theme(key: string): boolean {
    const theme = this.book.json.sheets?.[key]?.theme;
    const name = typeof theme === "object" && theme !== null && "name" in theme ? theme.name : theme;
    return !(typeof name === "string" && name.startsWith("Office2007"));
  }

  private lay(below: Look, style: Style | string | null | undefined, since2013: boolean, parents: number): Look {
    const own = typeof style === "string" ? this.named.get(style) : style;
    if (!own) return below;
    const base = typeof own.parentName === "string" && parents > 0 ? this.lay(below, own.parentName, since2013, parents - 1) : below;
    return merged(base, own, since2013);
  }
}

const HORIZONTAL: (Look["horizontal"])[] = ["left", "center", "right", null, "center"];
const VERTICAL: Look["vertical"][] = ["top", "middle", "bottom"];

function merged(base: Look, style: Style, since2013: boolean): Look {
  const look: Look = { ...base, borders: { ...base.borders } };
  const has = (name: string) => style[name] !== undefined;
  const css = (value: unknown) => (typeof value === "string" ? colorOf(value, since2013) : null);
  if (has("font")) setFont(look, style.font);
  if (has("fontWeight")) look.bold = isBold(style.fontWeight ?? "");
  if (has("fontStyle")) look.italic = /^(italic|oblique)$/i.test(style.fontStyle ?? "");
  if (has("fontSize")) look.size = points(style.fontSize ?? "") ?? base.size;
  if (has("fontFamily")) look.family = style.fontFamily || base.family;
  if (has("foreColor")) look.color = css(style.foreColor);
  if (has("backColor")) look.fill = css(style.backColor);
  if (has("hAlign")) look.horizontal = HORIZONTAL[style.hAlign ?? 3] ?? null;
  if (has("vAlign")) look.vertical = VERTICAL[style.vAlign ?? 0] ?? "top";
  if (has("wordWrap")) look.wrap = style.wordWrap === true;
  if (has("textIndent")) look.indent = style.textIndent ?? 0;
  if (has("textOrientation")) look.rotation = style.textOrientation ?? 0;
  if (has("textDecoration")) {
    const bits = style.textDecoration ?? 0;
    look.underline = (bits & 9) !== 0;
    look.strike = (bits & 2) !== 0;
  }
  if (has("formatter")) look.format = formatOf(style.formatter);
  for (const [name, side] of [["borderLeft", "left"], ["borderTop", "top"], ["borderRight", "right"], ["borderBottom", "bottom"]] as const) {
    if (!has(name)) continue;
    const line = style[name];
    look.borders[side] = line?.style ? { style: line.style, color: css(line.color) ?? "#000000" } : null;
  }
  return look;
}

function formatOf(value: unknown): string {
  if (typeof value === "string") return value || "General";
  if (typeof value !== "object" || value === null) return "General";
  const { formatCached, format } = value as { formatCached?: unknown; format?: unknown };
  return typeof formatCached === "string" ? formatCached : typeof format === "string" ? format : "General";
}

function setFont(look: Look, font: Style["font"]): void {
  if (typeof font === "object" && font !== null) {
    const parts = (font.json ?? font) as Record<string, string | undefined>;
    if (parts.fontStyle !== undefined) look.italic = /^(italic|oblique)$/i.test(parts.fontStyle);
    if (parts.fontWeight !== undefined) look.bold = isBold(parts.fontWeight);
    look.size = points(parts.fontSize ?? "") ?? look.size;
    look.family = firstFamily(parts.fontFamily ?? "") ?? look.family;
    return;
  }
  if (typeof font !== "string") return;
  look.bold = false;
  look.italic = false;
  const words = font.trim().split(/\s+/);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const size = points(word.split("/")[0] ?? "");
    if (size !== null) {
      look.size = size;
      look.family = firstFamily(words.slice(at + 1).join(" ")) ?? look.family;
      return;
    }
    look.bold ||= isBold(word);
    look.italic ||= /^(italic|oblique)$/i.test(word);
  }
}

function isBold(word: string): boolean {
  return /^bold(er)?$/i.test(word) || (/^\d+$/.test(word) && Number(word) >= 600);
}

function points(text: string): number | null {
  const [, number, unit] = /^([\d.]+)(px|pt)$/.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  return Math.round(Number(number) * (unit === "px" ? 0.75 : 1) * 2) / 2 || null;
}

function firstFamily(list: string): string | null {
  const [, quoted, plain] = /^\s*(?:["']([^"']+)["']|([^,]+))/.exec(list) ?? [];
  return quoted ?? plain?.trim() ?? null;
}

/** The colours of themes: of Office 2007, and of Office since 2013. */
const THEME: Record<string, [string, string]> = {
  "background 1": ["ffffff", "ffffff"],
  "text 1": ["000000", "000000"],
  "background 2": ["eeece1", "e7e6e6"],
  "text 2": ["1f497d", "44546a"],
  "accent 1": ["4f81bd", "5b9bd5"],
  "accent 2": ["c0504d", "ed7d31"],
  "accent 3": ["9bbb59", "a5a5a5"],
  "accent 4": ["8064a2", "ffc000"],
  "accent 5": ["4bacc6", "4472c4"],
  "accent 6": ["f79646", "70ad47"],
  hyperlink: ["0000ff", "0563c1"],
  "followed hyperlink": ["800080", "954f72"],
};

/** A colour as CSS has it, out of a colour of CSS or one of a theme such as `Accent 1 40`. */
export function colorOf(text: string, since2013: boolean): string | null {
  const lower = text.trim().toLowerCase();
  if (lower === "" || lower === "transparent") return null;
  const [, name = "", percent] = /^(.*?)(?: (-?\d+(?:\.\d+)?))?$/.exec(lower) ?? [];
  const found = THEME[name];
  if (!found) return text;
  const share = Math.max(-1, Math.min(1, Number(percent ?? 0) / 100));
  const hex = found[since2013 ? 1 : 0];
  const parts = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16);
    const tinted = Math.round(value + ((share < 0 ? 0 : 255) - value) * Math.abs(share));
    return tinted.toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}
