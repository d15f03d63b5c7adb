import type { Command } from "../../../session/types";
import { MAX_COLUMNS, MAX_ROWS } from "../address";
import { range as rangeOf, ranges, someRanges, span, whole } from "../arguments";
import { Invalid } from "../book";
import type { Book, Journal } from "../book";
import type { Cell, Range } from "../json";
import { copied } from "../references";
import { fields } from "../tsv";
import { each, typed } from "./cells";
import { target } from "./target";

/** What of a cell is copied; the numbers of SpreadJS's `ClipboardPasteOptions`. */
type Take = 0 | 1 | 2 | 3 | 4 | 5;

const MOST_CELLS = 1_048_576;

/** A block of cells apart from any sheet. `moves`: its formulas keep their references. */
interface Block {
  rows: number;
  columns: number;
  cells: [number, number, Cell][];
  origin: [number, number] | null;
}

function read(book: Book, key: string, range: Range, moves: boolean): Block {
  const cells: [number, number, Cell][] = [];
  book.each(key, range, (row, col, cell) => cells.push([row - range.row, col - range.col, cell]));
  return { rows: range.rowCount, columns: range.colCount, cells, origin: moves ? null : [range.row, range.col] };
}

function at(block: Block, row: number, col: number): Range {
  if (row + block.rows > MAX_ROWS || col + block.columns > MAX_COLUMNS) throw new Invalid("what is pasted would leave the sheet");
  return { row, rowCount: block.rows, col, colCount: block.columns };
}

/** The range to paste into: the asked one where the block fits a whole number of times, else what the block needs. */
function fitted(block: Block, asked: Range): Range {
  const fits = (asked: number, own: number) => asked > own && asked % own === 0;
  const rows = fits(asked.rowCount, block.rows);
  const columns = fits(asked.colCount, block.columns);
  if (rows && columns) return asked;
  const own = at(block, asked.row, asked.col);
  return { ...own, rowCount: rows ? asked.rowCount : own.rowCount, colCount: columns ? asked.colCount : own.colCount };
}

/** Writes a block over a range, again and again from the anchor on in all directions. */
function write(book: Book, journal: Journal, key: string, block: Block, range: Range, anchor: [number, number], take: Take): void {
  const known = new Set(block.cells.map(([row, col]) => row * MAX_COLUMNS + col));
  const phase = (index: number, from: number, count: number) => (((index - from) % count) + count) % count;
  each(book, key, range, (row, col, cell) => {
    const place = phase(row, anchor[0], block.rows) * MAX_COLUMNS + phase(col, anchor[1], block.columns);
    if (!known.has(place)) book.setCell(journal, key, row, col, put(cell, {}, take));
  });
  let written = 0;
  for (const [row, col, source] of block.cells) {
    for (const to of places(row, anchor[0], block.rows, range.row, range.rowCount)) {
      for (const toCol of places(col, anchor[1], block.columns, range.col, range.colCount)) {
        written += 1;
        if (written > MOST_CELLS) throw new Invalid("the command would write too many cells");
        const cell = follow(source, block.origin && [to - block.origin[0] - row, toCol - block.origin[1] - col]);
        book.setCell(journal, key, to, toCol, put(book.cell(key, to, toCol) ?? {}, cell, take));
      }
    }
  }
}

function* places(index: number, anchor: number, step: number, start: number, count: number): Generator<number> {
  const first = ((((anchor + index - start) % step) + step) % step) + start;
  for (let at = first; at < start + count; at += step) yield at;
}

/** A cell as it reads at a distance. */
export function follow(cell: Cell, distance: [number, number] | null): Cell {
  if (!distance || typeof cell.formula !== "string") return cell;
  const formula = copied(cell.formula, distance[0], distance[1]);
  if (formula === cell.formula) return cell;
  const { value: _value, ...rest } = cell;
  return { ...rest, formula };
}

function put(cell: Cell, source: Cell, take: Take): Cell {
  if (take === 0) return source;
  const out: Cell = { ...cell };
  const member = (name: string) => {
    if (source[name] === undefined) delete out[name];
    else out[name] = source[name];
  };
  if (take === 2 || take === 4 || take === 5) member("style");
  if (take === 2) return out;
  member("value");
  if (take === 3 || take === 5) member("formula");
  else delete out.formula;
  return out;
}

export function fill(book: Book, command: Command, journal: Journal): void {
  const type = command.autoFillType;
  if (type !== 0 && type !== "copyCells") throw new Invalid("only plain copies can be filled");
  const start = rangeOf(command.startRange);
  const key = target(book, command);
  write(book, journal, key, read(book, key, start, false), rangeOf(command.fillRange), [start.row, start.col], 0);
}

export function dragDrop(book: Book, command: Command, journal: Journal): void {
  const rows = span(command.fromRow, command.rowCount, "row");
  const columns = span(command.fromColumn, command.columnCount, "column");
  const from = { row: rows.start, rowCount: rows.count, col: columns.start, colCount: columns.count };
  const to: [number, number] = [Math.max(whole(command.toRow, "toRow"), 0), Math.max(whole(command.toColumn, "toColumn"), 0)];
  const copies = command.copy === true;
  const key = target(book, command);
  const block = read(book, key, from, !copies);
  const range = at(block, to[0], to[1]);
  if (!copies) empty(book, journal, key, from);
  write(book, journal, key, block, range, to, 0);
}

export function paste(book: Book, command: Command, journal: Journal): void {
  const key = target(book, command);
  const pasted = someRanges(command, "pastedRanges");
  const take = (command.pasteOption ?? 0) as Take;
  if (![0, 1, 2, 3, 4, 5].includes(take)) throw new Invalid("`pasteOption` is not from 0 to 5");
  const sources = ranges(command, "fromRanges");
  const from = typeof command.fromSheet === "string" ? book.find(command.fromSheet) : key;
  const text = command.clipboardText;
  if (from !== undefined && sources.length > 0) {
    cells(book, journal, [from, sources], [key, pasted], take, command.isCutting === true);
  } else if (typeof text === "string") {
    const block = textBlock(text);
    const targets = pasted.map((range) => fitted(block, range));
    for (const range of targets) write(book, journal, key, block, range, [range.row, range.col], 3);
  } else {
    throw new Invalid("`fromRanges` and `clipboardText` are both missing");
  }
}

function cells(
  book: Book,
  journal: Journal,
  [from, sources]: [string, Range[]],
  [to, pasted]: [string, Range[]],
  take: Take,
  cuts: boolean,
): void {
  const blocks = sources.map((range) => read(book, from, range, cuts));
  const one = blocks.length === 1 ? blocks[0] : undefined;
  if (!one && blocks.length !== pasted.length) throw new Invalid("`fromRanges` and `pastedRanges` are not equally many");
  const targets = pasted.map((range, place): [Block, Range] => {
    const block = one ?? (blocks[place] as Block);
    return [block, cuts ? at(block, range.row, range.col) : fitted(block, range)];
  });
  if (cuts) for (const range of sources) empty(book, journal, from, range);
  for (const [block, range] of targets) write(book, journal, to, block, range, [range.row, range.col], take);
}

function empty(book: Book, journal: Journal, key: string, range: Range): void {
  each(book, key, range, (row, col) => book.setCell(journal, key, row, col, undefined));
}

function textBlock(text: string): Block {
  const rows = fields(text);
  const cells: [number, number, Cell][] = [];
  rows.forEach((fields, row) =>
    fields.forEach((field, col) => {
      const cell = typed({}, plain(field));
      if (Object.keys(cell).length > 0) cells.push([row, col, cell]);
    }),
  );
  const columns = Math.max(0, ...rows.map((fields) => fields.length));
  if (rows.length === 0 || columns === 0) throw new Invalid("`clipboardText` is empty");
  return { rows: rows.length, columns, cells, origin: null };
}

/** A number or a truth value where a field is plainly one, otherwise its text. */
function plain(field: string): unknown {
  if (field === "TRUE" || field === "FALSE") return field === "TRUE";
  const digits = field.replace(/\D/g, "").length;
  return digits <= 15 && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(field) ? Number(field) : field;
}
