import type Quill from "quill/core";
import { Chunk } from "./blots/chunk";
import type { Range } from "./ranges";

/**
 * Keeps the chunks laid out that the ends of the selection are in, and their neighbours, wherever they are: browsers move
 * the cursor and edit only where there is a layout.
 */
export function keepNear(quill: Quill): void {
  let near = new Set<Chunk>();
  quill.on("editor-change", (...[event, range]: unknown[]) => {
    if (event !== "selection-change" || !range) return;
    const { index, length } = range as Range;
    const next = new Set<Chunk>();
    for (const at of length > 0 ? [index, index + length] : [index]) {
      const [chunk] = quill.scroll.children.find(Math.min(at, quill.scroll.length() - 1));
      for (const one of [chunk?.prev, chunk, chunk?.next]) if (one instanceof Chunk) next.add(one);
    }
    for (const chunk of near) if (!next.has(chunk)) chunk.near(false);
    for (const chunk of next) chunk.near(true);
    near = next;
  });
}

type Jump = { key: string; shiftKey: null; ctrlKey?: true; metaKey?: true; handler: (this: { quill: Quill }, range: Range, context: { event: KeyboardEvent }) => false };

/** Keys to the beginning and the end of the document: browsers would go to the beginning and the end of what is laid out. */
export function jumps(): Record<string, Jump> {
  const to = (end: boolean): Jump["handler"] => function (_range, { event }) {
    jump(this.quill, end ? this.quill.getLength() - 1 : 0, event.shiftKey);
    return false;
  };
  const mac = /Mac|iP/.test(navigator.platform);
  const keys = (end: boolean): Jump => (mac ? { key: end ? "ArrowDown" : "ArrowUp", metaKey: true, shiftKey: null, handler: to(end) } : { key: end ? "End" : "Home", ctrlKey: true, shiftKey: null, handler: to(end) });
  return { toStart: keys(false), toEnd: keys(true) };
}

function jump(quill: Quill, index: number, extend: boolean): void {
  const selection = document.getSelection();
  const [leaf, offset] = quill.getLeaf(index);
  if (!extend || !selection || !leaf || !("position" in leaf)) {
    quill.setSelection(index, 0, "user");
    quill.scrollSelectionIntoView();
    return;
  }
  const [node, at] = leaf.position(offset, true);
  selection.extend(node, at);
  quill.selection.update("user");
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "nearest" });
}
