import { rangeOf } from "../model/address";
import { sheetOf } from "../model/references";
import type { Editor } from "./editor";
import type { Overlay } from "./grid";

/** Colours of the references of a formula, in turn. */
const COLORS = ["#1a73e8", "#c5221f", "#7b1fa2", "#188038", "#b06000", "#00838f"];
const REFERENCE = /"(?:[^"]|"")*"?|((?:'(?:[^']|'')*'|[\p{L}_][\p{L}\d_.]*)!)?(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\d_.(!])/gu;

/** Frames in colours around the cells that the formula being typed names. */
export function referenceMarks(editor: Editor, shown: string): Overlay[] {
  const { input, workspace } = editor;
  const { cell, text } = input;
  if (!cell || !text.startsWith("=")) return [];
  const known = new Map<string, string>();
  const marks: Overlay[] = [];
  for (const found of text.matchAll(REFERENCE)) {
    const [, prefix, name] = found;
    // A word that goes on before it is no reference.
    if (name === undefined || /[\p{L}\d_.]/u.test(text[found.index - 1] ?? "")) continue;
    const key = prefix === undefined ? cell.key : workspace.book.findFolded(sheetOf(prefix));
    const range = rangeOf(name);
    if (key === undefined || !range) continue;
    const id = `${key}!${name.replaceAll("$", "").toUpperCase()}`;
    const color = known.get(id) ?? COLORS[known.size % COLORS.length] ?? "";
    if (!known.has(id) && key === shown) marks.push({ range, className: "cg-named", color });
    known.set(id, color);
  }
  return marks;
}
