import type Quill from "quill/core";
import Delta from "quill-delta";
import type { Range } from "./ranges";

/** What is looked for. */
export interface Query {
  text: string;
  matchCase: boolean;
  wholeWord: boolean;
  /** The text is a regular expression. */
  pattern?: boolean;
}

const EMBED = "\uFFFC";
const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** The places where a text says what is looked for; embeds are one character that nothing matches. */
export function findAll(content: Delta, query: Query): Range[] {
  if (!query.text) return [];
  if (query.pattern) return findPattern(content, query);
  const fold = (text: string) => {
    if (query.matchCase) return text;
    const lower = text.toLowerCase();
    // A few letters change their length in lower case; places must not move.
    return lower.length === text.length ? lower : [...text].map((letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join("");
  };
  const text = plain(content);
  const [hay, needle] = [fold(text), fold(query.text)];
  const found: Range[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + Math.max(1, needle.length))) {
    const range = { index: at, length: needle.length };
    if (!query.wholeWord || isWord(text, range)) found.push(range);
  }
  return found;
}

const plain = (content: Delta) => content.ops.map((op) => (typeof op.insert === "string" ? op.insert : EMBED)).join("");

/** The regular expression of a query; `null` where it is none. */
export function expression(query: Query): RegExp | null {
  try {
    return new RegExp(query.text, query.matchCase ? "gu" : "giu");
  } catch {
    return null;
  }
}

/** Line by line, so that no match takes the end of a line or of a cell, and none that would take an embed. */
function findPattern(content: Delta, query: Query): Range[] {
  const pattern = expression(query);
  if (!pattern) return [];
  const found: Range[] = [];
  const text = plain(content);
  let start = 0;
  for (const line of text.split("\n")) {
    for (const match of line.matchAll(pattern)) {
      const range = { index: start + match.index, length: match[0].length };
      if (range.length > 0 && !match[0].includes(EMBED) && (!query.wholeWord || isWord(text, range))) found.push(range);
    }
    start += line.length + 1;
  }
  return found;
}

function isWord(text: string, { index, length }: Range): boolean {
  const before = lastLetter(text.slice(Math.max(0, index - 2), index));
  const after = [...text.slice(index + length, index + length + 2)][0] ?? "";
  return !WORD.test(before) && !WORD.test(after);
}

const lastLetter = (text: string) => [...text].at(-1) ?? "";

/**
 * The change that puts another text in place of the ranges, which keeps the format of the first letter of each. With a
 * regular expression `$1` and the like in it stand for what its groups are.
 */
export function replacement(content: Delta, ranges: Range[], by: string, pattern: RegExp | null = null): Delta {
  const change = new Delta();
  const all = pattern ? plain(content) : "";
  const once = pattern && new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace("g", ""));
  let at = 0;
  for (const { index, length } of ranges) {
    change.retain(index - at);
    const text = once ? all.slice(index, index + length).replace(once, by) : by;
    if (text) change.insert(text, content.slice(index, index + 1).ops[0]?.attributes);
    change.delete(length);
    at = index + length;
  }
  return change;
}

/** The DOM ranges of places in the document, for what is drawn over it. */
export function domRanges(quill: Quill, ranges: Range[]): globalThis.Range[] {
  return ranges.map(({ index, length }) => domRange(quill, index, length)).filter((range) => range !== null);
}

/** The DOM range of a place; `null` where it is not there. */
export function domRange(quill: Quill, index: number, length: number): globalThis.Range | null {
  const last = quill.getLength() - 1;
  const start = point(quill, Math.min(index, last));
  const end = length > 0 ? point(quill, Math.min(index + length, last)) : start;
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(start[0], start[1]);
  range.setEnd(end[0], end[1]);
  return range;
}

function point(quill: Quill, index: number): [Node, number] | null {
  const [leaf, offset] = quill.getLeaf(index);
  if (leaf && "position" in leaf) return leaf.position(offset, true);
  return null;
}
