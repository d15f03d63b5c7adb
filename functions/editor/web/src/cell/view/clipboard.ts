import type { Command } from "../../session/types";
import { MAX_COLUMNS, MAX_ROWS, holds } from "../model/address";
import { follow } from "../model/commands/copy";
import { rangeMoved } from "../model/following";
import type { Cell, Range } from "../model/json";
import { relocated, sheetOf } from "../model/references";
import { fields, quotedField } from "../model/tsv";
import { entered, typedValue } from "../model/typed";
import { t, toast } from "../../ui";
import type { Editor } from "./editor";
import { htmlOf, readHtml } from "./html";
import type { Pasted, PastedCell } from "./html";

/** The most cells that are copied at once. */
const MOST = 500_000;

/** The clipboard: cells of this workbook, and texts and tables from anywhere. */
export class Clipboard {
  /** What was copied here: the text that the system's clipboard got, so that a paste of it is known. */
  private own: { text: string; key: string; range: Range; cuts: boolean } | null = null;

  constructor(private readonly editor: Editor) {
    editor.moved = (move) => {
      const { own } = this;
      if (own?.key !== move.sheet) return;
      const range = rangeMoved(own.range, move);
      // Where some of the cells are gone, the text that was copied is what is left.
      this.own = range && range.rowCount === own.range.rowCount && range.colCount === own.range.colCount ? { ...own, range } : null;
    };
    document.addEventListener("copy", (event) => this.copy(event, false));
    document.addEventListener("cut", (event) => this.copy(event, true));
    document.addEventListener("paste", (event) => this.paste(event));
  }

  private get mine(): boolean {
    const { input } = this.editor;
    return document.activeElement === input.element && !input.editing;
  }

  private copy(event: ClipboardEvent, cuts: boolean): void {
    const { editor } = this;
    if (!this.mine || !event.clipboardData || !editor.host.can.copy) return;
    event.preventDefault();
    const range = editor.cut(editor.selected.range);
    if (range.rowCount * range.colCount > MOST) {
      toast(t("cell.tooMany"), "error");
      return;
    }
    const rows: string[] = [];
    for (let row = range.row; row < range.row + range.rowCount; row += 1) {
      if (editor.grid.layout.rows.of(row) === 0) continue;
      const texts: string[] = [];
      for (let col = range.col; col < range.col + range.colCount; col += 1) texts.push(quotedField(editor.workspace.shown(editor.key, row, col).text));
      rows.push(texts.join("\t"));
    }
    const text = rows.join("\n");
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", htmlOf(editor, range));
    this.own = { text, key: editor.key, range, cuts: cuts && !editor.readOnly };
    editor.copied = { key: editor.key, range, cuts };
    editor.drawOverlays();
  }

  private paste(event: ClipboardEvent): void {
    const { editor, own } = this;
    if (!this.mine || !event.clipboardData || editor.readOnly) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n").replace(/\n$/, "");
    const html = event.clipboardData.getData("text/html");
    // Ctrl+Shift+V: the browser gives the text alone, and that is what is wanted: what the cells show.
    if (own && own.text === text && html !== "") this.pasteOwn(own);
    else {
      const table = html.includes("<table") || html.includes("<TABLE") ? readHtml(html) : null;
      this.pasteCells(table ?? { rows: fields(text).map((row) => row.map((text): PastedCell => ({ text }))), spans: [] });
    }
    editor.copied = null;
    editor.drawOverlays();
  }

  /** Cells of this workbook, whole: formulas follow, unless they were cut. */
  private pasteOwn(own: NonNullable<Clipboard["own"]>): void {
    const { editor } = this;
    const { workspace, key, selected } = editor;
    const { book } = workspace;
    const source = book.json.sheets?.[own.key];
    if (!source) return;
    const { range } = own;
    const target = selected.range;
    const times = (asked: number, own: number, most: number) => (own < most && asked > own && asked < most && asked % own === 0 && !this.own?.cuts ? asked / own : 1);
    const [down, across] = [times(target.rowCount, range.rowCount, MAX_ROWS), times(target.colCount, range.colCount, MAX_COLUMNS)];
    const cells: { row: number; col: number; cell: Cell | null }[] = [];
    for (let row = 0; row < range.rowCount * down; row += 1) {
      for (let col = 0; col < range.colCount * across; col += 1) {
        const from = { row: range.row + (row % range.rowCount), col: range.col + (col % range.colCount) };
        const to = { row: target.row + row, col: target.col + col };
        if (to.row >= MAX_ROWS || to.col >= MAX_COLUMNS) continue;
        const cell = book.cell(own.key, from.row, from.col);
        if (!cell && !book.cell(key, to.row, to.col)) continue;
        cells.push({ ...to, cell: cell ? follow(cell, own.cuts ? null : [to.row - from.row, to.col - from.col]) : null });
      }
    }
    const commands: Command[] = [];
    const followers = own.cuts && own.key === key ? this.relocate(range, target, cells) : [];
    const inside = (one: Range) => one.row >= range.row && one.col >= range.col && one.row + one.rowCount <= range.row + range.rowCount && one.col + one.colCount <= range.col + range.colCount;
    const spans = (source.spans ?? []).filter(inside);
    if (own.cuts) {
      commands.push({ cmd: "clear", sheetName: book.name(own.key), ranges: [range] });
      this.own = null;
    }
    if (cells.length > 0) commands.push({ cmd: "setCells", sheetName: editor.sheetName, cells });
    commands.push(...followers);
    if (spans.length > 0) {
      commands.push({ cmd: "addSpan", sheetName: editor.sheetName, ranges: spans.map((span) => ({ ...span, row: span.row - range.row + target.row, col: span.col - range.col + target.col })) });
    }
    if (editor.perform(commands)) this.selectPasted(target, range.rowCount * down, range.colCount * across);
  }

  /** Cells are moved on their sheet: formulas that name them name them at their new place, in all sheets and in what is moved. */
  private relocate(range: Range, target: Range, moved: { row: number; col: number; cell: Cell | null }[]): Command[] {
    const { key, workspace } = this.editor;
    const { book } = workspace;
    const [rows, columns] = [target.row - range.row, target.col - range.col];
    const after = (sheet: string, cell: Cell): Cell => {
      if (typeof cell.formula !== "string") return cell;
      const formula = relocated(cell.formula, range, rows, columns, (prefix) => (prefix === "" ? sheet : book.findFolded(sheetOf(prefix))) === key);
      return formula === cell.formula ? cell : { ...cell, formula };
    };
    for (const entry of moved) if (entry.cell) entry.cell = after(key, entry.cell);
    const gone = { ...range, row: target.row, col: target.col };
    return book.keys().flatMap((sheet) => {
      const cells: typeof moved = [];
      book.each(sheet, { row: 0, rowCount: MAX_ROWS, col: 0, colCount: MAX_COLUMNS }, (row, col, cell) => {
        if (typeof cell.formula !== "string" || (sheet === key && (holds(range, row, col) || holds(gone, row, col)))) return;
        const next = after(sheet, cell);
        if (next !== cell) cells.push({ row, col, cell: next });
      });
      return cells.length > 0 ? [{ cmd: "setCells", sheetName: book.name(sheet), cells }] : [];
    });
  }

  /** Cells from elsewhere. */
  private pasteCells({ rows, spans }: Pasted): void {
    const { editor } = this;
    const { workspace, key, selected } = editor;
    const target = selected.range;
    const columns = Math.max(0, ...rows.map((row) => row.length));
    if (columns === 0 || rows.length * columns > MOST) return;
    const cells: { row: number; col: number; cell: Cell | null }[] = [];
    // One value goes into all that is selected.
    const single = rows.length === 1 && columns === 1 && target.rowCount * target.colCount <= MOST;
    const [height, width] = single ? [target.rowCount, target.colCount] : [rows.length, columns];
    for (let row = 0; row < height; row += 1) {
      for (let col = 0; col < width; col += 1) {
        const pasted = rows[single ? 0 : row]?.[single ? 0 : col];
        const [toRow, toCol] = [target.row + row, target.col + col];
        if (!pasted || toRow >= MAX_ROWS || toCol >= MAX_COLUMNS) continue;
        const old = workspace.book.cell(key, toRow, toCol);
        const look = workspace.looks.of(key, toRow, toCol);
        const found = pasted.number === undefined ? typedValue(pasted.text, look.format) : { ...typedValue(pasted.text, "General"), value: pasted.number, literal: false };
        const { format } = found;
        const cell = entered(old, found);
        const style = { ...pasted.style, ...(format !== undefined && look.format === "General" ? { formatter: format } : {}) };
        if (Object.keys(style).length > 0) cell.style = typeof old?.style === "string" ? { parentName: old.style, ...style } : { ...old?.style, ...style };
        if (Object.keys(cell).length > 0 || old) cells.push({ row: toRow, col: toCol, cell });
      }
    }
    const commands: Command[] = [];
    if (cells.length > 0) commands.push({ cmd: "setCells", sheetName: editor.sheetName, cells });
    if (spans.length > 0) commands.push({ cmd: "addSpan", sheetName: editor.sheetName, ranges: spans.map((span) => ({ ...span, row: span.row + target.row, col: span.col + target.col })) });
    if (editor.perform(commands)) this.selectPasted(target, height, width);
  }

  private selectPasted(target: Range, rowCount: number, colCount: number): void {
    const { editor } = this;
    editor.selected.set(editor.workspace.book, editor.key, { row: target.row, col: target.col, rowCount, colCount });
    editor.selected.moving = { ...editor.selected.active };
    editor.selectionChanged();
  }

  /** What the buttons and menus do: the browser's own command, and where it may not paste, a hint at the keys. */
  run(what: "copy" | "cut" | "paste"): void {
    this.editor.focus();
    if (what !== "paste") {
      document.execCommand(what);
      return;
    }
    const read = navigator.clipboard?.readText;
    if (!read) {
      toast(t("cell.pasteKeys"), "info");
      return;
    }
    navigator.clipboard.readText().then(
      (text) => {
        const { own } = this;
        const plain = text.replaceAll("\r\n", "\n").replace(/\n$/, "");
        if (own && own.text === plain) this.pasteOwn(own);
        else this.pasteCells({ rows: fields(plain).map((row) => row.map((text) => ({ text }))), spans: [] });
      },
      () => toast(t("cell.pasteKeys"), "info"),
    );
  }
}
