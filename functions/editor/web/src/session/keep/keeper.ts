import type { KeptEdits } from "../edits";
import type { Refusal } from "../types";
import type { Database, Kept } from "./database";
import { own } from "./owner";

/** After a change it takes so many milliseconds until it is written, so that fast typing is not a write for each letter. */
const GATHER_MS = 40;
/** A disk that does not answer within so many milliseconds does not keep edits from being sent. */
const STUCK_MS = 2000;

/** Who keeps edits, and for what. */
export interface Owner {
  place: string;
  title: string;
  kind: "word" | "cell";
}

/** Keeps one session's edits on this device for as long as the service does not have them. */
export class Keeper {
  private readonly id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
  private release: (() => void) | null = null;
  private written = false;
  private asides = 0;
  private over: Refusal | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private last: Promise<void> = Promise.resolve();
  /** Another tab has taken the edits: it thought that this one had died. */
  robbed = false;
  /** Whether the device keeps edits. */
  isKeeping: boolean;

  /** `look`: the edits as they are when they are written, and the session that they are of. */
  constructor(
    private readonly database: Database | null,
    private readonly owner: Owner,
    private readonly look: () => { edits: KeptEdits | null; session: string; number: number },
  ) {
    this.isKeeping = database !== null;
  }

  /** Owns its record; to be awaited before anything is kept. */
  async begin(): Promise<void> {
    if (this.database) this.release = await own(this.id);
  }

  /** Something has changed. */
  touch(): void {
    if (!this.database) return;
    this.timer ??= setTimeout(() => void this.now(), GATHER_MS);
  }

  /** Writes what there is, in the place of records whose edits are in it; done when it is on the disk, as far as that works. */
  async now(instead: readonly string[] = []): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const before = this.last;
    this.last = before.then(() => this.write(instead)).then(() => this.failed(null), (error: unknown) => this.failed(error));
    await Promise.race([this.last, new Promise((resolve) => setTimeout(resolve, STUCK_MS))]);
  }

  /** Whether edits are still this session's, and not taken by a tab that thought this one had died. */
  async isMine(): Promise<boolean> {
    await this.last;
    if (this.database && this.written && !this.robbed) this.robbed = (await this.database.get(this.id).catch(() => undefined)) === undefined;
    return !this.robbed;
  }

  /** From now on the edits are only kept to be copied by hand; answers their record, `null` where there are none. */
  async close(over: Refusal): Promise<Kept | null> {
    this.over = over;
    await this.now();
    return this.record();
  }

  /** Keeps edits to be copied by hand; answers their record. What becomes of the present ones is written afterwards as ever. */
  async setAside(edits: KeptEdits, over: Refusal): Promise<Kept> {
    const { session, number } = this.look();
    this.asides += 1;
    const aside: Kept = { id: `${this.id}.${this.asides}`, ...this.owner, session, number, at: Date.now(), edits, over };
    if (!this.database) return aside;
    // Other tabs look at it when this one is gone.
    await own(aside.id);
    await this.last;
    await this.database.put(aside).catch((error: unknown) => console.warn("edits are not kept on this device:", error));
    return aside;
  }

  /** Deletes a record for good. */
  forget(id: string): Promise<void> {
    if (id === this.id) this.robbed = true;
    return this.database ? this.database.delete(id) : Promise.resolve();
  }

  /** Writes the last time and lets the record go. */
  async end(): Promise<void> {
    await this.now();
    this.release?.();
    this.release = null;
  }

  private failed(error: unknown): void {
    this.isKeeping = error === null && this.database !== null;
    if (error !== null) console.warn("edits are not kept on this device:", error);
  }

  private record(): Kept | null {
    const { edits, session, number } = this.look();
    return edits && { id: this.id, ...this.owner, session, number, at: Date.now(), edits, ...(this.over ? { over: this.over } : {}) };
  }

  private async write(instead: readonly string[]): Promise<void> {
    if (!this.database || this.robbed) return;
    const kept = this.record();
    if (!kept) {
      if (this.written) await this.database.delete(this.id);
      for (const id of instead) await this.database.delete(id);
      this.written = false;
    } else if (this.written && instead.length === 0) {
      this.robbed = !(await this.database.replace(kept));
    } else {
      await this.database.put(kept, instead);
      this.written = true;
    }
  }
}
