import { MAX_ROWS } from "../model/address";
import type { Editor } from "./editor";
import { textWidth } from "./measure";
import { PADDING, fontOf } from "./paint";

/** The most cells that are measured. */
const MOST = 20_000;

/** The width that the widest text of a column needs, pixels at 100 %. */
export function fittingWidth(editor: Editor, col: number): number {
  const { workspace, key } = editor;
  let widest = 0;
  let seen = 0;
  workspace.book.each(key, { row: 0, rowCount: MAX_ROWS, col, colCount: 1 }, (row) => {
    seen += 1;
    if (seen > MOST) return;
    const look = workspace.looks.of(key, row, col);
    if (look.wrap) return;
    const { text } = workspace.shown(key, row, col);
    for (const line of text.split("\n")) widest = Math.max(widest, textWidth(line, fontOf(look, 1)) + look.indent * 9);
  });
  return widest === 0 ? 64 : Math.min(1000, Math.ceil(widest + 2 * PADDING + 4));
}
