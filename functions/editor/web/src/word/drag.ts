import type Quill from "quill/core";
import type Delta from "quill-delta";
import { Thing } from "./blots/thing";
import type { OwnClipboard } from "./clipboard";
import { fromEditor } from "./codec";
import { insert } from "./insert";
import { removal, type Range } from "./ranges";

/** Lets the selection, or a picture, be dragged to another place, and takes what is dragged here from elsewhere. Quill takes files only. */
export function makeDraggable(quill: Quill, clipboard: OwnClipboard): void {
  const { root } = quill;
  /** What is being dragged, while it is of this text. */
  let source: Range | null = null;
  const changed = (change: Delta) => {
    if (!source) return;
    const end = change.transformPosition(source.index + source.length);
    const index = change.transformPosition(source.index);
    source = { index, length: end - index };
  };
  quill.on("text-change", changed);
  root.addEventListener("dragstart", (event) => {
    const node = event.target instanceof Element ? event.target.closest(".w-picture") : null;
    const picture = node ? quill.scroll.find(node) : null;
    const range = picture instanceof Thing ? { index: picture.offset(quill.scroll), length: 1 } : quill.getSelection();
    if (!range || range.length === 0 || !event.dataTransfer || !clipboard.give(range, event.dataTransfer)) {
      event.preventDefault();
      return;
    }
    event.dataTransfer.effectAllowed = quill.isEnabled() ? "copyMove" : "copy";
    source = range;
  });
  root.addEventListener("dragend", () => {
    source = null;
    // No button is let go of after a drag, as far as the page is told.
    quill.selection.mouseDown = false;
  });
  root.addEventListener("drop", (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer || dataTransfer.files.length > 0 || !quill.isEnabled()) return;
    const at = placeAt(quill, event);
    if (at === null) return;
    event.preventDefault();
    const [from, copies] = [source, event.ctrlKey || event.altKey];
    source = null;
    quill.focus();
    if (!from || copies) {
      clipboard.take({ index: at, length: 0 }, dataTransfer);
      return;
    }
    if (at >= from.index && at <= from.index + from.length) return;
    const part = quill.getContents(from.index, from.length);
    const taken = removal(quill, from);
    const target = taken.transformPosition(at);
    quill.history.cutoff();
    quill.updateContents(taken, "user");
    insert(quill, { index: target, length: 0 }, fromEditor(part), {}, true);
  });
}

function placeAt(quill: Quill, { clientX, clientY }: DragEvent): number | null {
  const point = "caretPositionFromPoint" in document ? document.caretPositionFromPoint(clientX, clientY) : null;
  const old = point ? null : document.caretRangeFromPoint(clientX, clientY);
  const [node, offset] = point ? [point.offsetNode, point.offset] : [old?.startContainer, old?.startOffset];
  if (!node || offset === undefined || !quill.root.contains(node)) return null;
  const range = document.createRange();
  range.setStart(node, offset);
  const normalized = quill.selection.normalizeNative(range);
  return normalized ? quill.selection.normalizedToRange(normalized).index : null;
}
