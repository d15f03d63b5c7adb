import type { Command } from "../../session/types";
import { follow } from "../model/commands/copy";
import { valueOf } from "../model/format";
import type { Cell, Range } from "../model/json";
import type { Editor } from "./editor";

/**
 * Fills from the selection to a range around it: numbers and dates go on as the selected ones do, texts that end in a number
 * count on, formulas follow, all else is repeated.
 */
export function fillTo(editor: Editor, target: Range): void {
  const { workspace, key, selected } = editor;
  const { range } = selected;
  const down = target.rowCount > range.rowCount;
  const cells: Command[] = [];
  const lines = down ? range.colCount : range.rowCount;
  for (let line = 0; line < lines; line += 1) {
    const count = down ? range.rowCount : range.colCount;
    const source = Array.from({ length: count }, (_, at) => (down ? [range.row + at, range.col + line] : [range.row + line, range.col + at]) as [number, number]);
    const found = source.map(([row, col]) => workspace.book.cell(key, row, col));
    const series = seriesOf(found);
    const start = down ? range.row : range.col;
    const [from, to] = down ? [target.row, target.row + target.rowCount] : [target.col, target.col + target.colCount];
    for (let at = from; at < to; at += 1) {
      const step = at - start;
      if (step >= 0 && step < count) continue;
      const place = ((step % count) + count) % count;
      const [row, col] = down ? [at, range.col + line] : [range.row + line, at];
      const [sourceRow, sourceCol] = source[place] ?? [row, col];
      const cell = found[place];
      const next = cell && (series?.(step, cell) ?? follow(cell, [row - sourceRow, col - sourceCol]));
      cells.push({ cmd: "", row, col, cell: next ?? null });
    }
  }
  const entries = cells.map(({ row, col, cell }) => ({ row, col, cell }));
  selected.set(workspace.book, key, target);
  if (!editor.perform([{ cmd: "setCells", sheetName: editor.sheetName, cells: entries }])) editor.drawOverlays();
  else editor.selectionChanged(false);
}

/** How a row of cells goes on; nothing where it does not. `step` counts from its first cell. */
function seriesOf(cells: (Cell | undefined)[]): ((step: number, cell: Cell) => Cell | undefined) | null {
  if (cells.some((cell) => !cell || cell.formula !== undefined)) return null;
  const values = cells.map((cell) => valueOf(cell));
  const numbers = values.map(({ value }) => value);
  if (numbers.every((value): value is number => typeof value === "number")) {
    const dates = values.every(({ format }) => format !== undefined);
    if (numbers.length === 1 && !dates) return null;
    const first = numbers[0] ?? 0;
    const last = numbers.at(-1) ?? first;
    const by = numbers.length === 1 ? 1 : (last - first) / (numbers.length - 1);
    const even = numbers.every((value, at) => Math.abs(value - (first + by * at)) < 1e-9 * Math.max(1, Math.abs(value)));
    if (!even) return null;
    return (step, cell) => {
      const value = Number((first + by * step).toPrecision(15));
      return { ...cell, value: dates ? `/OADate(${value})/` : value };
    };
  }
  const [text] = numbers;
  if (numbers.length !== 1 || typeof text !== "string") return null;
  const [, start, digits] = /^(.*?)(\d{1,9})$/su.exec(text) ?? [];
  if (digits === undefined) return null;
  return (step, cell) => ({ ...cell, value: `${start}${String(Number(digits) + step).padStart(digits.startsWith("0") ? digits.length : 0, "0")}` });
}

