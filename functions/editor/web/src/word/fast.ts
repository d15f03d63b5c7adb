import type Quill from "quill/core";
import { bubbleFormats } from "quill/blots/block";
import Block from "quill/blots/block";
import Text from "quill/blots/text";
import { Parchment } from "quill/core";
import Delta, { AttributeMap, type Op } from "quill-delta";
import { patch } from "./patch";

type Range = { index: number; length: number };
type Hint = { oldRange: Range; newRange: Range };

/** The members of Quill's editor that are replaced here. */
interface Inner {
  delta: Delta;
  getDelta(): Delta;
  applyDelta(delta: Delta): Delta;
  update(change: Delta | null, mutations?: MutationRecord[], hint?: Hint): Delta;
}

/** From so many lines on they are inserted as a document is opened, which costs less than one after the other. */
const MANY = 20;

/**
 * Makes Quill fit for long documents: it reads and compares the whole document after each change that is not one ASCII
 * letter, with quadratic effort. Here reading is linear, and only what lies between the equal ends is compared.
 */
export function makeFast(quill: Quill): void {
  const editor = quill.editor as unknown as Inner;
  editor.getDelta = () => read(quill.scroll);
  editor.update = (change, mutations = [], hint) => {
    const old = editor.delta;
    const typed = change ? null : typing(quill, mutations, hint);
    if (typed) {
      editor.delta = patch(old, typed);
      return typed;
    }
    editor.delta = editor.getDelta();
    if (change && same(patch(old, change).ops, editor.delta.ops)) return change;
    return difference(old, editor.delta, hint);
  };
  const apply = editor.applyDelta.bind(editor);
  editor.applyDelta = (delta) => {
    const block = manyLines(delta);
    if (!block || block.index >= quill.scroll.length()) return apply(delta);
    quill.scroll.update();
    quill.scroll.insertContents(block.index, block.contents);
    if (block.deleted > 0) quill.scroll.deleteAt(block.index + block.contents.length(), block.deleted);
    return editor.update(delta);
  };
  editor.delta = editor.getDelta();
}

/** What a change inserts at one place, where that is many lines; `null` where it does more, or other things. */
function manyLines(delta: Delta): { index: number; contents: Delta; deleted: number } | null {
  const ops = [...delta.ops];
  const index = typeof ops[0]?.retain === "number" && !ops[0].attributes ? ops.shift()?.retain as number : 0;
  const last = ops.at(-1);
  const deleted = last?.delete ?? 0;
  if (deleted) ops.pop();
  let lines = 0;
  for (const { insert } of ops) {
    // Quill makes line feeds of carriage returns on its way.
    if (insert === undefined || (typeof insert === "string" && insert.includes("\r"))) return null;
    if (typeof insert === "string") lines += insert.split("\n").length - 1;
  }
  return lines < MANY ? null : { index, contents: new Delta(ops), deleted };
}

/** The document as the blots have it. */
function read(scroll: Parchment.ParentBlot): Delta {
  const ops: Op[] = [];
  let texts: string[] = [];
  let attributes: AttributeMap | undefined;
  const flush = () => {
    if (texts.length === 0) return;
    const insert = texts.length === 1 ? texts[0]! : texts.join("");
    ops.push(attributes ? { insert, attributes } : { insert });
    texts = [];
  };
  const walk = (parent: Parchment.ParentBlot) => {
    for (let child: Parchment.Blot | null = parent.children.head; child; child = child.next) {
      if (child instanceof Block) {
        for (const op of child.delta().ops) {
          if (typeof op.insert !== "string") {
            flush();
            ops.push(op);
          } else {
            if (texts.length > 0 && !sameAttributes(attributes, op.attributes)) flush();
            if (texts.length === 0) attributes = op.attributes;
            texts.push(op.insert);
          }
        }
      } else if (child instanceof Parchment.ParentBlot) walk(child);
    }
  };
  walk(scroll);
  flush();
  return new Delta(ops);
}

/** The change, where only the text of one run changed. */
function typing(quill: Quill, mutations: MutationRecord[], hint: Hint | undefined): Delta | null {
  const first = mutations[0];
  if (!first || mutations.some((one) => one.type !== "characterData" || one.target !== first.target)) return null;
  const blot = quill.scroll.find(first.target);
  if (!(blot instanceof Text) || first.oldValue === null || first.oldValue.includes("\uFEFF") || blot.value().includes("\n")) return null;
  const formats = bubbleFormats(blot);
  const index = blot.offset(quill.scroll);
  const shift = (range: Range) => ({ index: range.index - index, length: range.length });
  const near = hint && { oldRange: shift(hint.oldRange), newRange: shift(hint.newRange) };
  const change = new Delta().retain(index);
  for (const op of new Delta().insert(first.oldValue).diff(new Delta().insert(blot.value()), near).ops) {
    if (op.insert !== undefined) change.insert(op.insert, formats);
    else change.push(op);
  }
  return change;
}

function sameAttributes(one: AttributeMap | undefined, other: AttributeMap | undefined): boolean {
  if (one === other) return true;
  if (!one || !other) return false;
  return AttributeMap.diff(one, other) === undefined;
}

function sameOp(one: Op, other: Op): boolean {
  if (one === other) return true;
  if (typeof one.insert === "string" || typeof other.insert === "string") {
    if (one.insert !== other.insert) return false;
  } else if (JSON.stringify(one.insert) !== JSON.stringify(other.insert)) return false;
  return sameAttributes(one.attributes, other.attributes);
}

function same(one: Op[], other: Op[]): boolean {
  return one.length === other.length && one.every((op, index) => sameOp(op, other[index] as Op));
}

/** What makes one document of the other. Equal operations at both ends are left out of the comparison. */
function difference(old: Delta, now: Delta, hint: Hint | undefined): Delta {
  const [a, b] = [old.ops, now.ops];
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && sameOp(a[start] as Op, b[start] as Op)) start += 1;
  let end = 0;
  while (end < least - start && sameOp(a[a.length - 1 - end] as Op, b[b.length - 1 - end] as Op)) end += 1;
  let skipped = 0;
  for (const op of a.slice(0, start)) skipped += typeof op.insert === "string" ? op.insert.length : 1;
  const shift = (range: Range) => ({ index: Math.max(0, range.index - skipped), length: range.length });
  const near = hint && { oldRange: shift(hint.oldRange), newRange: shift(hint.newRange) };
  const middle = new Delta(a.slice(start, a.length - end)).diff(new Delta(b.slice(start, b.length - end)), near);
  return new Delta().retain(skipped).concat(middle);
}
