import type { Command } from "../../session/types";
import { MAX_COLUMNS, MAX_ROWS } from "./address";
import type { Book, Entry, Journal } from "./book";
import { named } from "./commands/insert-delete";
import type { Info, Range, SheetJson, Style } from "./json";
import { Shift } from "./shift";

/** Names of the commands that insert rows or columns, and of those that delete them. */
export const INSERTS = /^(gc\.spread\.contextMenu\.|designer\.)?(insert|add)(Sheet)?(Row|Column|Col)s?$/;
export const DELETES = /^(gc\.spread\.contextMenu\.|designer\.)?(delete|remove)(Sheet)?(Row|Column|Col)s?$/;

/**
 * The commands that take a command back, from what it changed; `null` where none can (a sheet that was deleted). Called
 * right after the command was applied.
 */
export function inverse(book: Book, command: Command, journal: Journal): Command[] | null {
  const { cmd } = command;
  if (INSERTS.test(cmd)) return insertInverse(command);
  if (DELETES.test(cmd)) return deleteInverse(book, command, journal);
  if (cmd.endsWith("insertSheet") || cmd.endsWith("addSheet")) return [{ cmd: "deleteSheet", sheetName: newName(book, journal) }];
  if (cmd.endsWith("deleteSheet") || cmd.endsWith("removeSheet")) return null;
  if (cmd === "renameSheet") {
    const old = journal.entries.find((entry) => entry.kind === "member" && entry.name === "name");
    return old?.kind === "member" ? [{ cmd, sheetName: command.name as string, name: old.old as string }] : [];
  }
  return [...members(book, command, journal), ...cells(book, journal.entries)];
}

/** The cells as they were, in one command for each sheet. */
function cells(book: Book, entries: Entry[]): Command[] {
  const sheets = new Map<string, Map<number, { row: number; col: number; cell: unknown }>>();
  for (const entry of entries) {
    if (entry.kind !== "cell") continue;
    const sheet = sheets.get(entry.sheet) ?? new Map();
    const place = entry.row * MAX_COLUMNS + entry.col;
    // The first entry has what was there before the command.
    if (!sheet.has(place)) sheet.set(place, { row: entry.row, col: entry.col, cell: entry.old ?? null });
    sheets.set(entry.sheet, sheet);
  }
  return [...sheets].map(([key, found]) => ({ cmd: "setCells", sheetName: book.name(key), cells: [...found.values()] }));
}

/** What brings back the members of a sheet that a command changed. */
function members(book: Book, command: Command, journal: Journal): Command[] {
  const out: Command[] = [];
  const sheetName = command.sheetName ?? "";
  const key = book.find(sheetName);
  if (key === undefined) return out;
  const sheet = book.sheet(key);
  for (const entry of journal.entries) {
    if (entry.kind !== "member") continue;
    const { name, old } = entry;
    if (name === "spans") out.push(...spansBack(sheetName, (old as Range[] | undefined) ?? [], sheet.spans ?? []));
    else if (name === "rows" || name === "columns") out.push(...infosBack(sheetName, name, (old ?? []) as (Info | null)[], sheet));
    else if (name === "zoomFactor") out.push({ cmd: "zoom", sheetName, zoomFactor: (old as number | undefined) ?? 1 });
    else if (name === "frozenRowCount" || name === "frozenColCount") {
      const [first] = out.filter(({ cmd }) => cmd === "setFrozenCount");
      const value = (old as number | undefined) ?? 0;
      if (first) first.frozenColumnCount = value;
      else out.push({ cmd: "setFrozenCount", sheetName, frozenRowCount: value, frozenColumnCount: sheet.frozenColCount ?? 0 });
    } else if (name === "rowDataArray" || name === "columnDataArray") {
      out.push(...stylesBack(sheetName, name, old as { style?: Style }[] | undefined, sheet.data?.[name] ?? []));
    }
  }
  return out;
}

function spansBack(sheetName: string, before: Range[], now: Range[]): Command[] {
  const same = (one: Range, other: Range) =>
    one.row === other.row && one.col === other.col && one.rowCount === other.rowCount && one.colCount === other.colCount;
  const gone = now.filter((span) => !before.some((old) => same(old, span)));
  const lost = before.filter((old) => !now.some((span) => same(old, span)));
  const out: Command[] = [];
  if (gone.length > 0) out.push({ cmd: "removeSpan", sheetName, ranges: gone });
  if (lost.length > 0) out.push({ cmd: "addSpan", sheetName, ranges: lost });
  return out;
}

function infosBack(sheetName: string, member: "rows" | "columns", before: (Info | null)[], sheet: SheetJson): Command[] {
  const now = sheet[member] ?? [];
  const rows = member === "rows";
  const fallback = (rows ? sheet.defaults?.rowHeight : sheet.defaults?.colWidth) ?? (rows ? 20 : 62);
  const out = new Map<string, Command & { [list: string]: unknown[] | unknown }>();
  const add = (id: string, command: Command, at: number) => {
    const known = out.get(id) ?? { ...command, [member]: [] };
    (known[member] as unknown[]).push(rows ? { row: at } : { col: at });
    out.set(id, known);
  };
  for (let at = 0; at < now.length; at += 1) {
    const [is, was] = [now[at] ?? {}, before[at] ?? {}];
    if (is.size !== was.size) {
      const size = was.size ?? fallback;
      add(`size${size}`, { cmd: rows ? "resizeRow" : "resizeColumn", sheetName, size }, at);
    }
    const visible = was.visible !== false;
    if ((is.visible !== false) !== visible) add(`${visible}`, { cmd: rows ? "setRowVisible" : "setColumnVisible", sheetName, visible }, at);
  }
  return [...out.values()];
}

function stylesBack(
  sheetName: string,
  member: "rowDataArray" | "columnDataArray",
  before: ({ style?: Style | string } | null)[] | undefined,
  now: ({ style?: Style | string } | null)[],
): Command[] {
  const out: Command[] = [];
  now.forEach((info, at) => {
    const style = before?.[at]?.style ?? null;
    if ((info?.style ?? null) === style) return;
    const range = member === "rowDataArray" ? { row: at, rowCount: 1, col: -1, colCount: -1 } : { row: -1, rowCount: -1, col: at, colCount: 1 };
    const value = typeof style === "string" ? { parentName: style } : style;
    out.push({ cmd: "setStyle", sheetName, ranges: [range], style: value, replace: true });
  });
  return out;
}

function insertInverse(command: Command): Command[] {
  const axis = /Row/.test(command.cmd) ? "row" : "column";
  const spans = named(command, axis);
  const shift = new Shift(spans, true);
  let before = 0;
  const selections = shift.spans.map(({ start, count }) => {
    const at = start + before;
    before += count;
    return axis === "row" ? { row: at, rowCount: count, col: -1, colCount: -1 } : { row: -1, rowCount: -1, col: at, colCount: count };
  });
  const cmd = axis === "row" ? "deleteRows" : "deleteColumns";
  return [{ cmd, sheetName: command.sheetName ?? "", selections }];
}

function deleteInverse(book: Book, command: Command, journal: Journal): Command[] {
  const axis = /Row/.test(command.cmd) ? "row" : "column";
  const sheetName = command.sheetName ?? "";
  const shift = new Shift(named(command, axis), false);
  let before = 0;
  const selections = shift.spans.map(({ start, count }) => {
    const at = start - before;
    before += count;
    return axis === "row" ? { row: at, rowCount: count, col: -1, colCount: -1 } : { row: -1, rowCount: -1, col: at, colCount: count };
  });
  const out: Command[] = [{ cmd: axis === "row" ? "insertRows" : "insertColumns", sheetName, selections }];
  const key = book.find(sheetName);
  if (key === undefined) return out;
  const back: { row: number; col: number; cell: unknown }[] = [];
  const others: Command[] = [];
  for (const entry of journal.entries) {
    if (entry.kind === "member" && entry.name === "dataTable" && entry.object === book.sheet(key).data) {
      const table = entry.old as Record<string, Record<string, unknown>>;
      for (const row in table) {
        for (const col in table[row]) {
          const index = Number(axis === "row" ? row : col);
          if (shift.to(index) < 0) back.push({ row: Number(row), col: Number(col), cell: table[row]?.[col] ?? null });
        }
      }
    } else if (entry.kind === "member" && (entry.name === "rows" || entry.name === "columns")) {
      others.push(...lostInfos(sheetName, entry.name, entry.old as (Info | null)[], shift));
    } else if (entry.kind === "member" && entry.name === "spans") {
      others.push({ cmd: "addSpan", sheetName, ranges: entry.old as Range[] });
    } else if (entry.kind === "cell") {
      // A formula that followed; it may have lost cells, and is put back as it was, where it was.
      const here = entry.sheet === key;
      const row = here && axis === "row" ? original(shift, entry.row) : entry.row;
      const col = here && axis === "column" ? original(shift, entry.col) : entry.col;
      if (here) back.push({ row, col, cell: entry.old ?? null });
      else others.push({ cmd: "setCells", sheetName: book.name(entry.sheet), cells: [{ row, col, cell: entry.old ?? null }] });
    }
  }
  if (back.length > 0) out.push({ cmd: "setCells", sheetName, cells: back });
  return [...out, ...others.filter(({ cmd, ranges }) => cmd !== "addSpan" || (ranges as Range[]).length > 0)];
}

/** Where an index was before rows or columns were deleted. */
function original(shift: Shift, index: number): number {
  let at = index;
  for (const { start, count } of shift.spans) if (start <= at) at += count;
  return at;
}

function lostInfos(sheetName: string, member: "rows" | "columns", before: (Info | null)[], shift: Shift): Command[] {
  const rows = member === "rows";
  const out: Command[] = [];
  before.forEach((info, at) => {
    if (!info || shift.to(at) >= 0) return;
    const where = { [member]: [rows ? { row: at } : { col: at }] };
    if (info.size !== undefined) out.push({ cmd: rows ? "resizeRow" : "resizeColumn", sheetName, size: info.size, ...where });
    if (info.visible === false) out.push({ cmd: rows ? "setRowVisible" : "setColumnVisible", sheetName, visible: false, ...where });
  });
  return out;
}

function newName(book: Book, journal: Journal): string {
  const added = journal.entries.find((entry) => entry.kind === "member" && entry.object === book.json.sheets && !entry.had);
  return added?.kind === "member" ? book.name(added.name) : "";
}

/** A range over whole rows, or whole columns, as commands say it. */
export function wholeRange(range: Range): Range {
  if (range.rowCount >= MAX_ROWS) return { ...range, row: -1, rowCount: -1 };
  if (range.colCount >= MAX_COLUMNS) return { ...range, col: -1, colCount: -1 };
  return range;
}
