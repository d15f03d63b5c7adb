import type { Command } from "../../session/types";
import type { Book } from "./book";
import { followed } from "./following";
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
    const change = (step: Step): Step => ({
      ...step,
      commands: followed(book, step.commands, command),
      back: step.back && followed(book, step.back, command),
    });
    this.undo = this.undo.map(change);
    this.redo = this.redo.map(change);
  }
}
