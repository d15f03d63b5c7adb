import type { Range } from "../model/json";
import { BUILT_IN, OLDER } from "./functions";
import type { Node } from "./parse";
import { CalcError, compare, matrix, numeric, scalar, textual } from "./values";
import type { Matrix, Scalar, Value } from "./values";

/** Where a formula is calculated: what references mean there. */
export interface Context {
  sheet: string;
  row: number;
  col: number;
  /** The key of a sheet by its name; nothing where there is none. */
  find(name: string): string | undefined;
  /** What a name stands for. */
  named(name: string): Node | undefined;
  /** The cells of a range, cut to what is used. */
  cells(sheet: string, range: Range): Matrix;
  cell(sheet: string, row: number, col: number): Scalar;
  /** The formula of a cell, without its `=`. */
  formula(sheet: string, row: number, col: number): string | undefined;
  /** A function of the library that is loaded when it is needed; `null` while it is. */
  library(name: string): ((...args: unknown[]) => unknown) | undefined | null;
}

/** A reference that was not looked up yet. */
export interface Area {
  sheet: string;
  range: Range;
}

/** The cells that a part of a formula names; nothing where it is no reference. */
export function area(node: Node | undefined, context: Context): Area | CalcError | null {
  if (node?.kind === "reference") {
    const sheet = node.sheet === null ? context.sheet : context.find(node.sheet);
    return sheet === undefined ? CalcError.REF : { sheet, range: node.range };
  }
  if (node?.kind === "name") {
    const named = context.named(node.name);
    return named && named.kind !== "name" ? area(named, context) : null;
  }
  if (node?.kind === "call" && (node.name === "OFFSET" || node.name === "INDIRECT")) {
    const found = BUILT_IN[node.name]?.(node.args, context, evaluate);
    return found && typeof found === "object" && "range" in found ? found : CalcError.REF;
  }
  return null;
}

/** Calculates a tree. */
export function evaluate(node: Node, context: Context): Value {
  switch (node.kind) {
    case "value":
      return node.value;
    case "array":
      return node.rows.map((row) => row.map((cell) => scalar(evaluate(cell, context))));
    case "reference": {
      const found = area(node, context);
      return found && !(found instanceof CalcError) ? lookUp(found, context) : (found ?? CalcError.REF);
    }
    case "name": {
      const named = context.named(node.name);
      return named ? evaluate(named, context) : CalcError.NAME;
    }
    case "unary": {
      const operand = evaluate(node.operand, context);
      return each(operand, null, (value) => {
        if (node.operator === "+") return value;
        const number = numeric(value);
        return number instanceof CalcError ? number : node.operator === "-" ? -number : number / 100;
      });
    }
    case "binary":
      return each(evaluate(node.left, context), evaluate(node.right, context), (left, right) => operate(node.operator, left, right));
    case "call":
      return call(node.name, node.args, context);
  }
}

/** The value of a reference. */
export function lookUp({ sheet, range }: Area, context: Context): Value {
  return range.rowCount === 1 && range.colCount === 1 ? context.cell(sheet, range.row, range.col) : context.cells(sheet, range);
}

function call(name: string, args: Node[], context: Context): Value {
  const own = BUILT_IN[name];
  if (own) {
    const found = own(args, context, evaluate);
    return found !== null && typeof found === "object" && "range" in found ? lookUp(found, context) : found;
  }
  const library = context.library(OLDER[name] ?? name);
  if (library === null) return CalcError.WAITING;
  if (library === undefined) return CalcError.NAME;
  const given: unknown[] = [];
  for (const arg of args) {
    const value = evaluate(arg, context);
    const failed = matrix(value).flat().find((one) => one instanceof CalcError);
    if (failed) return failed;
    given.push(Array.isArray(value) ? value : value);
  }
  try {
    return taken(library(...given));
  } catch {
    return CalcError.VALUE;
  }
}

const EPOCH = Date.UTC(1899, 11, 30);

/** What a function of the library gave, as a value: dates as days, its errors as ours. */
function taken(value: unknown): Value {
  if (Array.isArray(value)) {
    const rows = value.some(Array.isArray) ? value : [value];
    return rows.map((row) => (Array.isArray(row) ? row : [row]).map((cell) => scalar(taken(cell))));
  }
  if (value instanceof Date) {
    return (Date.UTC(value.getFullYear(), value.getMonth(), value.getDate(), value.getHours(), value.getMinutes(), value.getSeconds()) - EPOCH) / 86_400_000;
  }
  if (value instanceof Error) return CalcError.of(value.message);
  if (typeof value === "number") return Number.isFinite(value) ? value : CalcError.NUM;
  if (typeof value === "string" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : CalcError.VALUE;
}

/** Calculates cell by cell where an operand has several. */
function each(left: Value, right: Value, run: (left: Scalar, right: Scalar) => Scalar): Value {
  if (!Array.isArray(left) && !Array.isArray(right)) return run(left, right);
  const [one, other] = [matrix(left), matrix(right)];
  const rows = Math.max(one.length, other.length);
  const columns = Math.max(one[0]?.length ?? 1, other[0]?.length ?? 1);
  const pick = (cells: Matrix, row: number, col: number): Scalar => {
    const line = cells[cells.length === 1 ? 0 : row];
    if (!line) return CalcError.NA;
    const cell = line[line.length === 1 ? 0 : col];
    return cell === undefined ? CalcError.NA : cell;
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, col) => run(pick(one, row, col), right === null ? null : pick(other, row, col))),
  );
}

function operate(operator: string, left: Scalar, right: Scalar): Scalar {
  if (left instanceof CalcError) return left;
  if (right instanceof CalcError) return right;
  switch (operator) {
    case "&":
      return `${String(textual(left))}${String(textual(right))}`;
    case "=":
      return compare(left, right) === 0;
    case "<>":
      return compare(left, right) !== 0;
    case "<":
      return compare(left, right) < 0;
    case ">":
      return compare(left, right) > 0;
    case "<=":
      return compare(left, right) <= 0;
    case ">=":
      return compare(left, right) >= 0;
  }
  const [a, b] = [numeric(left), numeric(right)];
  if (a instanceof CalcError) return a;
  if (b instanceof CalcError) return b;
  const result = arithmetic(operator, a, b);
  return result instanceof CalcError || Number.isFinite(result) ? result : CalcError.NUM;
}

function arithmetic(operator: string, a: number, b: number): number | CalcError {
  switch (operator) {
    case "+":
    case "-": {
      const sum = operator === "+" ? a + b : a - b;
      // What is nothing but the last digit's noise is nothing.
      return Math.abs(sum) < Math.max(Math.abs(a), Math.abs(b)) * 1e-15 ? 0 : sum;
    }
    case "*":
      return a * b;
    case "/":
      return b === 0 ? CalcError.DIV0 : a / b;
    default:
      return a === 0 && b === 0 ? CalcError.NUM : a ** b;
  }
}
