import { MAX_COLUMNS, MAX_ROWS, around, holds, meet, single } from "../model/address";
import type { Book } from "../model/book";
import { rangeMoved } from "../model/following";
import type { Move } from "../model/following";
import type { Range } from "../model/json";

/** What is selected on a sheet: one or more ranges, the last of which grows; the active cell is where typing goes. */
export class Selected {
  ranges: Range[] = [single(0, 0)];
  active = { row: 0, col: 0 };
  /** The corner that moves when the selection grows. */
  moving = { row: 0, col: 0 };

  /** The range that grows. */
  get range(): Range {
    return this.ranges.at(-1) ?? single(this.active.row, this.active.col);
  }

  /** Whether it is one cell, merged or not. */
  isSingle(book: Book, key: string): boolean {
    if (this.ranges.length > 1) return false;
    const { rowCount, colCount } = this.range;
    const span = spanAt(book, key, this.active.row, this.active.col);
    return (rowCount === 1 && colCount === 1) || (span !== null && span.rowCount === rowCount && span.colCount === colCount);
  }

  /** Selects one cell; with `adds` besides what is selected. */
  to(book: Book, key: string, row: number, col: number, adds = false): void {
    const span = spanAt(book, key, row, col);
    this.active = span ? { row: span.row, col: span.col } : { row, col };
    this.moving = { row, col };
    const range = span ?? single(row, col);
    this.ranges = adds ? [...this.ranges, range] : [range];
  }

  /** Makes the last range reach from the active cell to another one. */
  grow(book: Book, key: string, row: number, col: number): void {
    this.moving = { row, col };
    const whole = this.range;
    let range = around(single(this.active.row, this.active.col), single(row, col));
    // Whole rows and columns stay whole.
    if (whole.rowCount === MAX_ROWS) range = { ...range, row: 0, rowCount: MAX_ROWS };
    if (whole.colCount === MAX_COLUMNS) range = { ...range, col: 0, colCount: MAX_COLUMNS };
    this.ranges = [...this.ranges.slice(0, -1), widened(book, key, range)];
  }

  /** Selects a range, its first cell the active one. */
  set(book: Book, key: string, range: Range, adds = false): void {
    const wide = widened(book, key, range);
    this.ranges = adds ? [...this.ranges, wide] : [wide];
    this.active = { row: range.row, col: range.col };
    this.moving = { row: range.row + range.rowCount - 1, col: range.col + range.colCount - 1 };
  }

  /** Stays on the same cells where rows or columns moved; where they are gone, at their place. */
  follow(move: Move): void {
    const at = (place: { row: number; col: number }) => {
      const found = rangeMoved({ ...place, rowCount: 1, colCount: 1 }, move);
      if (found) return { row: found.row, col: found.col };
      const [row, column] = move.axis === "row" ? [move.shift.before(place.row), 0] : [0, move.shift.before(place.col)];
      return { row: place.row - row, col: place.col - column };
    };
    this.active = at(this.active);
    this.moving = at(this.moving);
    const left = this.ranges.flatMap((range) => rangeMoved(range, move) ?? []);
    this.ranges = left.length > 0 ? left : [single(this.active.row, this.active.col)];
  }

  /** Moves the active cell within the selection, as Enter and Tab do; answers whether it has more than one cell. */
  cycle(book: Book, key: string, by: 1 | -1, down: boolean): boolean {
    if (this.isSingle(book, key)) return false;
    const { row, col, rowCount, colCount } = this.range;
    const [across, along] = down ? [colCount, rowCount] : [rowCount, colCount];
    const total = across * along;
    let place = down ? (this.active.col - col) * rowCount + this.active.row - row : (this.active.row - row) * colCount + this.active.col - col;
    for (let tries = 0; tries < total; tries += 1) {
      place = (place + by + total) % total;
      const next = down ? { row: row + (place % rowCount), col: col + Math.floor(place / rowCount) } : { row: row + Math.floor(place / colCount), col: col + (place % colCount) };
      const span = spanAt(book, key, next.row, next.col);
      if (span && (span.row !== next.row || span.col !== next.col)) continue;
      this.active = next;
      return true;
    }
    return true;
  }
}

/** The merged cells that a cell is of. */
export function spanAt(book: Book, key: string, row: number, col: number): Range | null {
  return book.json.sheets?.[key]?.spans?.find((span) => holds(span, row, col)) ?? null;
}

/** A range with all of the merged cells that it touches. Whole rows and columns are what they are: they may be deleted. */
export function widened(book: Book, key: string, range: Range): Range {
  if (range.rowCount >= MAX_ROWS || range.colCount >= MAX_COLUMNS) return range;
  const spans = book.json.sheets?.[key]?.spans ?? [];
  let wide = range;
  for (let grew = true; grew; ) {
    grew = false;
    for (const span of spans) {
      if (!meet(span, wide)) continue;
      const next = around(span, wide);
      if (next.rowCount !== wide.rowCount || next.colCount !== wide.colCount) {
        wide = next;
        grew = true;
      }
    }
  }
  return wide;
}
