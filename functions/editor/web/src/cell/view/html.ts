import * as numfmt from "numfmt";
import type { Range, Style } from "../model/json";
import type { Editor } from "./editor";
import { spanAt } from "./selection";

/** One of them: what it shows, and where the other program tells it, the number behind that. */
export interface PastedCell {
  text: string;
  number?: number;
  style?: Style;
}

/** Cells that come from elsewhere. */
export interface Pasted {
  rows: PastedCell[][];
  spans: Range[];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("\n", "<br>");
}

/** A range as a table, as other programs paste it. */
export function htmlOf(editor: Editor, range: Range): string {
  const { workspace, key } = editor;
  const rows: string[] = [];
  for (let row = range.row; row < range.row + range.rowCount; row += 1) {
    if (editor.grid.layout.rows.of(row) === 0) continue;
    const cells: string[] = [];
    for (let col = range.col; col < range.col + range.colCount; col += 1) {
      const span = spanAt(workspace.book, key, row, col);
      if (span && (span.row !== row || span.col !== col)) continue;
      const look = workspace.looks.of(key, row, col);
      const { text } = workspace.shown(key, row, col);
      const css = [
        look.bold ? "font-weight:bold" : "",
        look.italic ? "font-style:italic" : "",
        look.underline ? "text-decoration:underline" : look.strike ? "text-decoration:line-through" : "",
        look.color ? `color:${look.color}` : "",
        look.fill ? `background:${look.fill}` : "",
        look.horizontal ? `text-align:${look.horizontal}` : "",
        `font-family:${look.family};font-size:${look.size}pt`,
      ].filter(Boolean);
      const size = span ? ` rowspan="${span.rowCount}" colspan="${span.colCount}"` : "";
      cells.push(`<td${size} style="${escaped(css.join(";"))}">${escaped(text)}</td>`);
    }
    rows.push(`<tr>${cells.join("")}</tr>`);
  }
  return `<meta charset="utf-8"><table>${rows.join("")}</table>`;
}

/** The cells of the first table of a page, with what of their style there is a place for. Nothing of it is run or loaded. */
export function readHtml(html: string): Pasted | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  const table = page.querySelector("table");
  if (!table) return null;
  const rules = classes(page);
  const rows: Pasted["rows"] = [];
  const spans: Range[] = [];
  const taken = new Set<string>();
  [...table.rows].forEach((line, row) => {
    const cells: Pasted["rows"][number] = [];
    let col = 0;
    for (const cell of line.cells) {
      while (taken.has(`${row},${col}`)) {
        cells[col] ??= { text: "" };
        col += 1;
      }
      for (const end of cell.querySelectorAll("br")) end.replaceWith("\n");
      const text = (cell.textContent ?? "").replaceAll("\u00a0", " ").trim();
      const style = styleOf(cell, rules);
      const number = numberOf(cell);
      const format = formatOf(cell, rules);
      if (format !== null && number !== null) style.formatter = format;
      cells[col] = { text, ...(number === null ? {} : { number }), ...(Object.keys(style).length > 0 ? { style } : {}) };
      const [rowCount, colCount] = [Math.min(cell.rowSpan || 1, 1000), Math.min(cell.colSpan || 1, 1000)];
      if (rowCount > 1 || colCount > 1) {
        spans.push({ row, rowCount, col, colCount });
        for (let down = 0; down < rowCount; down += 1) for (let across = 0; across < colCount; across += 1) if (down + across > 0) taken.add(`${row + down},${col + across}`);
      }
      col += 1;
    }
    rows.push(Array.from(cells, (cell) => cell ?? { text: "" }));
  });
  return { rows, spans };
}

/** The rules for classes that spreadsheets put into what they copy. */
function classes(page: Document): Map<string, string> {
  const rules = new Map<string, string>();
  for (const sheet of page.querySelectorAll("style")) {
    for (const found of (sheet.textContent ?? "").matchAll(/\.([\w-]+)\s*\{([^}]*)\}/g)) rules.set(found[1] ?? "", found[2] ?? "");
  }
  return rules;
}

/** The number of a cell that shows it rounded: LibreOffice, Excel and Google Sheets each have a place for it. */
function numberOf(cell: HTMLTableCellElement): number | null {
  const google = json(cell.dataset.sheetsValue)["3"];
  const plain = cell.getAttribute("sdval") ?? cell.getAttribute("x:num") ?? (typeof google === "number" ? String(google) : "");
  return plain.trim() !== "" && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** The number format of a cell. */
function formatOf(cell: HTMLTableCellElement, rules: Map<string, string>): string | null {
  const google = json(cell.dataset.sheetsNumberformat)["2"];
  const office = cell.getAttribute("sdnum")?.split(";").slice(2).join(";");
  const css = [...cell.classList].map((name) => rules.get(name) ?? "").concat(cell.getAttribute("style") ?? "").join(";");
  const excel = /mso-number-format:\s*"?((?:\\.|[^";])+)/.exec(css)?.[1]?.replace(/\\(.)/g, "$1");
  const found = (typeof google === "string" ? google : "") || office || excel || "";
  return found === "" || /^(general|standard)$/i.test(found) || !numfmt.isValidFormat(found) ? null : found;
}

function json(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function styleOf(cell: HTMLTableCellElement, rules: Map<string, string>): Style {
  const own = document.createElement("i").style;
  own.cssText = [...cell.classList].map((name) => rules.get(name) ?? "").join(";") + ";" + (cell.getAttribute("style") ?? "");
  const style: Style = {};
  const bold = own.fontWeight === "bold" || Number(own.fontWeight) >= 600 || cell.tagName === "TH" || cell.querySelector("b, strong") !== null;
  if (bold) style.fontWeight = "bold";
  if (own.fontStyle === "italic" || cell.querySelector("i, em")) style.fontStyle = "italic";
  const line = `${own.textDecoration} ${own.textDecorationLine}`;
  const bits = (line.includes("underline") ? 1 : 0) + (line.includes("line-through") ? 2 : 0);
  if (bits) style.textDecoration = bits;
  if (own.color && own.color !== "windowtext") style.foreColor = own.color;
  const fill = own.backgroundColor || cell.getAttribute("bgcolor");
  if (fill && fill !== "transparent" && fill !== "white") style.backColor = fill;
  const align = ["left", "center", "right"].indexOf(own.textAlign || cell.align);
  if (align >= 0) style.hAlign = align;
  return style;
}
