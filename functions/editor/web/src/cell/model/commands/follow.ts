import { MAX_COLUMNS, MAX_ROWS } from "../address";
import type { Book, Journal } from "../book";
import type { Cell } from "../json";

/** Rewrites the formulas of all sheets; `change` gets one without its `=`, and the key of its sheet. */
export function rewriteAll(book: Book, journal: Journal, change: (formula: string, sheet: string) => string): void {
  for (const key of Object.keys(book.json.sheets ?? {})) {
    const found: [number, number, Cell][] = [];
    book.each(key, { row: 0, rowCount: MAX_ROWS, col: 0, colCount: MAX_COLUMNS }, (row, col, cell) => {
      if (typeof cell.formula !== "string") return;
      const formula = change(cell.formula, key);
      if (formula !== cell.formula) found.push([row, col, { ...cell, formula }]);
    });
    for (const [row, col, cell] of found) book.setCell(journal, key, row, col, cell);
  }
}
