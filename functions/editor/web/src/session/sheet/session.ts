import { Core, type Beginning } from "../core";
import type { Anew, Edits } from "../edits";
import type { Snapshot } from "../protocol";
import type { Command, Rewrite, SessionEvents, SheetSession } from "../types";
import { SheetState } from "./state";

/** A session on a spreadsheet. */
export class SheetCore extends Core implements SheetSession {
  private book: SheetState;
  /** The screen is not in the order of the service: it is read anew once everything is sent. */
  private isOff = false;
  /** Own commands are not on the screen yet: nobody has listened. */
  private untold: boolean;
  private rewrite: Rewrite = (own) => own;

  /** `recovered`: commands that an earlier session left behind. */
  constructor(beginning: Beginning, recovered: Command[]) {
    super(beginning);
    this.book = this.made(beginning.joined.version, beginning.joined.number);
    this.book.change(recovered);
    this.untold = recovered.length > 0;
  }

  override on<E extends keyof SessionEvents>(event: E, listener: (data: SessionEvents[E]) => void): () => void {
    const end = super.on(event, listener);
    if (event === "commands" && this.untold) {
      this.untold = false;
      queueMicrotask(() => this.tellPending());
    }
    return end;
  }

  protected override get edits(): Edits | null {
    // The constructor of the common part runs before there is a state.
    return this.book ?? null;
  }

  change(commands: Command[]): void {
    if (this.joined.mode === "view") throw new Error("the document may only be viewed");
    this.book.change(commands);
    this.touched();
  }

  follow(rewrite: Rewrite): void {
    this.rewrite = rewrite;
  }

  protected override replace(snapshot: Snapshot, anew: Anew): void {
    const meanwhile = anew.carries ? this.book.pending : [];
    this.book = this.made(snapshot.version, snapshot.number, anew.seq);
    this.book.change(meanwhile);
  }

  protected override shown(): void {
    this.tellPending();
  }

  private tellPending(): void {
    const redo = this.book.pending;
    if (redo.length > 0) this.emitter.emit("commands", { commands: [], number: this.joined.number, redo });
  }

  protected override emptied(): void {
    const commands = this.book.takeRefused();
    if (commands.length > 0) {
      const message = "commands do not fit the spreadsheet any more";
      const edits = { version: this.book.version, sent: [], rest: commands, count: commands.length };
      this.isOff = false;
      const reason = { status: 422, error: "bad-change", message };
      void this.setAside(reason, edits).then(() => this.reread(message, reason));
    } else if (this.isOff) {
      this.isOff = false;
      void this.reread("");
    }
  }

  private made(version: number, number: number, seq = 0): SheetState {
    return new SheetState(version, number, {
      rewrite: (own, other) => this.rewrite(own, other),
      commands: (commands, by, redo) => this.emitter.emit("commands", { commands, number: by, redo }),
      reread: () => {
        this.isOff = true;
      },
    }, seq);
  }
}
