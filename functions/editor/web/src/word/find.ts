import type Quill from "quill/core";
import Delta from "quill-delta";
import type { Range } from "./ranges";

/** What is looked for. */
export interface Query {
  text: string;
  matchCase: boolean;
  wholeWord: boolean;
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** The places where a text says what is looked for; embeds are one character that nothing matches. */
export function findAll(content: Delta, query: Query): Range[] {
  if (!query.text) return [];
  const fold = (text: string) => {
    if (query.matchCase) return text;
    const lower = text.toLowerCase();
    // A few letters change their length in lower case; places must not move.
    return lower.length === text.length ? lower : [...text].map((letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join("");
  };
  const text = content.ops.map((op) => (typeof op.insert === "string" ? op.insert : "\uFFFC")).join("");
  const [hay, needle] = [fold(text), fold(query.text)];
  const found: Range[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + Math.max(1, needle.length))) {
    const range = { index: at, length: needle.length };
    if (!query.wholeWord || isWord(text, range)) found.push(range);
  }
  return found;
}

function isWord(text: string, { index, length }: Range): boolean {
  const before = lastLetter(text.slice(Math.max(0, index - 2), index));
  const after = [...text.slice(index + length, index + length + 2)][0] ?? "";
  return !WORD.test(before) && !WORD.test(after);
}

const lastLetter = (text: string) => [...text].at(-1) ?? "";

/** The change that puts another text in place of the ranges, which keeps the format of the first letter of each. */
export function replacement(content: Delta, ranges: Range[], text: string): Delta {
  const change = new Delta();
  let at = 0;
  for (const { index, length } of ranges) {
    change.retain(index - at);
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
