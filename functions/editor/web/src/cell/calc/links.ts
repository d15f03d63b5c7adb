import { MAX_COLUMNS, holds } from "../model/address";
import type { Range } from "../model/json";

/** A cell of a sheet. */
export interface Place {
  sheet: string;
  row: number;
  col: number;
}

/** The most columns of a range that is looked for by its columns; wider ones are looked through one by one. */
const WIDE = 32;

interface Ranged {
  range: Range;
  formula: Place;
}

/** Which formulas are made of which cells. */
export class Links {
  private readonly cells = new Map<string, Set<Place>>();
  private readonly columns = new Map<string, Set<Ranged>>();
  private readonly own = new Map<Place, (() => void)[]>();

  /** Notes that a formula is made of a range. */
  add(formula: Place, sheet: string, range: Range): void {
    const undo = this.own.get(formula) ?? [];
    this.own.set(formula, undo);
    const put = <T>(map: Map<string, Set<T>>, key: string, entry: T) => {
      const set = map.get(key) ?? new Set<T>();
      map.set(key, set.add(entry));
      undo.push(() => set.delete(entry));
    };
    if (range.rowCount === 1 && range.colCount === 1) {
      put(this.cells, `${sheet}\n${range.row * MAX_COLUMNS + range.col}`, formula);
      return;
    }
    const entry = { range, formula };
    if (range.colCount > WIDE) put(this.columns, `${sheet}\n*`, entry);
    else for (let col = range.col; col < range.col + range.colCount; col += 1) put(this.columns, `${sheet}\n${col}`, entry);
  }

  /** Forgets a formula. */
  remove(formula: Place): void {
    for (const undo of this.own.get(formula) ?? []) undo();
    this.own.delete(formula);
  }

  /** The formulas that are made of a cell. */
  *dependents({ sheet, row, col }: Place): Generator<Place> {
    yield* this.cells.get(`${sheet}\n${row * MAX_COLUMNS + col}`) ?? [];
    for (const column of [col, "*"]) {
      for (const { range, formula } of this.columns.get(`${sheet}\n${column}`) ?? []) if (holds(range, row, col)) yield formula;
    }
  }
}
