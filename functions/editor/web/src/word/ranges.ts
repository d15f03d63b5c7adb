import type Quill from "quill/core";
import Delta, { AttributeMap } from "quill-delta";
import { Cell, Line } from "./blots/line";

/** A part of the document, in UTF-16 units. */
export interface Range {
  index: number;
  length: number;
}

/** A line, where it begins, and how long it is with its end. */
export interface Placed {
  line: Line;
  index: number;
  length: number;
}

/** The lines that a range touches. */
export function linesIn(quill: Quill, range: Range): Placed[] {
  return quill.getLines(range.index, Math.max(1, range.length)).filter((line) => line instanceof Line)
    .map((line) => ({ line, index: line.offset(quill.scroll), length: line.length() }));
}

/**
 * The change that takes a range out; of cells that it reaches into only the text, for tables keep their shape. What is left
 * of the last line becomes part of the first one and is what that is, unless nothing is left of that.
 */
export function removal(quill: Quill, range: Range): Delta {
  const lines = linesIn(quill, range);
  const end = range.index + range.length;
  const delta = new Delta();
  if (!lines.some(({ line }) => line instanceof Cell)) {
    delta.retain(range.index).delete(range.length);
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last || first === last || first.index === range.index) return delta;
    const formats = AttributeMap.diff(last.line.formats(), first.line.formats());
    return formats ? delta.retain(last.index + last.length - 1 - end).retain(1, formats) : delta;
  }
  if (range.index === 0 && end >= quill.getLength() - 1) {
    // Of the whole document nothing stays, but that it has a line.
    const last = lines.at(-1)?.line instanceof Cell;
    return last ? delta.insert("\n").delete(quill.getLength()) : delta.delete(range.length);
  }
  const table = lines[0]?.line.parent?.parent;
  const within = lines.every(({ line }) => line instanceof Cell && line.parent.parent === table);
  let at = 0;
  lines.forEach(({ line, index, length }, order) => {
    const from = Math.max(index, range.index);
    let to = Math.min(index + length, end);
    const next = lines[order + 1]?.line;
    const whole = from === index && to === index + length;
    // A table that lies inside of the range goes with it; one that is cut keeps its cells.
    const kept = line instanceof Cell ? within || !inside(line, lines) : next instanceof Cell && !inside(next, lines) && !whole;
    if (kept) to = Math.min(to, index + length - 1);
    if (to <= from) return;
    delta.retain(from - at).delete(to - from);
    at = to;
  });
  return delta;
}

function inside(cell: Cell, lines: Placed[]): boolean {
  const table = cell.parent.parent;
  const cells = lines.filter(({ line }) => line instanceof Cell && line.parent.parent === table).length;
  return "rows" in table && (table as unknown as { rows(): Cell[][] }).rows().flat().length === cells;
}
