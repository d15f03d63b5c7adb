import { MAX_COLUMNS, common } from "../model/address";
import type { Book } from "../model/book";
import { valueOf } from "../model/format";
import type { Range } from "../model/json";
import { written } from "../model/spelling";
import { evaluate } from "./evaluate";
import type { Context } from "./evaluate";
import { BUILT_IN, VOLATILE } from "./functions";
import { Links } from "./links";
import type { Place } from "./links";
import { NoFormula, parse } from "./parse";
import type { Node } from "./parse";
import { CalcError, scalar } from "./values";
import type { Matrix, Scalar } from "./values";

/** How deep formulas are followed within one another before the deepest is calculated first. */
const DEEPEST = 400;

/** A formula and what it needs. */
export interface Formula extends Place {
  tree: Node | null;
  volatile: boolean;
  result: Scalar;
  state: "clean" | "dirty" | "busy";
}

/** Thrown where formulas follow one another too deep: that one is to be calculated first. */
class Deep {
  constructor(readonly formula: Formula) {}
}

type Library = Record<string, unknown>;

/**
 * The results of a workbook's formulas. It follows what cells are made of, and calculates again what a change reaches.
 * What a file says a formula results in is believed until something that it is made of changes.
 */
export class Engine {
  private formulas = new Map<string, Formula>();
  private links = new Links();
  private dirty = new Set<Formula>();
  private volatile = new Set<Formula>();
  private library: Library | null = null;
  private loading = false;
  private names = new Map<string, Node | null>();
  private depth = 0;
  /** Called when results changed without a cell having changed: the library has come. */
  changed: () => void = () => {};

  constructor(private readonly book: Book) {}

  /** Reads all formulas of the workbook. `believe`: results that cells have are right. */
  load(believe: boolean): void {
    this.formulas.clear();
    this.links = new Links();
    this.dirty.clear();
    this.volatile.clear();
    this.names.clear();
    for (const key of this.book.keys()) {
      const table = this.book.table(key) ?? {};
      for (const row in table) {
        const cells = table[row];
        for (const col in cells) {
          const cell = cells[col];
          if (typeof cell?.formula !== "string") continue;
          const known = believe && cell.value !== undefined;
          const formula = this.add(key, Number(row), Number(col), cell.formula);
          if (known && !formula.volatile) {
            formula.result = valueOf(cell).value;
            formula.state = "clean";
            this.dirty.delete(formula);
          }
        }
      }
    }
    this.run();
  }

  /** What a cell shows: the result of its formula, or its value. */
  value(sheet: string, row: number, col: number): Scalar {
    const formula = this.formulas.get(id(sheet, row, col));
    return formula ? formula.result : valueOf(this.book.cell(sheet, row, col)).value;
  }

  /** Follows changed cells and calculates what they reach. Answers the cells whose results changed. */
  cellsChanged(cells: Iterable<Place>): Place[] {
    for (const place of cells) {
      const { sheet, row, col } = place;
      const key = id(sheet, row, col);
      const old = this.formulas.get(key);
      if (old) {
        this.links.remove(old);
        this.dirty.delete(old);
        this.volatile.delete(old);
        this.formulas.delete(key);
      }
      const cell = this.book.cell(sheet, row, col);
      if (typeof cell?.formula === "string") this.add(sheet, row, col, cell.formula);
      this.mark(place);
    }
    for (const formula of this.volatile) this.soil(formula);
    return this.run();
  }

  private add(sheet: string, row: number, col: number, text: string): Formula {
    let tree: Node | null = null;
    try {
      tree = parse(text);
    } catch (error) {
      if (!(error instanceof NoFormula)) throw error;
    }
    const formula: Formula = { sheet, row, col, tree, volatile: false, result: CalcError.NAME, state: "dirty" };
    this.formulas.set(id(sheet, row, col), formula);
    this.dirty.add(formula);
    if (tree) this.follow(formula, tree);
    if (formula.volatile) this.volatile.add(formula);
    return formula;
  }

  /** Notes what a formula is made of. */
  private follow(formula: Formula, node: Node): void {
    if (node.kind === "reference") {
      const sheet = node.sheet === null ? formula.sheet : this.book.findFolded(node.sheet);
      if (sheet !== undefined) this.links.add(formula, sheet, node.range);
    } else if (node.kind === "name") {
      const named = this.named(node.name, formula.sheet);
      if (named && named.kind !== "name") this.follow(formula, named);
    } else if (node.kind === "call") {
      if (VOLATILE.has(node.name)) formula.volatile = true;
      if (!BUILT_IN[node.name]) this.need();
      for (const arg of node.args) this.follow(formula, arg);
    } else if (node.kind === "binary") {
      this.follow(formula, node.left);
      this.follow(formula, node.right);
    } else if (node.kind === "unary") this.follow(formula, node.operand);
  }

  /** Marks what a cell reaches as to be calculated. */
  private mark(place: Place): void {
    const queue: Place[] = [place];
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const formula of this.links.dependents(next) as Iterable<Formula>) {
        if (this.soil(formula)) queue.push(formula);
      }
    }
  }

  private soil(formula: Formula): boolean {
    if (formula.state === "dirty") return false;
    formula.state = "dirty";
    this.dirty.add(formula);
    if (formula.volatile) this.mark(formula);
    return true;
  }

  private run(): Place[] {
    const changed: Place[] = [];
    // What is calculated leaves the set while it is gone through.
    for (const first of this.dirty) {
      const stack = [first];
      for (let formula = stack.at(-1); formula; formula = stack.at(-1)) {
        try {
          this.depth = 0;
          this.calculate(formula, changed);
          stack.pop();
        } catch (error) {
          if (!(error instanceof Deep)) throw error;
          stack.push(error.formula);
        }
      }
    }
    return changed;
  }

  private calculate(formula: Formula, changed: Place[] | null): void {
    if (formula.state !== "dirty") return;
    formula.state = "busy";
    const old = formula.result;
    try {
      formula.result = formula.tree ? result(scalar(evaluate(formula.tree, this.context(formula, changed)))) : this.kept(formula);
    } catch (error) {
      if (error instanceof Deep) {
        formula.state = "dirty";
        throw error;
      }
      formula.result = CalcError.VALUE;
    }
    formula.state = "clean";
    this.dirty.delete(formula);
    if (old !== formula.result) changed?.push(formula);
  }

  /** What a file says of a formula that cannot be calculated here (columns of tables, other workbooks) stays. */
  private kept({ sheet, row, col }: Formula): Scalar {
    return valueOf(this.book.cell(sheet, row, col)).value ?? CalcError.NAME;
  }

  private context(formula: Formula, changed: Place[] | null): Context {
    const { sheet, row, col } = formula;
    const cell = (key: string, atRow: number, atCol: number): Scalar => {
      const other = this.formulas.get(id(key, atRow, atCol));
      if (!other) return valueOf(this.book.cell(key, atRow, atCol)).value;
      if (other.state === "busy") return CalcError.CIRCLE;
      if (other.state === "dirty") {
        if (this.depth >= DEEPEST) throw new Deep(other);
        this.depth += 1;
        this.calculate(other, changed);
        this.depth -= 1;
      }
      return other.result;
    };
    return {
      sheet,
      row,
      col,
      find: (name) => this.book.findFolded(name),
      named: (name) => this.named(name, sheet) ?? undefined,
      cell,
      cells: (key, range) => this.cells(key, range, cell),
      formula: (key, atRow, atCol) => {
        const formula = this.book.cell(key, atRow, atCol)?.formula;
        return typeof formula === "string" ? written(formula) : undefined;
      },
      library: (name) => this.fromLibrary(name),
    };
  }

  private cells(key: string, range: Range, cell: (sheet: string, row: number, col: number) => Scalar): Matrix {
    const used = this.book.used(key);
    // Whole columns end where the sheet does.
    const whole = range.rowCount > used.rows || range.colCount > used.columns;
    const area = { row: 0, col: 0, rowCount: Math.max(used.rows, 1), colCount: Math.max(used.columns, 1) };
    const cut = whole && (range.rowCount > 10_000 || range.colCount > 1_000) ? common(range, area) : range;
    if (!cut) return [[null]];
    const table = this.book.table(key);
    const out: Matrix = [];
    for (let row = cut.row; row < cut.row + cut.rowCount; row += 1) {
      const cells = table?.[row];
      const line: Scalar[] = [];
      for (let col = cut.col; col < cut.col + cut.colCount; col += 1) {
        const found = cells?.[col];
        line.push(found ? (found.formula === undefined ? valueOf(found).value : cell(key, row, col)) : null);
      }
      out.push(line);
    }
    return out;
  }

  /** What a name stands for on a sheet, which may have names of its own. */
  private named(name: string, sheet: string): Node | null {
    const folded = name.toLowerCase();
    const own = this.book.json.sheets?.[sheet]?.names?.find((one) => one.name?.toLowerCase() === folded);
    const id = own ? `${sheet}\n${folded}` : folded;
    const known = this.names.get(id);
    if (known !== undefined) return known;
    // A name that leads to itself means nothing.
    this.names.set(id, null);
    const formula = (own ?? this.book.json.names?.find((one) => one.name?.toLowerCase() === folded))?.formula;
    let tree: Node | null = null;
    try {
      tree = formula === undefined ? null : parse(formula.replace(/^=/, ""));
    } catch {
      tree = null;
    }
    this.names.set(id, tree);
    return tree;
  }

  private fromLibrary(name: string): ((...args: unknown[]) => unknown) | undefined | null {
    if (!this.library) {
      this.need();
      return null;
    }
    let found: unknown = this.library;
    for (const part of name.split(".")) found = (found as Library | undefined)?.[part];
    return typeof found === "function" ? (found as (...args: unknown[]) => unknown) : undefined;
  }

  private need(): void {
    if (this.library || this.loading) return;
    this.loading = true;
    void import("@formulajs/formulajs").then((library) => {
      this.library = library as unknown as Library;
      const waiting = [...this.formulas.values()].filter((formula) => formula.result === CalcError.WAITING);
      for (const formula of waiting) if (this.soil(formula)) this.mark(formula);
      this.run();
      this.changed();
    });
  }

  /** Whether a cell's formula can be read at all. */
  readable(sheet: string, row: number, col: number): boolean {
    return this.formulas.get(id(sheet, row, col))?.tree !== null;
  }
}

/** A formula that results in nothing results in 0. */
function result(value: Scalar): Scalar {
  return value === null ? 0 : value;
}

function id(sheet: string, row: number, col: number): string {
  return `${sheet}\n${row * MAX_COLUMNS + col}`;
}

