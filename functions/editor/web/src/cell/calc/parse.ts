import { MAX_COLUMNS, MAX_ROWS, rangeOf } from "../model/address";
import type { Range } from "../model/json";
import { CalcError } from "./values";

/** A formula as a tree. */
export type Node =
  | { kind: "value"; value: number | string | boolean | null | CalcError }
  | { kind: "array"; rows: Node[][] }
  | { kind: "reference"; sheet: string | null; range: Range }
  | { kind: "name"; name: string }
  | { kind: "call"; name: string; args: Node[] }
  | { kind: "binary"; operator: string; left: Node; right: Node }
  | { kind: "unary"; operator: "-" | "+" | "%"; operand: Node };

/** A text that is no formula. */
export class NoFormula extends Error {}

interface Token {
  kind: "number" | "text" | "word" | "sheet" | "error" | "sign" | "end";
  text: string;
  /** Whether white space stands before it. */
  space: boolean;
}

const TOKEN =
  /(\s*)(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\d_:$(!]))|("(?:[^"]|"")*")|('(?:[^']|'')*'!)|(#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!))|([\p{L}\d_.$\\?]+!)|([\p{L}\d_.$\\?]+)|(<>|<=|>=|[-+*/^&=<>%(){},;:@#]))/uy;

function tokens(formula: string): Token[] {
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < formula.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(formula);
    if (!found) throw new NoFormula(`«${formula.slice(from, from + 20)}»`);
    const [, space, number, text, sheet, error, bare, word, sign] = found;
    const token = (kind: Token["kind"], value: string) => out.push({ kind, text: value, space: space !== "" });
    if (number !== undefined) token("number", number);
    else if (text !== undefined) token("text", text.slice(1, -1).replaceAll('""', '"'));
    else if (sheet !== undefined) token("sheet", sheet.slice(1, -2).replaceAll("''", "'"));
    else if (bare !== undefined) token("sheet", bare.slice(0, -1));
    else if (error !== undefined) token("error", error);
    else if (word !== undefined) token("word", word);
    else token("sign", sign ?? "");
  }
  out.push({ kind: "end", text: "", space: false });
  return out;
}

const LEVELS: string[][] = [["=", "<>", "<", ">", "<=", ">="], ["&"], ["+", "-"], ["*", "/"], ["^"]];

/**
 * Reads a formula, without its `=`.
 *
 * @throws NoFormula where it is none.
 */
export function parse(formula: string): Node {
  const list = tokens(formula);
  let at = 0;
  const peek = () => list[at] as Token;
  const sign = (text: string) => peek().kind === "sign" && peek().text === text;
  const take = (text: string) => (sign(text) ? ((at += 1), true) : false);
  const need = (text: string) => {
    if (!take(text)) throw new NoFormula(`\`${text}\` is missing`);
  };

  const binary = (level: number): Node => {
    if (level === LEVELS.length) return unary();
    let left = binary(level + 1);
    for (;;) {
      const { kind, text } = peek();
      if (kind !== "sign" || !LEVELS[level]?.includes(text)) return left;
      at += 1;
      left = { kind: "binary", operator: text, left, right: binary(level + 1) };
    }
  };

  const unary = (): Node => {
    if (take("-")) return { kind: "unary", operator: "-", operand: unary() };
    if (take("+")) return { kind: "unary", operator: "+", operand: unary() };
    if (take("@")) return unary();
    let node = primary();
    while (take("%")) node = { kind: "unary", operator: "%", operand: node };
    return node;
  };

  const list_ = (end: string): Node[] => {
    const args: Node[] = [];
    if (take(end)) return args;
    do {
      const empty = sign(",") || sign(";") || sign(end);
      args.push(empty ? { kind: "value", value: null } : binary(0));
    } while (take(",") || take(";"));
    need(end);
    return args;
  };

  const primary = (): Node => {
    const token = peek();
    at += 1;
    switch (token.kind) {
      case "number":
        // `5:7` are rows.
        if (sign(":") && list[at + 1]?.kind === "number") return reference(null, token.text);
        return { kind: "value", value: Number(token.text) };
      case "text":
        return { kind: "value", value: token.text };
      case "error":
        return { kind: "value", value: CalcError.of(token.text) };
      case "sheet": {
        const word = peek();
        at += 1;
        if (word.kind === "error") return { kind: "value", value: CalcError.REF };
        if (word.kind !== "word" && word.kind !== "number") throw new NoFormula("a reference is missing");
        return reference(token.text, word.text);
      }
      case "word": {
        if (take("(")) return { kind: "call", name: token.text.toUpperCase().replace(/^_XLFN\.(_XLWS\.)?/, ""), args: list_(")") };
        const upper = token.text.toUpperCase();
        if (upper === "TRUE" || upper === "FALSE") return { kind: "value", value: upper === "TRUE" };
        return reference(null, token.text);
      }
      case "sign":
        if (token.text === "(") {
          const inner = binary(0);
          need(")");
          return inner;
        }
        if (token.text === "{") return array();
        break;
      case "end":
        throw new NoFormula("the formula ends too early");
    }
    throw new NoFormula(`\`${token.text}\``);
  };

  const array = (): Node => {
    const rows: Node[][] = [[]];
    for (;;) {
      rows.at(-1)?.push(unary());
      if (take(";")) rows.push([]);
      else if (!take(",")) break;
    }
    need("}");
    return { kind: "array", rows };
  };

  const reference = (sheet: string | null, first: string): Node => {
    if (sign(":")) {
      const next = list[at + 1];
      const both = next && (next.kind === "word" || next.kind === "number") ? rangeOf(`${first}:${next.text}`) : null;
      if (both) {
        at += 2;
        return { kind: "reference", sheet, range: both };
      }
    }
    const one = rangeOf(first);
    if (one && one.rowCount < MAX_ROWS && one.colCount < MAX_COLUMNS) return { kind: "reference", sheet, range: one };
    return { kind: "name", name: first };
  };

  const node = binary(0);
  if (peek().kind !== "end") throw new NoFormula(`\`${peek().text}\``);
  return node;
}
