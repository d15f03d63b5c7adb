import Delta, { type AttributeMap, type Op } from "quill-delta";

/*
 * Inside the editor the attributes of text are called `t:<name>` and those of lines `l:<name>`, and every embed is
 * `{"e": <the embed>}`. Quill drops a format that it does not know, or that stands on a line while it belongs to text; under
 * these names nothing is unknown, whatever a document says, and no name is in the way of one of the editor's own. Line
 * breaks within a line (U+2028) are embeds too, for browsers do not show them as such. Lengths stay the same.
 */

/** The mark of attributes of text. */
export const TEXT = "t:";
/** The mark of attributes of lines. */
export const LINE = "l:";
/** A line break that does not end the line. */
export const LINE_BREAK = "\u2028";

const marked = (mark: string, attributes: AttributeMap | undefined): AttributeMap | undefined =>
  attributes && Object.fromEntries(Object.entries(attributes).map(([name, value]) => [mark + name, value]));

/** A change or a document, as the editor has it. */
export function toEditor(delta: { ops: Op[] }): Delta {
  const inner = new Delta();
  for (const op of delta.ops) {
    if (typeof op.insert === "string") {
      for (const part of op.insert.split(/(\n|\u2028)/)) {
        if (part === "\n") inner.insert(part, marked(LINE, op.attributes));
        else if (part === LINE_BREAK) inner.insert({ e: LINE_BREAK }, marked(TEXT, op.attributes));
        else if (part) inner.insert(part, marked(TEXT, op.attributes));
      }
    } else if (op.insert) inner.insert({ e: op.insert }, marked(TEXT, op.attributes));
    else if (op.delete) inner.delete(op.delete);
    // It may stand for text, for lines or for both.
    else if (typeof op.retain === "number") inner.retain(op.retain, op.attributes && { ...marked(TEXT, op.attributes), ...marked(LINE, op.attributes) });
  }
  return inner;
}

function plain(attributes: AttributeMap | undefined): AttributeMap | undefined {
  if (!attributes) return undefined;
  const names = Object.entries(attributes).map(([name, value]) => [name.startsWith(TEXT) || name.startsWith(LINE) ? name.slice(2) : name, value]);
  return names.length > 0 ? Object.fromEntries(names) : undefined;
}

/** The way back: a change or a document as everybody else has it. */
export function fromEditor(inner: { ops: Op[] }): Delta {
  const delta = new Delta();
  for (const op of inner.ops) {
    if (typeof op.insert === "string") delta.insert(op.insert, plain(op.attributes));
    else if (op.insert) {
      const embed = op.insert.e as string | Record<string, unknown>;
      delta.insert(embed, plain(op.attributes));
    } else if (op.delete) delta.delete(op.delete);
    else if (typeof op.retain === "number") delta.retain(op.retain, plain(op.attributes));
  }
  return delta;
}
