import Delta from "quill-delta";

import { Book } from "../src/cell/model/book";
import { apply } from "../src/cell/model/commands";
import type { WorkbookJson } from "../src/cell/model/json";
import { join, type Command, type Status, type TextSession, type SheetSession, type Unsaved } from "../src/session";

/** What the cells of a workbook say: values and formulas by place. */
function said(book: Book): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const key of book.keys()) {
    for (const [row, columns] of Object.entries(book.table(key) ?? {})) {
      for (const [col, cell] of Object.entries(columns ?? {})) {
        const { value, formula } = (cell ?? {}) as { value?: unknown; formula?: unknown };
        if (value !== undefined && value !== null) cells[`${key} ${row} ${col}`] = value;
        if (formula !== undefined) cells[`${key} ${row} ${col} =`] = formula;
      }
    }
  }
  return cells;
}

const copied = (content: unknown) => new Book(structuredClone(content) as WorkbookJson);

/** A page that has a session and no editor: what would be on the screen is `screen`. */
class Bare {
  session: (TextSession & SheetSession) | null = null;
  screen = new Delta();
  /** What would be on the screen of a spreadsheet. */
  book: Book | null = null;
  commands: { commands: Command[]; number: number; redo: Command[] }[] = [];
  statuses: Status[] = [];
  resets: string[] = [];
  outdated: Unsaved[] | null = null;
  cursors: Record<number, unknown> = {};
  /** When words came onto the screen, milliseconds since 1970. */
  seen: Record<string, number> = {};

  async join(config: object, options: object): Promise<void> {
    const base = new URL("../", location.href).href;
    const joined = await join(config, { base, ...options });
    if ("state" in joined) {
      this.outdated = joined.unsaved ?? [];
      return;
    }
    this.session = joined as TextSession & SheetSession;
    this.screen = new Delta((joined.content as { ops?: Delta["ops"] } | undefined)?.ops ?? []);
    if (joined.joined.kind === "cell") this.book = copied(joined.content);
    joined.on("delta", ({ delta }) => {
      this.screen = this.screen.compose(delta);
      for (const op of delta.ops) if (typeof op.insert === "string") for (const word of op.insert.split(" ")) this.seen[word] ??= Date.now();
    });
    joined.on("commands", (told) => {
      this.commands.push(told);
      this.run([...told.commands, ...told.redo]);
    });
    joined.on("status", (status) => this.statuses.push(status));
    joined.on("cursor", ({ number, selection }) => {
      this.cursors[number] = selection;
    });
    joined.on("reset", ({ content, message }) => {
      this.resets.push(message);
      if (this.book) this.book = copied(content);
      this.screen = new Delta((content as { ops?: Delta["ops"] }).ops ?? []);
    });
  }

  /** Applies commands as the spreadsheet editor does; what does not fit any more is put right by a reset. */
  run(commands: readonly Command[]): void {
    for (const command of commands) {
      try {
        if (this.book) apply(this.book, structuredClone(command));
      } catch {
        // The service refuses it, too.
      }
    }
  }

  /** Makes commands on the screen. */
  edit(...commands: Command[]): void {
    this.run(commands);
    this.session?.change(commands);
  }

  cells(): Record<string, unknown> {
    return this.book ? said(this.book) : {};
  }

  /** The cells as the service has them. */
  async truth(): Promise<Record<string, unknown>> {
    const answer = await fetch(new URL(`../editing/${this.session?.joined.session}`, location.href));
    return said(copied(((await answer.json()) as { content: unknown }).content));
  }

  /** Types words at a place, as one change. */
  type(words: string, at = 0): number {
    const delta = new Delta().retain(at).insert(words);
    this.screen = this.screen.compose(delta);
    this.session?.change(delta);
    return Date.now();
  }

  /** The plain text of the screen. */
  text(): string {
    return this.screen.ops.map((op) => (typeof op.insert === "string" ? op.insert : "\ufffc")).join("");
  }

  get state(): string {
    return this.session?.status.state ?? "none";
  }
}

declare global {
  interface Window {
    bare: Bare;
  }
}

window.bare = new Bare();
