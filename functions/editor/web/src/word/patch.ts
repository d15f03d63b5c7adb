import Delta, { Op } from "quill-delta";

/** `document.compose(change)`, of which only what is near the change is composed. */
export function patch(document: Delta, change: Delta): Delta {
  const { ops } = document;
  const first = change.ops[0];
  const start = first && typeof first.retain === "number" && !first.attributes ? first.retain : 0;
  const reach = change.ops.reduce((sum, op) => sum + (op.insert === undefined ? Op.length(op) : 0), 0);
  // One operation more on both sides, for it may become one with what is inserted.
  let from = 0;
  let before = 0;
  let at = 0;
  let next = 0;
  for (let op = ops[next]; op && at < Math.max(start, reach); op = ops[next]) {
    if (at < start) [from, before] = [next, at];
    at += Op.length(op);
    next += 1;
  }
  const near = new Delta(ops.slice(from, next + 1)).compose(new Delta().retain(start - before).concat(new Delta(start ? change.ops.slice(1) : change.ops)));
  return new Delta(ops.slice(0, from).concat(near.ops, ops.slice(next + 1)));
}
