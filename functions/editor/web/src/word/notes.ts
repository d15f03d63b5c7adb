import type Quill from "quill/core";
import { bubbleFormats } from "quill/blots/block";
import Text from "quill/blots/text";
import type { Range } from "./ranges";

/** Notes are numbers in brackets above the line where they are referred to. */
const MARK = /^\[\d{1,4}\]$/;

/** The reference to a note that ends (or begins) at a place: one thing, of which no part can be taken, and what is typed behind it is none. */
export function noteAt(quill: Quill, index: number, side: "before" | "after"): Range | null {
  const [leaf, offset] = quill.getLeaf(side === "before" ? index : index + 1);
  if (!(leaf instanceof Text) || !MARK.test(leaf.value()) || bubbleFormats(leaf)["t:script"] !== "super") return null;
  if (offset !== (side === "before" ? leaf.length() : 1)) return null;
  return { index: side === "before" ? index - leaf.length() : index, length: leaf.length() };
}
