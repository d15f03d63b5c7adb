/** An error of a formula, by the name that cells show. */
export class CalcError {
  private constructor(readonly name: string) {}

  static readonly NULL = new CalcError("#NULL!");
  static readonly DIV0 = new CalcError("#DIV/0!");
  static readonly VALUE = new CalcError("#VALUE!");
  static readonly REF = new CalcError("#REF!");
  static readonly NAME = new CalcError("#NAME?");
  static readonly NUM = new CalcError("#NUM!");
  static readonly NA = new CalcError("#N/A");
  /** A cell that depends on itself. */
  static readonly CIRCLE = new CalcError("#CIRC!");
  /** The library with the function is still being loaded. */
  static readonly WAITING = new CalcError("…");

  /** The error of that name. */
  static of(name: string): CalcError {
    const all = [this.NULL, this.DIV0, this.VALUE, this.REF, this.NAME, this.NUM, this.NA, this.CIRCLE, this.WAITING];
    return all.find((error) => error.name === name) ?? this.VALUE;
  }

  toString(): string {
    return this.name;
  }
}

/** What one cell holds; `null` is an empty one. */
export type Scalar = number | string | boolean | null | CalcError;
/** Rows of cells. */
export type Matrix = Scalar[][];
/** What a formula, or a part of one, results in. */
export type Value = Scalar | Matrix;

/** The first cell of a value. */
export function scalar(value: Value): Scalar {
  return Array.isArray(value) ? (value[0]?.[0] ?? null) : value;
}

/** A value as rows. */
export function matrix(value: Value): Matrix {
  return Array.isArray(value) ? value : [[value]];
}

/** A number as calculations take it: texts that read as numbers, truth values as 1 and 0, nothing as 0. */
export function numeric(value: Value): number | CalcError {
  const one = scalar(value);
  if (typeof one === "number") return one;
  if (one === null) return 0;
  if (typeof one === "boolean") return one ? 1 : 0;
  if (one instanceof CalcError) return one;
  const text = one.trim();
  const number = text === "" ? Number.NaN : text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text.replaceAll(",", ""));
  return Number.isFinite(number) ? number : CalcError.VALUE;
}

/** A text as calculations take it. */
export function textual(value: Value): string | CalcError {
  const one = scalar(value);
  if (typeof one === "string") return one;
  if (one === null) return "";
  if (typeof one === "boolean") return one ? "TRUE" : "FALSE";
  return one instanceof CalcError ? one : numberText(one);
}

/** A number as a text, to 15 digits. */
export function numberText(number: number): string {
  return String(Number(number.toPrecision(15)));
}

/** A truth value as conditions take it. */
export function truth(value: Value): boolean | CalcError {
  const one = scalar(value);
  if (typeof one === "boolean") return one;
  if (typeof one === "number") return one !== 0;
  if (one === null) return false;
  if (one instanceof CalcError) return one;
  const upper = one.toUpperCase();
  return upper === "TRUE" ? true : upper === "FALSE" ? false : CalcError.VALUE;
}

const RANK = (value: Scalar) => (typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2);

/** How two cells compare: numbers before texts before truth values, texts whatever the case of their letters. */
export function compare(one: Scalar, other: Scalar): number {
  const left = one ?? (typeof other === "string" ? "" : typeof other === "boolean" ? false : 0);
  const right = other ?? (typeof left === "string" ? "" : typeof left === "boolean" ? false : 0);
  const ranks = RANK(left) - RANK(right);
  if (ranks !== 0) return ranks;
  if (typeof left === "string" && typeof right === "string") {
    const [a, b] = [left.toLowerCase(), right.toLowerCase()];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return Number(left) - Number(right);
}
