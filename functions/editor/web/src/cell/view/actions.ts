import type { Command } from "../../session/types";
import { confirm, t } from "../../ui";
import { compare } from "../calc/values";
import { MAX_COLUMNS, MAX_ROWS, around, common, meet, rangeName } from "../model/address";
import { follow } from "../model/commands/copy";
import type { Cell, Line, Range, Style } from "../model/json";
import type { Editor } from "./editor";

/** What of the borders of the selection is drawn. */
export type Border = "all" | "outer" | "thick" | "top" | "bottom" | "left" | "right" | "none";

/** Draws borders around and within the selection. */
export function setBorders(editor: Editor, border: Border, color = "#000000"): void {
  const commands: Command[] = [];
  const put = (range: Range, style: Style) => commands.push({ cmd: "setStyle", sheetName: editor.sheetName, ranges: [range], style });
  for (const whole of editor.selected.ranges) {
    const range = whole.rowCount >= MAX_ROWS || whole.colCount >= MAX_COLUMNS ? editor.cut(whole) : whole;
    const line: Line | null = border === "none" ? null : { color, style: border === "thick" ? 2 : 1 };
    if (border === "all" || border === "none") {
      put(range, { borderLeft: line, borderTop: line, borderRight: line, borderBottom: line });
      continue;
    }
    const sides = border === "outer" || border === "thick" ? (["top", "bottom", "left", "right"] as const) : ([border] as const);
    const last = { row: range.row + range.rowCount - 1, col: range.col + range.colCount - 1 };
    for (const side of sides) {
      if (side === "top") put({ ...range, rowCount: 1 }, { borderTop: line });
      else if (side === "bottom") put({ ...range, row: last.row, rowCount: 1 }, { borderBottom: line });
      else if (side === "left") put({ ...range, colCount: 1 }, { borderLeft: line });
      else put({ ...range, col: last.col, colCount: 1 }, { borderRight: line });
    }
  }
  editor.perform(commands);
}

/** Whether the selection has merged cells. */
export function isMerged(editor: Editor): boolean {
  const spans = editor.workspace.book.sheet(editor.key).spans ?? [];
  return spans.some((span) => editor.selected.ranges.some((range) => meet(span, range)));
}

/** Merges the selection into one cell, or takes that back. */
export async function toggleMerge(editor: Editor): Promise<void> {
  const { book } = editor.workspace;
  const sheetName = editor.sheetName;
  if (isMerged(editor)) {
    editor.perform([{ cmd: "removeSpan", sheetName, ranges: editor.selected.ranges }]);
    return;
  }
  const range = editor.selected.range.rowCount >= MAX_ROWS || editor.selected.range.colCount >= MAX_COLUMNS ? editor.cut(editor.selected.range) : editor.selected.range;
  if (range.rowCount * range.colCount < 2) return;
  const filled: { row: number; col: number; cell: Cell }[] = [];
  book.each(editor.key, range, (row, col, cell) => {
    if (cell.value !== undefined || cell.formula !== undefined) filled.push({ row, col, cell });
  });
  const [first] = filled;
  if (filled.length > 1 && !(await confirm(t("cell.merge"), t("cell.merge.warn"), t("cell.merge")))) return;
  const commands: Command[] = [];
  const place = { row: range.row, col: range.col };
  if (first && (filled.length > 1 || first.row !== place.row || first.col !== place.col)) {
    commands.push({ cmd: "clearValues", sheetName, ranges: [range] }, { cmd: "setCells", sheetName, cells: [{ ...place, cell: first.cell }] });
  }
  commands.push({ cmd: "addSpan", sheetName, ranges: [range] }, { cmd: "setStyle", sheetName, ranges: [{ ...range, rowCount: 1, colCount: 1 }], style: { hAlign: 1, vAlign: 1 } });
  editor.perform(commands);
  editor.selected.set(book, editor.key, range);
  editor.selectionChanged(false);
  editor.focus();
}

/** Rows or columns that the selection covers, as commands name them. */
function lines(editor: Editor, axis: "row" | "column"): Range[] {
  return editor.selected.ranges.map((range) => (axis === "row" ? { row: range.row, rowCount: range.rowCount, col: -1, colCount: -1 } : { row: -1, rowCount: -1, col: range.col, colCount: range.colCount }));
}

/** Inserts as many rows or columns as are selected, before or behind them. */
export function insert(editor: Editor, axis: "row" | "column", after = false): void {
  const { range } = editor.selected;
  const [start, count] = axis === "row" ? [range.row, range.rowCount] : [range.col, range.colCount];
  const most = axis === "row" ? MAX_ROWS : MAX_COLUMNS;
  const at = after ? start + count : start;
  const number = count >= most ? 1 : Math.min(count, 1000);
  const command = axis === "row" ? { cmd: "insertRows", row: at, rowCount: number } : { cmd: "insertColumns", col: at, colCount: number };
  editor.perform([{ ...command, sheetName: editor.sheetName }]);
}

/** Deletes the selected rows or columns. */
export function remove(editor: Editor, axis: "row" | "column"): void {
  editor.perform([{ cmd: axis === "row" ? "deleteRows" : "deleteColumns", sheetName: editor.sheetName, selections: lines(editor, axis) }]);
}

/** Hides the selected rows or columns, or shows those that are hidden among them. */
export function setVisible(editor: Editor, axis: "row" | "column", visible: boolean): void {
  const { layout } = editor.grid;
  const list = editor.selected.ranges.map((range) => {
    const [start, count, known] = axis === "row" ? [range.row, range.rowCount, layout.rows.count] : [range.col, range.colCount, layout.columns.count];
    // Those at the edge count where hidden ones are to be shown again.
    const from = visible ? Math.max(0, start - 1) : start;
    const to = Math.min(start + count - (visible ? 0 : 1), known - 1);
    return axis === "row" ? { firstRow: from, lastRow: to } : { firstCol: from, lastCol: to };
  });
  const sheetName = editor.sheetName;
  editor.perform([axis === "row" ? { cmd: "setRowVisible", sheetName, rows: list, visible } : { cmd: "setColumnVisible", sheetName, columns: list, visible }]);
}

/** The block of filled cells around the active one, or the selection where it has several cells. */
export function region(editor: Editor): Range {
  const { workspace, key, selected } = editor;
  if (!selected.isSingle(workspace.book, key)) return editor.cut(selected.range);
  const used = workspace.book.used(key);
  const whole = { row: 0, col: 0, rowCount: used.rows, colCount: used.columns };
  let range: Range = { ...selected.active, rowCount: 1, colCount: 1 };
  for (;;) {
    const wide = common({ row: range.row - 1, col: range.col - 1, rowCount: range.rowCount + 2, colCount: range.colCount + 2 }, whole);
    let next = range;
    if (wide) {
      workspace.book.each(key, wide, (row, col, cell) => {
        if (cell.value !== undefined || cell.formula !== undefined) next = around(next, { row, col, rowCount: 1, colCount: 1 });
      });
    }
    if (next.rowCount === range.rowCount && next.colCount === range.colCount) return range;
    range = next;
  }
}

/** Sorts the rows of the selection, or of the cells around the active one, by the column of the active cell. */
export function sort(editor: Editor, descending: boolean): void {
  const { workspace, key, selected } = editor;
  let range = region(editor);
  const by = selected.active.col;
  if (selected.isSingle(workspace.book, key)) {
    const from = firstOfData(editor, range);
    range = { ...range, row: from, rowCount: range.rowCount - (from - range.row) };
  }
  if (range.rowCount < 2) return;
  const rows = Array.from({ length: range.rowCount }, (_, at) => range.row + at);
  const value = (row: number) => workspace.engine.value(key, row, by);
  const sorted = [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    // Empty ones are last, whatever the direction.
    if (a === null || b === null) return Number(a === null) - Number(b === null) || one - other;
    return (descending ? -1 : 1) * compare(a, b) || one - other;
  });
  const cells: { row: number; col: number; cell: Cell | null }[] = [];
  sorted.forEach((from, at) => {
    const to = range.row + at;
    if (from === to) return;
    for (let col = range.col; col < range.col + range.colCount; col += 1) {
      const cell = workspace.book.cell(key, from, col);
      if (cell || workspace.book.cell(key, to, col)) cells.push({ row: to, col, cell: cell ? follow(cell, [to - from, 0]) : null });
    }
  });
  if (cells.length > 0) editor.perform([{ cmd: "setCells", sheetName: editor.sheetName, cells }]);
}

/** The first row of a block that is no title: below the rows that are frozen, or that look like titles. */
export function firstOfData(editor: Editor, range: Range): number {
  const frozen = editor.workspace.book.sheet(editor.key).frozenRowCount ?? 0;
  if (frozen > range.row && frozen < range.row + range.rowCount) return frozen;
  return hasTitles(editor, range) ? range.row + 1 : range.row;
}

/** Whether the first row of a block looks like titles: texts, where another row has something else. */
function hasTitles(editor: Editor, range: Range): boolean {
  const { workspace, key } = editor;
  let [texts, differs] = [true, false];
  for (let col = range.col; col < range.col + range.colCount; col += 1) {
    const first = workspace.engine.value(key, range.row, col);
    const next = workspace.engine.value(key, range.row + 1, col);
    if (first !== null && typeof first !== "string") texts = false;
    if (typeof first === "string" && next !== null && typeof next !== "string") differs = true;
  }
  return texts && differs;
}

/** Shows only the rows that have the active cell's text in its column. */
export function filter(editor: Editor): void {
  const { workspace, key, selected } = editor;
  const { row, col } = selected.active;
  selected.to(workspace.book, key, row, col);
  const range = region(editor);
  const { text } = workspace.shown(key, row, col);
  const from = firstOfData(editor, range);
  const others: number[] = [];
  for (let at = from; at < range.row + range.rowCount; at += 1) {
    if (workspace.shown(key, at, col).text !== text) others.push(at);
  }
  if (others.length > 0) editor.perform([{ cmd: "setRowVisible", sheetName: editor.sheetName, rows: runs(others), visible: false }]);
}

/** Rows in their order, those that follow one another together, as commands name them. */
export function runs(rows: number[]): { firstRow: number; lastRow: number }[] {
  const out: { firstRow: number; lastRow: number }[] = [];
  for (const at of rows) {
    const last = out.at(-1);
    if (last && last.lastRow === at - 1) last.lastRow = at;
    else out.push({ firstRow: at, lastRow: at });
  }
  return out;
}

/** Shows all rows of the sheet. */
export function showAllRows(editor: Editor): void {
  const infos = editor.workspace.book.sheet(editor.key).rows ?? [];
  const rows = infos.flatMap((info, at) => (info?.visible === false ? [{ firstRow: at, lastRow: at }] : []));
  if (rows.length > 0) editor.perform([{ cmd: "setRowVisible", sheetName: editor.sheetName, rows, visible: true }]);
}

/** Keeps rows and columns in sight. */
export function freeze(editor: Editor, rows: number, columns: number): void {
  editor.perform([{ cmd: "setFrozenCount", sheetName: editor.sheetName, frozenRowCount: rows, frozenColumnCount: columns }]);
}

/** Shows more or fewer decimal places. */
export function decimals(editor: Editor, by: 1 | -1): void {
  const { workspace, key, selected } = editor;
  const { row, col } = selected.active;
  const { format } = workspace.looks.of(key, row, col);
  if (format.toLowerCase() === "general") {
    const { text } = workspace.shown(key, row, col);
    const places = (text.split(".")[1] ?? "").replace(/\D.*$/, "").length + by;
    editor.style({ formatter: places > 0 ? `0.${"0".repeat(places)}` : "0" });
    return;
  }
  const next = format.split(";").map((part) => {
    const dot = /\.(0+)/.exec(part);
    if (dot) {
      const places = (dot[1]?.length ?? 0) + by;
      return part.replace(dot[0], places > 0 ? `.${"0".repeat(places)}` : "");
    }
    return by > 0 ? part.replace(/0(?!.*0)/, "0.0") : part;
  });
  editor.style({ formatter: next.join(";") });
}

/** Begins a formula over the cells that lie before the active one, or puts results beside the selection. */
export function autoFunction(editor: Editor, name: string): void {
  const { workspace, key, selected } = editor;
  const { book } = workspace;
  if (!selected.isSingle(book, key)) {
    const range = editor.cut(selected.range);
    const sheetName = editor.sheetName;
    const wide = range.rowCount === 1;
    const commands: Command[] = [];
    const put = (row: number, col: number, over: Range) => commands.push({ cmd: "editCell", sheetName, row, col, newValue: `=${name}(${rangeName(over)})` });
    if (wide) put(range.row, range.col + range.colCount, range);
    else for (let col = range.col; col < range.col + range.colCount; col += 1) put(range.row + range.rowCount, col, { ...range, col, colCount: 1 });
    editor.perform(commands);
    return;
  }
  const { row, col } = selected.active;
  const number = (atRow: number, atCol: number) => atRow >= 0 && atCol >= 0 && typeof workspace.engine.value(key, atRow, atCol) === "number";
  let [top, left] = [row, col];
  while (number(top - 1, col)) top -= 1;
  if (top === row) while (number(row, left - 1)) left -= 1;
  const range = top < row ? { row: top, rowCount: row - top, col, colCount: 1 } : left < col ? { row, rowCount: 1, col: left, colCount: col - left } : null;
  const inner = range ? rangeName(range) : "";
  editor.input.begin("edit", "");
  editor.input.setText(`=${name}(${inner})`, name.length + 2 + inner.length);
  editor.focus();
}
