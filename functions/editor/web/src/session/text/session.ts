import Delta from "quill-delta";

import { Core, type Beginning } from "../core";
import type { Anew, Edits } from "../edits";
import type { Snapshot } from "../protocol";
import type { TextSession } from "../types";
import { TextState } from "./state";

/** A session on a text. */
export class TextCore extends Core implements TextSession {
  declare readonly content: { ops: Delta["ops"] };
  private text: TextState;

  /** `recovered`: edits that an earlier session left behind, on what the service has. */
  constructor(beginning: Beginning & { content: { ops: Delta["ops"] } }, recovered: Delta[]) {
    const base = new Delta(beginning.content.ops);
    const content = recovered.reduce((text, delta) => text.compose(delta), base);
    super({ ...beginning, content: { ops: content.ops } });
    this.text = this.made(base, beginning.joined.version, beginning.joined.number);
    for (const delta of recovered) this.text.change(delta);
    this.pointers.map({ pending: () => this.text.pending() });
  }

  protected override get edits(): Edits | null {
    // The constructor of the common part runs before there is a state.
    return this.text ?? null;
  }

  change(delta: Delta): void {
    if (this.joined.mode === "view") throw new Error("the document may only be viewed");
    this.text.change(delta);
    this.pointers.settle();
    this.touched();
  }

  protected override replace(snapshot: Snapshot, anew: Anew): void {
    const { ops } = snapshot.content as { ops: Delta["ops"] };
    this.text = this.made(new Delta(ops), snapshot.version, snapshot.number, anew.seq);
    this.pointers.forget();
  }

  private made(text: Delta, version: number, number: number, seq = 0): TextState {
    const show = (delta: Delta, by: number) => {
      this.emitter.emit("delta", { delta, number: by });
      this.pointers.settle();
    };
    return new TextState(text, version, number, show, (passed, delta) => this.pointers.follow(passed, delta), seq);
  }
}
