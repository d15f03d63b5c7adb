import Delta, { type AttributeMap, type Op } from "quill-delta";

/** A text with its differences to an earlier one in it. */
export interface Marked {
  ops: Op[];
  /** So many places where something was put in, taken out or made to look otherwise. */
  differences: number;
}

/**
 * The newer text, with what was put in underlined and what was taken out struck through, both in `color`; what only looks
 * otherwise has a tinted ground.
 */
export function markText(earlier: Op[], later: Op[], color: string, tint: string): Marked {
  const before = new Delta(earlier);
  const difference = before.diff(new Delta(later));
  const marked = new Delta();
  let at = 0;
  let differences = 0;
  let wasChange = false;
  for (const op of oldFirst(difference.ops)) {
    const isChange = op.insert !== undefined || op.delete !== undefined || op.attributes !== undefined;
    if (isChange && !wasChange) differences += 1;
    wasChange = isChange;
    if (op.insert !== undefined) {
      put(marked, [op], { color, underline: true });
    } else if (op.delete !== undefined) {
      put(marked, before.slice(at, at + op.delete).ops, { color, strike: true });
      at += op.delete;
    } else if (typeof op.retain === "number") {
      const kept = before.slice(at, at + op.retain);
      at += op.retain;
      if (op.attributes === undefined) for (const one of kept.ops) marked.push(one);
      else put(marked, kept.compose(new Delta().retain(op.retain, op.attributes)).ops, { background: tint });
    }
  }
  for (const op of before.slice(at).ops) marked.push(op);
  return { ops: marked.ops, differences };
}

/** What was taken out stands before what came in its place. */
function oldFirst(ops: Op[]): Op[] {
  const sorted = [...ops];
  for (let at = 1; at < sorted.length; at++) {
    const [first, second] = [sorted[at - 1], sorted[at]];
    if (first?.insert !== undefined && second?.delete !== undefined) sorted.splice(at - 1, 2, second, first);
  }
  return sorted;
}

/** Adds text with marks; the ends of lines keep their own look, which belongs to the whole line. */
function put(marked: Delta, ops: Op[], marks: AttributeMap): void {
  for (const op of ops) {
    if (typeof op.insert !== "string") {
      marked.push(op);
      continue;
    }
    for (const part of op.insert.split(/(\n)/)) {
      if (part === "\n") marked.insert(part, op.attributes);
      else if (part !== "") marked.insert(part, { ...op.attributes, ...marks });
    }
  }
}
