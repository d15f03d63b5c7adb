import type { Command } from "../../session/types";
import { most } from "./arguments";
import type { Axis } from "./arguments";
import type { Book } from "./book";
import { named } from "./commands/insert-delete";
import { DELETES, INSERTS } from "./inverse";
import type { Cell, Range } from "./json";
import { moved as formulaMoved, sheetOf } from "./references";
import { Shift } from "./shift";

/** Rows or columns of a sheet that were inserted or deleted. */
export interface Move {
  /** The key of the sheet. */
  sheet: string;
  axis: Axis;
  shift: Shift;
}

/** What of a sheet a command moves; nothing where it moves none. */
export function moveOf(book: Book, command: Command): Move | null {
  const inserts = INSERTS.test(command.cmd);
  if (!inserts && !DELETES.test(command.cmd)) return null;
  const sheet = book.find(command.sheetName ?? "");
  if (sheet === undefined) return null;
  const axis: Axis = /Row/.test(command.cmd) ? "row" : "column";
  return { sheet, axis, shift: new Shift(named(command, axis), inserts) };
}

/** Where a block of cells is after rows or columns moved; nothing where all of it is gone. */
export function rangeMoved<R extends Range>(range: R, { axis, shift }: Move): R | null {
  const [start, count] = axis === "row" ? (["row", "rowCount"] as const) : (["col", "colCount"] as const);
  if (range[start] < 0 || range[count] >= most(axis)) return range;
  const to = shift.moved({ start: range[start], count: range[count] });
  return to.count > 0 && to.start + to.count <= most(axis) ? { ...range, [start]: to.start, [count]: to.count } : null;
}

/** A formula (without its `=`) of a sheet after rows or columns of one moved. */
export function formulaAfter(book: Book, formula: string, own: string | undefined, { sheet, axis, shift }: Move): string {
  return formulaMoved(formula, axis, shift, (prefix) => (prefix === "" ? own : book.findFolded(sheetOf(prefix))) === sheet);
}

/**
 * What commands mean after a command of somebody else: they were made for the workbook before it. `book` is still as it
 * was then.
 */
export function followed(book: Book, commands: Command[], other: Command): Command[] {
  if (other.cmd === "renameSheet") {
    const sheet = book.find(other.sheetName ?? "");
    return commands.map((one) => (sheet !== undefined && book.find(one.sheetName ?? "") === sheet ? { ...one, sheetName: other.name as string } : one));
  }
  const move = moveOf(book, other);
  if (!move) return commands;
  return commands.flatMap((one) => {
    const own = book.find(one.sheetName ?? "");
    const next = withFormulas(book, one, own, move);
    return own === move.sheet ? moved(next, move) : [next];
  });
}

/** A command whose formulas follow. */
function withFormulas(book: Book, command: Command, own: string | undefined, move: Move): Command {
  const after = (formula: string) => formulaAfter(book, formula, own, move);
  const { newValue, cells } = command;
  if (typeof newValue === "string" && newValue.startsWith("=")) return { ...command, newValue: `=${after(newValue.slice(1))}` };
  if (command.cmd !== "setCells" || !Array.isArray(cells)) return command;
  const list = (cells as { cell: Cell | null }[]).map((entry) => {
    const formula = entry.cell?.formula;
    if (typeof formula !== "string") return entry;
    const next = after(formula);
    return next === formula ? entry : { ...entry, cell: { ...entry.cell, formula: next } };
  });
  return { ...command, cells: list };
}

/** A command after rows or columns of its sheet moved; none where all that it is about is gone. */
function moved(command: Command, move: Move): Command[] {
  const { axis, shift } = move;
  const [start, first, last] = axis === "row" ? ["row", "firstRow", "lastRow"] : ["col", "firstCol", "lastCol"];
  const out: Command = { ...command };
  for (const name of ["ranges", "selections", "pastedRanges", "fromRanges"]) {
    if (!Array.isArray(command[name])) continue;
    const left = (command[name] as Range[]).flatMap((range) => rangeMoved(range, move) ?? []);
    if (left.length === 0) return [];
    out[name] = left;
  }
  for (const name of ["cells", axis === "row" ? "rows" : "columns"]) {
    if (!Array.isArray(command[name])) continue;
    const left = (command[name] as Record<string, number>[]).flatMap((entry) => {
      const from = entry[first];
      if (typeof from === "number") {
        const to = shift.moved({ start: from, count: (entry[last] ?? from) - from + 1 });
        return to.count > 0 && to.start + to.count <= most(axis) ? [{ ...entry, [first]: to.start, [last]: to.start + to.count - 1 }] : [];
      }
      const at = entry[start];
      const to = typeof at === "number" ? shift.to(at) : -1;
      return to >= 0 && to < most(axis) ? [{ ...entry, [start]: to }] : [];
    });
    if (left.length === 0) return [];
    out[name] = left;
  }
  const at = command[start];
  if (typeof at === "number") {
    const to = shift.to(at);
    if (to >= 0 && to < most(axis)) out[start] = to;
    // Where rows or columns come between others, a deleted place is where these were.
    else if (INSERTS.test(command.cmd)) out[start] = shift.moved({ start: at, count: 1 }).start;
    else return [];
  }
  return [out];
}
