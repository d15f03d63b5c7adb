import type Quill from "quill/core";
import Delta from "quill-delta";
import type { TextSession } from "../session/types";
import { fromEditor, toEditor } from "./codec";
import { update } from "./quiet";

/** What the binding needs of a session. */
export type Lines = Pick<TextSession, "change" | "on">;

/**
 * Keeps an editor and a session at the same document. Others' changes wait while a character is being composed, for the
 * browser's input method must not be disturbed; one's own wait for {@link flush} where `hold` is set (strict co-editing).
 * What waits on one side is rewritten to what passes on the other.
 */
export class Binding {
  /** Others' changes that are not on the screen yet; as the editor has it. */
  private waiting = new Delta();
  /** One's own that the session does not have yet; as everybody has it. */
  private held = new Delta();
  private composing = false;
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly quill: Quill,
    private readonly session: Lines,
    private readonly hold: boolean,
    /** Told when something waits for {@link flush} or nothing does. */
    private readonly onHeld: (held: boolean) => void = () => {},
    /** Told of others' changes once they are on the screen. */
    private readonly onRemote: (delta: Delta) => void = () => {},
  ) {
    const changed = (delta: Delta, _old: Delta, source: string) => {
      if (source === "user") this.local(delta);
    };
    quill.on("text-change", changed);
    this.ends.push(() => quill.off("text-change", changed));
    this.ends.push(session.on("delta", ({ delta }) => this.remote(delta)));
    const start = () => (this.composing = true);
    const end = () => {
      this.composing = false;
      // The text that was composed is told of first.
      queueMicrotask(() => this.show());
    };
    quill.root.addEventListener("compositionstart", start);
    quill.root.addEventListener("compositionend", end);
    this.ends.push(() => quill.root.removeEventListener("compositionstart", start), () => quill.root.removeEventListener("compositionend", end));
  }

  /** Sends what waits for it. */
  flush(): void {
    if (this.held.ops.length === 0) return;
    const change = this.held;
    this.held = new Delta();
    this.session.change(change);
    this.onHeld(false);
  }

  /** Ends it; what waits is sent. */
  end(): void {
    this.flush();
    for (const end of this.ends) end();
  }

  private local(delta: Delta): void {
    let own = delta;
    if (this.waiting.ops.length > 0) {
      own = this.waiting.transform(delta, true);
      this.waiting = delta.transform(this.waiting, false);
    }
    const change = fromEditor(own);
    if (change.ops.length === 0) return;
    if (!this.hold) {
      this.session.change(change);
      return;
    }
    const before = this.held.ops.length > 0;
    this.held = this.held.compose(change);
    const now = this.held.ops.length > 0;
    if (now !== before) this.onHeld(now);
  }

  private remote(delta: Delta): void {
    let theirs = delta;
    if (this.held.ops.length > 0) {
      theirs = this.held.transform(delta, false);
      this.held = delta.transform(this.held, true);
    }
    this.waiting = this.waiting.compose(toEditor(theirs));
    this.show();
  }

  private show(): void {
    if (this.composing || this.waiting.ops.length === 0) return;
    // What was typed and not noticed yet is on the screen before it.
    this.quill.update("user");
    const delta = this.waiting;
    this.waiting = new Delta();
    update(this.quill, delta, "api");
    this.onRemote(delta);
  }
}
