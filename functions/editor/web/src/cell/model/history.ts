import type { Command } from "../../session/types";
import type { Book } from "./book";
import { most } from "./arguments";
import type { Axis } from "./arguments";
import { named } from "./commands/insert-delete";
import { DELETES, INSERTS } from "./inverse";
import type { Range } from "./json";
import { Shift } from "./shift";
import type { Where } from "./workspace";

/** Something that was done: the commands, and those that take it back. */
export interface Step {
  commands: Command[];
  back: Command[] | null;
  where: Where;
}

const DEPTH = 200;

/** Own steps that can be taken back and made again. Others' are not among them; where others move rows, steps follow. */
export class History {
  private undo: Step[] = [];
  private redo: Step[] = [];

  get canUndo(): boolean {
    return this.undo.length > 0;
  }

  get canRedo(): boolean {
    return this.redo.length > 0;
  }

  did(step: Step): void {
    this.undo.push(step);
    if (this.undo.length > DEPTH) this.undo.shift();
    this.redo = [];
  }

  take(from: "undo" | "redo"): Step | undefined {
    return this[from].pop();
  }

  put(to: "undo" | "redo", step: Step): void {
    this[to].push(step);
  }

  /** Rewrites the steps to what they mean once somebody else inserted or deleted rows or columns, or renamed a sheet. */
  follow(book: Book, command: Command): void {
    const inserts = INSERTS.test(command.cmd);
    const renamed = command.cmd === "renameSheet";
    if (!inserts && !DELETES.test(command.cmd) && !renamed) return;
    const sheet = book.find(command.sheetName ?? "");
    if (sheet === undefined) return;
    const change = (step: Step): Step => {
      const each = (commands: Command[]) =>
        commands.flatMap((one) => {
          if (book.find(one.sheetName ?? "") !== sheet) return [one];
          if (renamed) return [{ ...one, sheetName: command.name as string }];
          const axis: Axis = /Row/.test(command.cmd) ? "row" : "column";
          return moved(one, axis, new Shift(named(command, axis), inserts));
        });
      return { ...step, commands: each(step.commands), back: step.back && each(step.back) };
    };
    this.undo = this.undo.map(change);
    this.redo = this.redo.map(change);
  }
}

/** A command after rows or columns of its sheet moved; none where all that it is about is gone. */
function moved(command: Command, axis: Axis, shift: Shift): Command[] {
  const [start, count] = axis === "row" ? (["row", "rowCount"] as const) : (["col", "colCount"] as const);
  const range = (value: Range): Range[] => {
    if (value[start] < 0) return [value];
    const to = shift.moved({ start: value[start], count: value[count] });
    return to.count > 0 && to.start + to.count <= most(axis) ? [{ ...value, [start]: to.start, [count]: to.count }] : [];
  };
  const out: Command = { ...command };
  for (const name of ["ranges", "selections", "pastedRanges", "fromRanges"]) {
    if (!Array.isArray(command[name])) continue;
    const left = (command[name] as Range[]).flatMap(range);
    if (left.length === 0) return [];
    out[name] = left;
  }
  const points = [...(Array.isArray(command.cells) ? ["cells"] : []), ...(axis === "row" ? ["rows"] : ["columns"])];
  for (const name of points) {
    if (!Array.isArray(command[name])) continue;
    const left = (command[name] as Record<string, number>[]).flatMap((entry) => {
      const to = typeof entry[start] === "number" ? shift.to(entry[start]) : -1;
      return to >= 0 && to < most(axis) ? [{ ...entry, [start]: to }] : [];
    });
    if (left.length === 0) return [];
    out[name] = left;
  }
  if (typeof command[start] === "number") {
    const to = shift.to(command[start]);
    if (to < 0 || to >= most(axis)) return [];
    out[start] = to;
  }
  return [out];
}
