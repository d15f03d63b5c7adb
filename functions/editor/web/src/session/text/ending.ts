import Delta from "quill-delta";

/**
 * Whether a document ends in a line end after a delta, given that it did before and had `length` units.
 * `undefined`: only the document itself can tell.
 */
export function keepsEnd(delta: Delta, length: number): boolean | undefined {
  let consumed = 0;
  for (const op of delta.ops) {
    if (typeof op.retain === "number") consumed += op.retain;
    else if (op.retain) consumed += 1;
    else if (op.delete) consumed += op.delete;
  }
  // The last character is not reached, nor is anything put behind it.
  if (consumed < length) return true;
  let deleted = false;
  for (let at = delta.ops.length - 1; at >= 0; at -= 1) {
    const op = delta.ops[at];
    if (op?.delete) deleted = true;
    else if (op?.insert !== undefined) return typeof op.insert === "string" && op.insert.endsWith("\n");
    else return deleted ? undefined : true;
  }
  return false;
}

/** Whether a whole document ends in a line end. */
export function endsInLine(document: Delta): boolean {
  const last = document.ops.at(-1)?.insert;
  return typeof last === "string" && last.endsWith("\n");
}
