import type Quill from "quill/core";
import type Delta from "quill-delta";

/**
 * Changes the document as `updateContents` does, but leaves the keyboard's focus where it is: Quill takes it back into the
 * text whenever it has changed, even from a button that is being pressed.
 */
export function update(quill: Quill, delta: Delta, source: "user" | "api"): void {
  if (quill.hasFocus()) {
    quill.updateContents(delta, source);
    return;
  }
  const { selection } = quill;
  const shadow = quill as unknown as { getSelection?: () => null };
  const range = selection.lastRange;
  shadow.getSelection = () => null;
  try {
    quill.updateContents(delta, source);
  } finally {
    // The method of the class is seen again.
    delete shadow.getSelection;
  }
  if (!range) return;
  range.length = delta.transformPosition(range.index + range.length) - delta.transformPosition(range.index);
  range.index = delta.transformPosition(range.index);
}
