import { CalcError } from "../calc/values";
import type { Cell, Line } from "../model/json";
import { format } from "../model/format";
import type { Look } from "../model/style";
import type { Workspace } from "../model/workspace";
import { brightness, onDark } from "./colors";
import { textWidth } from "./measure";

/** What painting needs to know besides the cell. */
export interface Paint {
  workspace: Workspace;
  key: string;
  zoom: number;
  dark: boolean;
}

/** What stands in for fonts that are not there: the first are as narrow as those that spreadsheets use. */
const GENERIC = '"Carlito", "Arial", "Liberation Sans", "Helvetica Neue", system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** The font of a look as CSS has it, at a zoom. */
export function fontOf(look: Look, zoom: number): string {
  const size = Math.round(look.size * EM * zoom * 100) / 100;
  return `${look.italic ? "italic " : ""}${look.bold ? "700 " : "400 "}${size}px "${look.family.replaceAll('"', "")}", ${GENERIC}`;
}

/** Space left and right of a cell's text, CSS pixels at 100 %. */
export const PADDING = 3;

/** CSS pixels of a point at 100 %. */
const EM = 96 / 72;

const LINES: Record<number, [string, number]> = {
  1: ["solid", 1],
  2: ["solid", 2],
  3: ["dashed", 1],
  4: ["dotted", 1],
  5: ["solid", 3],
  6: ["double", 3],
  7: ["dotted", 1],
  8: ["dashed", 2],
};

function line(border: Line | null, dark: boolean): string {
  if (!border?.style) return "";
  const [style, width] = LINES[border.style] ?? ["dashed", 1];
  const color = border.color ?? "#000000";
  return `${width}px ${style} ${dark ? onDark(color) : color}`;
}

/**
 * The element of a cell, or nothing where there is nothing to see. `room`: how far its text may reach beyond its right and
 * left edge.
 */
export function paintCell(paint: Paint, row: number, col: number, box: { left: number; top: number; width: number; height: number }, room: (side: 1 | -1) => number): HTMLElement | null {
  const { workspace, key, dark } = paint;
  const cell = workspace.book.cell(key, row, col);
  const look = workspace.looks.of(key, row, col);
  const { left, right, top, bottom } = look.borders;
  const lined = left ?? right ?? top ?? bottom;
  const blank = !cell || (cell.value === undefined && cell.formula === undefined);
  if (blank && !look.fill && !lined) return null;
  const node = document.createElement("div");
  node.className = "cg-cell";
  node.setAttribute("role", "gridcell");
  node.setAttribute("aria-colindex", String(col + 1));
  const { style } = node;
  // One pixel more to the left and top: the edge there is the last pixel of the cells before.
  style.left = `${box.left - 1}px`;
  style.top = `${box.top - 1}px`;
  style.width = `${box.width + 1}px`;
  style.height = `${box.height + 1}px`;
  if (look.fill) {
    style.background = look.fill;
    node.classList.add("cg-filled");
  }
  if (left) style.borderLeft = line(left, dark && !look.fill);
  if (right) style.borderRight = line(right, dark && !look.fill);
  if (top) style.borderTop = line(top, dark && !look.fill);
  if (bottom) style.borderBottom = line(bottom, dark && !look.fill);
  if (lined) node.classList.add("cg-lined");
  if (!blank) node.append(textOf(paint, node, cell, look, row, col, box.width, room));
  return node;
}

function textOf(paint: Paint, node: HTMLElement, cell: Cell, look: Look, row: number, col: number, width: number, room: (side: 1 | -1) => number): HTMLElement {
  const { workspace, key, zoom, dark } = paint;
  const { value, text, color: formatColor } = workspace.shown(key, row, col);
  const font = fontOf(look, zoom);
  const align = look.horizontal ?? (typeof value === "number" ? "right" : typeof value === "boolean" || value instanceof CalcError ? "center" : "left");
  const span = document.createElement("span");
  span.className = "cg-text";
  const { style } = span;
  style.font = font;
  node.dataset.h = align;
  node.dataset.v = look.vertical;
  const link = cell.hyperlink !== undefined && cell.hyperlink !== null;
  const color = formatColor ?? look.color ?? (link ? "#0563c1" : null);
  if (color) {
    const auto = dark && !look.fill && brightness(color) < 0.02;
    if (!auto) style.color = dark && !look.fill ? onDark(color) : color;
  } else if (look.fill) style.color = brightness(look.fill) > 0.4 ? "#1b2027" : "#ffffff";
  const decoration = [look.underline || link ? "underline" : "", look.strike ? "line-through" : ""].join(" ").trim();
  if (decoration) style.textDecoration = decoration;
  const padding = PADDING * zoom;
  style.paddingInline = `${padding}px`;
  if (look.indent > 0 && align !== "center") style[align === "right" ? "paddingRight" : "paddingLeft"] = `${padding + look.indent * 9 * zoom}px`;
  const inner = width - 2 * padding - look.indent * 9 * zoom;
  if (look.wrap || text.includes("\n")) {
    style.whiteSpace = look.wrap ? "pre-wrap" : "pre";
    if (look.wrap) style.overflowWrap = "anywhere";
    style.width = "100%";
    style.textAlign = align;
    span.textContent = text;
    if (cell.value !== undefined) rich(span, cell);
    return span;
  }
  if (typeof value === "number") {
    span.textContent = fitting(text, value, look.format, font, inner);
    // Where another font stands in that is a little wider, the digits move together.
    const over = span.textContent === text ? textWidth(text, font) - inner : 0;
    if (over > 0) style.letterSpacing = `${-over / text.length}px`;
    return span;
  }
  span.textContent = text;
  rich(span, cell);
  if (look.rotation) {
    style.transform = `rotate(${-look.rotation}deg)`;
    return span;
  }
  // What fits with letters as wide as they are high need not be measured.
  if (typeof value === "string" && text.length * look.size * zoom * EM > inner) {
    const wide = textWidth(text, font);
    if (wide > inner) overflow(node, span, align, wide - inner, room);
  }
  return span;
}

/** Text that is longer than its cell reaches over empty neighbours. */
function overflow(node: HTMLElement, span: HTMLElement, align: string, more: number, room: (side: 1 | -1) => number): void {
  const right = align === "right" ? 0 : room(1);
  const left = align === "left" ? 0 : room(-1);
  if (right + left === 0) return;
  node.classList.add("cg-over-text");
  const need = align === "center" ? more / 2 : more;
  span.style.marginRight = `${-Math.min(right, need + 4)}px`;
  span.style.marginLeft = `${-Math.min(left, need + 4)}px`;
}

/** A number that has room in its cell: fewer digits where the format leaves that open, else `#`. */
function fitting(text: string, value: number, code: string, font: string, width: number): string {
  if (textWidth(text, font) <= width * 1.15) return text;
  if (code.toLowerCase() === "general") {
    for (let digits = 10; digits > 0; digits -= 1) {
      const shorter = format("General", Number(value.toPrecision(digits))).text;
      if (textWidth(shorter, font) <= width) return shorter;
    }
    for (let digits = 5; digits >= 0; digits -= 1) {
      const shorter = value.toExponential(digits).replace("e", "E");
      if (textWidth(shorter, font) <= width) return shorter;
    }
  }
  const hash = Math.max(1, Math.floor(width / textWidth("#", font)));
  return "#".repeat(hash);
}

/** Pieces of text with fonts of their own. */
function rich(span: HTMLElement, cell: Cell): void {
  const { value } = cell;
  if (typeof value !== "object" || value === null || !("richText" in value) || !Array.isArray(value.richText)) return;
  const pieces = (value.richText as { text?: string; style?: { font?: string; foreColor?: string; textDecoration?: number } }[]).map((run) => {
    const piece = document.createElement("span");
    piece.textContent = run.text ?? "";
    const { font = "", foreColor, textDecoration = 0 } = run.style ?? {};
    if (/\b(bold|[6-9]00)\b/.test(font)) piece.style.fontWeight = "700";
    if (/\bitalic\b/.test(font)) piece.style.fontStyle = "italic";
    if (foreColor) piece.style.color = foreColor;
    if (textDecoration) piece.style.textDecoration = `${textDecoration & 9 ? "underline" : ""} ${textDecoration & 2 ? "line-through" : ""}`;
    return piece;
  });
  span.replaceChildren(...pieces);
}
