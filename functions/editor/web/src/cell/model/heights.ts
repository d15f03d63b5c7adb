import type { Place } from "../calc/links";
import { holds } from "./address";
import type { Cell } from "./json";
import type { Look } from "./style";
import type { Workspace } from "./workspace";

/** Measures a text: its width in a font of so many points. */
export type Measure = (text: string, look: Look) => number;

let measure: Measure = (text, look) => text.length * look.size * 0.7;

/** Sets how texts are measured; without it they are guessed. */
export function setMeasure(by: Measure): void {
  measure = by;
}

/** Heights of rows that nobody gave one: those whose text is large, or has several lines. Pixels at 100 %. */
export class Heights {
  private readonly sheets = new Map<string, Map<number, number>>();

  constructor(private readonly workspace: Workspace) {}

  /** The rows of a sheet that need more than the default height. */
  of(key: string): ReadonlyMap<number, number> {
    let rows = this.sheets.get(key);
    if (!rows) {
      rows = new Map();
      this.sheets.set(key, rows);
      const table = this.workspace.book.table(key) ?? {};
      for (const row in table) this.row(key, Number(row), rows);
    }
    return rows;
  }

  /** Follows changed cells, and answers whether a row needs another height. */
  changed(cells: Iterable<Place>): boolean {
    let differs = false;
    const seen = new Set<string>();
    for (const { sheet, row } of cells) {
      const rows = this.sheets.get(sheet);
      const id = `${sheet}\n${row}`;
      if (!rows || seen.has(id)) continue;
      seen.add(id);
      const before = rows.get(row);
      rows.delete(row);
      this.row(sheet, row, rows);
      differs ||= rows.get(row) !== before;
    }
    return differs;
  }

  private row(key: string, row: number, rows: Map<number, number>): void {
    if (this.workspace.book.json.sheets?.[key]?.rows?.[row]?.size !== undefined) return;
    const needed = this.needed(key, row);
    if (needed !== null) rows.set(row, needed);
  }

  /** The height that the texts of a row need, where that is more than the default. */
  needed(key: string, row: number): number | null {
    const { book, looks } = this.workspace;
    const plain = book.json.sheets?.[key]?.defaults?.rowHeight ?? 20;
    let most = 0;
    const cells = book.table(key)?.[row] ?? {};
    for (const col in cells) {
      const cell = cells[col];
      if (!cell || (cell.value === undefined && cell.formula === undefined)) continue;
      const look = looks.resolve(key, cell.style);
      const many = look.wrap || (typeof cell.value === "string" && cell.value.includes("\n"));
      const line = Math.ceil(((look.size * 96) / 72) * 1.22);
      if (!many && line + 1 <= plain) continue;
      const lines = many ? this.lines(key, row, Number(col), cell, look) : 1;
      most = Math.max(most, line * lines + 1);
    }
    return most > plain ? Math.min(most, 545) : null;
  }

  private lines(key: string, row: number, col: number, cell: Cell, look: Look): number {
    const { book } = this.workspace;
    const sheet = book.json.sheets?.[key];
    const span = sheet?.spans?.find((one) => holds(one, row, col));
    // Merged cells do not make their rows higher.
    if (span && (span.rowCount > 1 || span.colCount > 1)) return 1;
    const text = cell.formula === undefined && typeof cell.value === "string" ? cell.value : this.workspace.shown(key, row, col).text;
    const parts = text.split("\n");
    if (!look.wrap) return parts.length;
    const width = Math.max(10, (sheet?.columns?.[col]?.size ?? sheet?.defaults?.colWidth ?? 64) - 8);
    return parts.reduce((sum, part) => sum + Math.max(1, Math.ceil(measure(part, look) / width)), 0);
  }
}

