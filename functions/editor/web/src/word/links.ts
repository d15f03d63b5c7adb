import type Quill from "quill/core";
import { Line } from "./blots/line";
import { addressOf } from "./dialogs";
import type { Range } from "./ranges";

const ADDRESS = /(?:^|[\s(<"'\u3000-\u303f\uff00-\uffef])((?:https?:\/\/|www\.)[^\s<>"]+)$/i;

/** Makes a link of the address that ends at the cursor; a step of its own, so that undo takes only the link away. */
export function autoLink(quill: Quill, range: Range): void {
  if (range.length > 0) return;
  const [line, offset] = quill.getLine(range.index);
  if (!(line instanceof Line) || line.formats()["l:code-block"] !== undefined) return;
  // No embed is part of an address; only text right before the cursor counts.
  const before = quill.getContents(range.index - offset, offset).ops.map((op) => (typeof op.insert === "string" ? op.insert : "\u0000")).join("");
  const found = ADDRESS.exec(before)?.[1];
  if (!found || found.includes("\u0000")) return;
  const address = found.replace(/[.,;:!?'）。，；：！？]+$/, "").replace(/\)$/, (end) => (found.includes("(") ? end : ""));
  const start = range.index - found.length;
  const formats = quill.getFormat(start, address.length);
  const href = addressOf(address);
  if (!/[^/.]\.[^.]|\/\/[^/]/.test(address) || formats["t:link"] !== undefined || formats["t:code"] !== undefined || !href) return;
  quill.history.cutoff();
  quill.formatText(start, address.length, { "t:link": href }, "user");
  quill.history.cutoff();
  quill.setSelection(range.index, 0, "silent");
}
