import Quill from "quill/core";
import Module from "quill/core/module";
import Delta from "quill-delta";
import { Line, Table } from "./blots/line";
import { noteAt } from "./notes";
import { removal, type Range } from "./ranges";

/**
 * What is typed over a selection, and at places where the browser would do something else. Quill's own module takes cells
 * out of their rows when a selection reaches into a table.
 */
export class OwnInput extends Module {
  constructor(quill: Quill, options: Record<string, never>) {
    super(quill, options);
    quill.root.addEventListener("beforeinput", (event) => this.before(event));
    // On Android a composition may start before anybody wants to type.
    if (!/Android/i.test(navigator.userAgent)) quill.on(Quill.events.COMPOSITION_BEFORE_START, () => this.compose());
  }

  private before(event: InputEvent): void {
    const { quill } = this;
    if (quill.composition.isComposing || event.defaultPrevented || !quill.isEnabled()) return;
    if (event.inputType !== "insertText" && event.inputType !== "insertReplacementText") return;
    const text = event.data ?? (event.dataTransfer?.types.includes("text/plain") ? event.dataTransfer.getData("text/plain") : null);
    const target = event.getTargetRanges()[0];
    const normalized = target ? quill.selection.normalizeNative(target) : null;
    const range = normalized ? quill.selection.normalizedToRange(normalized) : null;
    if (text === null || !range) return;
    if (range.length > 0) {
      event.preventDefault();
      replace(quill, range, text);
    } else if (noteAt(quill, range.index, "before")) {
      const formats = textFormats(quill.getFormat(range.index));
      delete formats["t:script"];
      event.preventDefault();
      quill.updateContents(new Delta().retain(range.index).insert(text, formats), "user");
      quill.setSelection(range.index + text.length, 0, "silent");
    } else if (target && !inLine(quill, target.startContainer)) {
      // Beside a table, where there is no line yet.
      event.preventDefault();
      const index = placeBeside(quill);
      quill.updateContents(new Delta().retain(index).insert(text), "user");
      quill.setSelection(index + text.length, 0, "silent");
    }
  }

  private compose(): void {
    const { quill } = this;
    const range = quill.getSelection();
    if (!range) return;
    if (range.length > 0) replace(quill, range, "");
    else {
      const native = document.getSelection();
      if (native?.anchorNode && !inLine(quill, native.anchorNode)) quill.setSelection(placeBeside(quill), 0, "silent");
    }
  }
}

const textFormats = (formats: Record<string, unknown>) => Object.fromEntries(Object.entries(formats).filter(([name, value]) => name.startsWith("t:") && !Array.isArray(value)));

/** Puts text in place of a range; it looks like the first character that it replaces. */
function replace(quill: Quill, range: Range, text: string): void {
  const formats = textFormats(quill.getFormat(range.index, 1));
  quill.updateContents(removal(quill, range).compose(new Delta().retain(range.index).insert(text, formats)), "user");
  quill.setSelection(range.index + text.length, 0, "silent");
}

function inLine(quill: Quill, node: Node): boolean {
  for (let one: Node | null = node; one && one !== quill.root; one = one.parentNode) if (quill.scroll.find(one) instanceof Line) return true;
  return false;
}

/** Where to write when the cursor is beside a table: in the line after it, which is made where the document ends with the table. */
export function placeBeside(quill: Quill): number {
  const { index } = quill.getSelection() ?? { index: 0 };
  return lineAfter(quill, index) ?? index;
}

/** The place of the line after the table at a place, made where there is none; `null` where there is no table. */
export function lineAfter(quill: Quill, index: number): number | null {
  const [line] = quill.getLine(Math.min(index, quill.getLength() - 1));
  const table = line?.parent.parent;
  if (!(table instanceof Table)) return null;
  const end = table.offset(quill.scroll) + table.length();
  if (end >= quill.getLength()) {
    quill.history.cutoff();
    quill.updateContents(new Delta().retain(end).insert("\n"), "user");
  }
  return end;
}
