import type { Edits, KeptEdits } from "../edits";
import type { Answer, Change } from "../protocol";
import type { Command, Rewrite } from "../types";
import { onlyWrites } from "./order";

/** Commands of one call at most (limit_pending_ops), and characters of them as JSON (limit_delta_bytes). */
const MOST = 500;
const MOST_CHARACTERS = 500_000;

interface InFlight {
  version: number;
  seq: number;
  commands: Command[];
}

/** What a spreadsheet's edits tell. */
export interface SheetShow {
  /** What own commands mean after one of somebody else. */
  rewrite: Rewrite;
  /** Others' commands, and own ones that come after them in the order of the service. */
  commands(commands: Command[], number: number, redo: Command[]): void;
  /** The screen cannot be brought into the order of the service by commands: it is to be read once all are sent. */
  reread(): void;
}

/**
 * Commands on their way. The service applies them to the workbook as it is when they come, so the order is that of the
 * history; own ones are on the screen at once, and what others did before them comes later.
 */
export class SheetState implements Edits {
  private inFlight: InFlight | null = null;
  private waiting: Command[] = [];
  seq: number;
  /** Calls are cut down to one command each until so many are through: one of them was refused. */
  private single = 0;
  /** Commands that were refused, since they were last asked for. */
  private readonly refusedOnes: Command[] = [];

  constructor(
    public version: number,
    public number: number,
    private readonly show: SheetShow,
    seq = 0,
  ) {
    this.seq = seq;
  }

  get count(): number {
    return this.waiting.length + (this.inFlight?.commands.length ?? 0);
  }

  /** Own commands that the service has not acknowledged, in order. */
  get pending(): Command[] {
    return [...(this.inFlight?.commands ?? []), ...this.waiting];
  }

  change(commands: readonly Command[]): void {
    this.waiting.push(...commands);
  }

  take(): boolean {
    if (this.inFlight) return true;
    if (this.waiting.length === 0) return false;
    const most = this.single > 0 ? 1 : MOST;
    let characters = 0;
    let count = 0;
    for (const command of this.waiting) {
      characters += JSON.stringify(command).length;
      if (count > 0 && (count >= most || characters > MOST_CHARACTERS)) break;
      count += 1;
    }
    this.seq += 1;
    this.inFlight = { version: this.version, seq: this.seq, commands: this.waiting.splice(0, count) };
    return true;
  }

  call(): { version: number; seq: number; commands: Command[] } | null {
    return this.inFlight && { ...this.inFlight };
  }

  answered(answer: Answer): void {
    for (const change of answer.missed) this.follow(change);
    if (!this.inFlight) return;
    this.acknowledged(answer.version);
  }

  follow(change: Change): void {
    if (change.version <= this.version) return;
    if (change.number === this.number) {
      this.acknowledged(change.version);
      return;
    }
    this.version = change.version;
    const commands = change.commands ?? [];
    const moves = this.pending.length > 0 && !commands.every(onlyWrites);
    if (moves) this.rewrite(commands);
    const redo = this.pending;
    if (moves || (redo.length > 0 && !redo.every(onlyWrites))) {
      this.show.commands(commands, change.number, []);
      this.show.reread();
      return;
    }
    this.show.commands(commands, change.number, redo);
  }

  /**
   * Own commands follow others' rows and sheets, so that what was typed into a cell meanwhile (or offline) reaches that cell.
   * A call under way may be with the service as it was; then it is not applied again, and the screen is read anew.
   */
  private rewrite(commands: Command[]): void {
    const followed = (own: Command[]) => commands.reduce((left, other) => this.show.rewrite(left, other), own);
    this.waiting = followed(this.waiting);
    if (this.inFlight) this.inFlight = { ...this.inFlight, version: this.version, commands: followed(this.inFlight.commands) };
  }

  renumber(number: number): void {
    this.number = number;
    this.seq = 0;
    if (!this.inFlight) return;
    this.waiting.unshift(...this.inFlight.commands);
    this.inFlight = null;
  }

  farewell(): object | null {
    if (this.count === 0) return null;
    const sent = this.inFlight?.commands.length ?? 0;
    return { version: this.version, seq: this.seq + 1, sent, commands: this.pending, leave: true };
  }

  kept(): KeptEdits | null {
    if (this.count === 0) return null;
    const { version, count } = this;
    return { version, sent: this.inFlight?.commands ?? [], rest: this.waiting.slice(), count };
  }

  /** All commands of a call are refused for one of them: they are tried one by one, and the wrong one goes. */
  refuse(): boolean {
    const flight = this.inFlight;
    if (!flight) return false;
    this.inFlight = null;
    // A call that was refused has not used its number.
    this.seq -= 1;
    if (flight.commands.length > 1) {
      this.single = flight.commands.length;
      this.waiting.unshift(...flight.commands);
    } else {
      this.single = Math.max(0, this.single - 1);
      this.refusedOnes.push(...flight.commands);
    }
    return true;
  }

  /** The commands that were refused; the next time, those that were since. */
  takeRefused(): Command[] {
    return this.refusedOnes.splice(0);
  }

  private acknowledged(version: number): void {
    if (this.inFlight) this.single = Math.max(0, this.single - this.inFlight.commands.length);
    this.inFlight = null;
    this.version = Math.max(this.version, version);
  }
}
