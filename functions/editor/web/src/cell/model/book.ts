import { MAX_COLUMNS, MAX_ROWS } from "./address";
import type { Cell, Range, SheetJson, Table, WorkbookJson } from "./json";

/** One thing that a command changed, with what was there before. */
export type Entry =
  | { kind: "cell"; sheet: string; row: number; col: number; old: Cell | undefined }
  | { kind: "member"; object: Record<string, unknown>; name: string; old: unknown; had: boolean };

/** What a command changed, in order; `undo` puts it all back. */
export class Journal {
  readonly entries: Entry[] = [];
  /** Keys of the sheets whose cells, sizes or other members changed. */
  readonly sheets = new Set<string>();
  /** Whether rows or columns moved, sheets came or went: everything is to be drawn and calculated anew. */
  structure = false;
}

/** A command that cannot be applied, with the reason in words; nothing was changed. */
export class Invalid extends Error {}

/** The workbook: its JSON, changed only through the functions here. */
export class Book {
  constructor(readonly json: WorkbookJson) {
    this.json.sheets ??= {};
  }

  /** Keys of all sheets in the order of their tabs. */
  keys(): string[] {
    const keys = Object.keys(this.json.sheets ?? {});
    const place = (key: string, at: number) => this.json.sheets?.[key]?.index ?? at;
    return keys.map((key, at) => ({ key, place: place(key, at) })).sort((one, other) => one.place - other.place).map(({ key }) => key);
  }

  /** The sheet with this key. */
  sheet(key: string): SheetJson {
    const sheet = this.json.sheets?.[key];
    if (!sheet) throw new Invalid(`there is no sheet \`${key}\``);
    return sheet;
  }

  /** What a sheet is called. */
  name(key: string): string {
    return this.json.sheets?.[key]?.name ?? key;
  }

  /** The key of the sheet with this name: matched against the names, then against the keys. */
  find(name: string): string | undefined {
    const keys = Object.keys(this.json.sheets ?? {});
    return keys.find((key) => this.json.sheets?.[key]?.name === name) ?? keys.find((key) => key === name);
  }

  /** The key of the sheet that formulas mean by a name, whatever the case of its letters. */
  findFolded(name: string): string | undefined {
    const folded = name.toLowerCase();
    return Object.keys(this.json.sheets ?? {}).find((key) => this.name(key).toLowerCase() === folded);
  }

  /** The cells of a sheet; none where nothing was ever written. */
  table(key: string): Table | undefined {
    return this.json.sheets?.[key]?.data?.dataTable ?? undefined;
  }

  cell(key: string, row: number, col: number): Cell | undefined {
    return this.table(key)?.[row]?.[col] ?? undefined;
  }

  /** The cells within a range, in order of rows and columns. */
  each(key: string, range: Range, run: (row: number, col: number, cell: Cell) => void): void {
    const table = this.table(key);
    if (!table) return;
    for (const row of indices(table, range.row, range.rowCount)) {
      const cells = table[row];
      if (!cells) continue;
      for (const col of indices(cells, range.col, range.colCount)) {
        const cell = cells[col];
        if (cell) run(row, col, cell);
      }
    }
  }

  private readonly extents = new Map<string, { rows: number; columns: number }>();

  /** One past the last row and column that has, or had, a cell. */
  used(key: string): { rows: number; columns: number } {
    const known = this.extents.get(key);
    if (known) return known;
    const table = this.table(key) ?? {};
    let rows = 0;
    let columns = 0;
    for (const row in table) {
      rows = Math.max(rows, Number(row) + 1);
      for (const col in table[row]) columns = Math.max(columns, Number(col) + 1);
    }
    const extent = { rows: Math.min(rows, MAX_ROWS), columns: Math.min(columns, MAX_COLUMNS) };
    this.extents.set(key, extent);
    return extent;
  }

  /** Puts a cell there; an empty one, or none, goes away. */
  setCell(journal: Journal, key: string, row: number, col: number, cell: Cell | undefined): void {
    const empty = !cell || Object.keys(cell).length === 0;
    const old = this.cell(key, row, col);
    if (empty && !old) return;
    journal.entries.push({ kind: "cell", sheet: key, row, col, old });
    journal.sheets.add(key);
    this.put(journal, key, row, col, empty ? undefined : cell);
  }

  private put(journal: Journal | null, key: string, row: number, col: number, cell: Cell | undefined): void {
    const sheet = this.sheet(key);
    let data = sheet.data;
    let table = data?.dataTable;
    if (!data || !table) {
      if (!cell) return;
      data ??= {};
      table ??= {};
      if (journal) {
        this.set(journal, data, "dataTable", table);
        this.set(journal, sheet, "data", data);
      }
      data.dataTable = table;
      sheet.data = data;
    }
    const cells = table[row];
    if (cell) {
      const extent = this.extents.get(key);
      if (extent && (row >= extent.rows || col >= extent.columns)) {
        this.extents.set(key, { rows: Math.max(extent.rows, row + 1), columns: Math.max(extent.columns, col + 1) });
      }
      if (cells) cells[col] = cell;
      else table[row] = { [col]: cell };
    } else if (cells) {
      delete cells[col];
      for (const _ in cells) return;
      delete table[row];
    }
  }

  /** Sets a member of an object of the workbook; `undefined` takes it away. */
  set(journal: Journal, object: object, name: string, value: unknown): void {
    const members = object as Record<string, unknown>;
    if (name === "dataTable") this.extents.clear();
    journal.entries.push({ kind: "member", object: members, name, old: members[name], had: name in members });
    if (value === undefined) delete members[name];
    else members[name] = value;
  }

  /** Puts back what a command changed. */
  revert(journal: Journal): void {
    this.extents.clear();
    for (const entry of [...journal.entries].reverse()) {
      if (entry.kind === "cell") this.put(null, entry.sheet, entry.row, entry.col, entry.old);
      else if (entry.had) entry.object[entry.name] = entry.old;
      else delete entry.object[entry.name];
    }
  }
}

/** The keys of an object within a run, in order: by counting where that is shorter than looking at all of them. */
export function indices(object: Record<string, unknown>, start: number, count: number): number[] {
  const out: number[] = [];
  if (count <= 64) {
    for (let index = start; index < start + count; index += 1) if (object[index] != null) out.push(index);
    return out;
  }
  // Integer keys come in rising order.
  for (const key in object) {
    const index = Number(key);
    if (index >= start && index < start + count) out.push(index);
  }
  return out;
}
