import type { Command } from "../../session/types";
import { Engine } from "../calc/engine";
import type { Place } from "../calc/links";
import type { Scalar } from "../calc/values";
import { Book, Invalid } from "./book";
import type { Journal } from "./book";
import { apply } from "./commands";
import { moveOf } from "./following";
import type { Move } from "./following";
import { format, valueOf } from "./format";
import { inverse } from "./inverse";
import { Heights } from "./heights";
import { History } from "./history";
import type { Step } from "./history";
import type { Range, WorkbookJson } from "./json";
import { Looks } from "./style";

/** What the editor shows: where the selection was, so that undoing leads back there. */
export interface Where {
  sheet: string;
  range: Range;
}

/** What changed. `structure`: rows moved, or sheets came and went; `layout`: sizes may be others. */
export interface Changed {
  structure: boolean;
  layout: boolean;
  remote: boolean;
}

/** Members of a sheet on which sizes and places depend. */
const SIZING = new Set(["rows", "columns", "defaults", "frozenRowCount", "frozenColCount", "zoomFactor"]);

/** The workbook with its formulas, its styles and what can be taken back. */
export class Workspace {
  book!: Book;
  engine!: Engine;
  looks!: Looks;
  heights!: Heights;
  readonly history = new History();
  /** Called after every change. */
  changed: (what: Changed) => void = () => {};
  /** Called before others' rows or columns are inserted or deleted: what is selected and edited follows. */
  moved: (move: Move) => void = () => {};
  /** Where own commands go. */
  send: (commands: Command[]) => void = () => {};

  constructor(content: unknown) {
    this.reset(content);
  }

  /** Takes another workbook in the place of this one; what can be taken back stays. */
  reset(content: unknown): void {
    this.book = new Book(content as WorkbookJson);
    this.looks = new Looks(this.book);
    this.heights = new Heights(this);
    this.engine = new Engine(this.book);
    this.engine.changed = () => this.changed({ structure: false, layout: false, remote: true });
    this.engine.load(true);
    this.changed({ structure: true, layout: true, remote: true });
  }

  /** The value of a cell, and its text as its format shows it. */
  shown(key: string, row: number, col: number): { value: Scalar; text: string; color?: string } {
    const cell = this.book.cell(key, row, col);
    if (!cell) return { value: null, text: "" };
    const value = cell.formula === undefined ? valueOf(cell).value : this.engine.value(key, row, col);
    const look = this.looks.resolve(key, cell.style);
    const code = look.format === "General" ? (valueOf(cell).format ?? "General") : look.format;
    return { value, ...format(code, value) };
  }

  /**
   * Makes own commands: here, for undoing, and on their way to the service.
   *
   * @throws Invalid where one cannot be applied; nothing was changed.
   */
  perform(commands: Command[], where: Where): void {
    if (commands.length === 0) return;
    const back = this.run(commands, false);
    this.history.did({ commands, back, where });
    this.send(commands);
  }

  /** Takes back, or makes again, one step; answers where it was. */
  again(direction: "undo" | "redo"): Where | null {
    const step = this.history.take(direction);
    if (!step) return null;
    if (!step.back) return step.where;
    try {
      const back = this.run(step.back, false);
      this.send(step.back);
      const turned: Step = { commands: step.back, back, where: step.where };
      this.history.put(direction === "undo" ? "redo" : "undo", turned);
    } catch (error) {
      // What it was about is gone.
      if (!(error instanceof Invalid)) throw error;
    }
    return step.where;
  }

  /** Others' commands, and own ones that come after them in the order of the service. */
  remote(commands: Command[], redo: Command[]): void {
    for (const [at, command] of [...commands, ...redo].entries()) {
      try {
        if (at < commands.length) this.follow(command);
        this.run([command], true);
      } catch (error) {
        // The service took it, so its copy is another one; a reset will follow.
        if (!(error instanceof Invalid)) throw error;
      }
    }
  }

  /** What can be taken back, and what is selected, follows a command of somebody else. */
  private follow(command: Command): void {
    this.history.follow(this.book, command);
    const move = moveOf(this.book, command);
    if (move) this.moved(move);
  }

  /** Applies commands, all or none, and answers what takes them back; `null` where nothing does. */
  private run(commands: Command[], remote: boolean): Command[] | null {
    const done: Journal[] = [];
    let back: Command[] | null = [];
    try {
      for (const command of commands) {
        const journal = apply(this.book, command);
        done.push(journal);
        const undoes = remote ? [] : inverse(this.book, command, journal);
        back = back && undoes ? [...undoes, ...back] : null;
      }
    } catch (error) {
      for (const journal of done.reverse()) this.book.revert(journal);
      throw error;
    }
    const structure = done.some((journal) => journal.structure);
    let layout = structure;
    if (structure) {
      this.looks = new Looks(this.book);
      this.heights = new Heights(this);
      this.engine.load(false);
    } else {
      const entries = done.flatMap((journal) => journal.entries);
      const members = entries.filter((entry) => entry.kind === "member").map((entry) => entry.name);
      layout = members.some((name) => SIZING.has(name));
      if (members.includes("columns")) this.heights = new Heights(this);
      const cells: Place[] = entries.filter((entry) => entry.kind === "cell");
      if (cells.length > 0 && this.heights.changed([...cells, ...this.engine.cellsChanged(cells)])) layout = true;
    }
    this.changed({ structure, layout, remote });
    return back;
  }
}
