import type { Command } from "../../../session/types";
import { MAX_COLUMNS, MAX_ROWS } from "../address";
import { someRanges } from "../arguments";
import { Invalid } from "../book";
import type { Book, Journal } from "../book";
import type { Range, SheetJson, Style } from "../json";
import { each } from "./cells";
import { target } from "./target";

/** The parts of a font that a style may say one by one. */
const FONT_PARTS = ["fontWeight", "fontStyle", "fontSize", "fontFamily"];
/** The most cells without an own style that one command gives one. */
const MOST_CELLS = 1_048_576;

/** A style with what a command sets laid over it. */
export function laid(base: Style | string | null | undefined, style: Style | null, replaces: boolean): Style | string | undefined {
  if (style === null) return undefined;
  const below: Style = replaces || base === null || base === undefined ? {} : typeof base === "string" ? { parentName: base } : base;
  const out: Style = { ...below, ...style };
  if ("font" in style) for (const part of FONT_PARTS) if (!(part in style)) delete out[part];
  return out;
}

/**
 * Sets members of the styles of cells. A range over all rows sets what is said of its columns, one over all columns
 * what is said of its rows, and the cells in them that have a style of their own.
 */
export function setStyle(book: Book, command: Command, journal: Journal): void {
  const ranges = someRanges(command, "ranges");
  const style = command.style as Style | null;
  if (style === undefined || typeof style !== "object" || Array.isArray(style)) throw new Invalid("`style` is neither an object nor null");
  const replaces = command.replace === true;
  const key = target(book, command);
  const sheet = book.sheet(key);
  journal.sheets.add(key);
  let cells = 0;
  for (const range of ranges) {
    if (range.rowCount === MAX_ROWS) {
      lines(book, journal, sheet, "columnDataArray", range.col, range.colCount, style, replaces);
      own(book, journal, key, range, style, replaces);
      continue;
    }
    if (range.colCount === MAX_COLUMNS) {
      lines(book, journal, sheet, "rowDataArray", range.row, range.rowCount, style, replaces);
      own(book, journal, key, range, style, replaces);
      continue;
    }
    cells += range.rowCount * range.colCount;
    if (cells > MOST_CELLS) throw new Invalid("the command would write too many cells");
    for (let row = range.row; row < range.row + range.rowCount; row += 1) {
      for (let col = range.col; col < range.col + range.colCount; col += 1) {
        const cell = book.cell(key, row, col);
        const base = cell?.style ?? lineStyle(sheet, row, col);
        const next = laid(base, style, replaces);
        if (next === undefined && !cell) continue;
        const { style: _style, ...rest } = cell ?? {};
        book.setCell(journal, key, row, col, next === undefined ? rest : { ...rest, style: next });
      }
    }
  }
}

/** What is said of a cell's row, or else of its column. */
export function lineStyle(sheet: SheetJson, row: number, col: number): Style | string | null | undefined {
  return sheet.data?.rowDataArray?.[row]?.style ?? sheet.data?.columnDataArray?.[col]?.style;
}

function lines(
  book: Book,
  journal: Journal,
  sheet: SheetJson,
  member: "rowDataArray" | "columnDataArray",
  start: number,
  count: number,
  style: Style | null,
  replaces: boolean,
): void {
  if (!sheet.data) book.set(journal, sheet, "data", {});
  const data = sheet.data ?? {};
  const list = [...(data[member] ?? [])];
  while (list.length < start + count) list.push(null);
  for (let at = start; at < start + count; at += 1) {
    const next = laid(list[at]?.style, style, replaces);
    const { style: _style, ...rest } = list[at] ?? {};
    list[at] = next === undefined ? rest : { ...rest, style: next };
  }
  book.set(journal, data, member, list);
}

/** The cells of whole rows or columns that have a style of their own. */
function own(book: Book, journal: Journal, key: string, range: Range, style: Style | null, replaces: boolean): void {
  each(book, key, range, (row, col, cell) => {
    if (cell.style === undefined || cell.style === null) return;
    const next = laid(cell.style, style, replaces);
    const { style: _style, ...rest } = cell;
    book.setCell(journal, key, row, col, next === undefined ? rest : { ...rest, style: next });
  });
}
