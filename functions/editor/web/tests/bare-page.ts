import Delta from "quill-delta";

import { join, type Command, type Status, type TextSession, type SheetSession, type Unsaved } from "../src/session";

/** A page that has a session and no editor: what would be on the screen is `screen`. */
class Bare {
  session: (TextSession & SheetSession) | null = null;
  screen = new Delta();
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
    joined.on("delta", ({ delta }) => {
      this.screen = this.screen.compose(delta);
      for (const op of delta.ops) if (typeof op.insert === "string") for (const word of op.insert.split(" ")) this.seen[word] ??= Date.now();
    });
    joined.on("commands", (told) => this.commands.push(told));
    joined.on("status", (status) => this.statuses.push(status));
    joined.on("cursor", ({ number, selection }) => {
      this.cursors[number] = selection;
    });
    joined.on("reset", ({ content, message }) => {
      this.resets.push(message);
      this.screen = new Delta((content as { ops?: Delta["ops"] }).ops ?? []);
    });
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
