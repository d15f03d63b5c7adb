import type Delta from "quill-delta";

import type { ToldCursor } from "./protocol";
import { asRefused } from "./refused";
import type { Cursor, Joined, Selection } from "./types";
import type { Wire } from "./wire";

/** A selection is told so often at most, in milliseconds. */
const PAUSE_MS = 200;
/** So many versions are remembered, to bring selections to the present one. */
const REMEMBERED = 300;

interface Pointer {
  /** In the service's document at the version that is known. */
  selection: Selection | null;
  /** As it was last told to the editor, as JSON. */
  told: string;
}

/** How selections of a text go between the service's document and the screen. */
export interface Mapping {
  /** What is on the screen and not in the service's document. */
  pending(): Delta;
}

/** Where others' selections are, and where the own one is for others. */
export class Pointers {
  private readonly others = new Map<number, Pointer>();
  private readonly early: ToldCursor[] = [];
  private readonly passed: { version: number; delta: Delta }[] = [];
  private mapping: Mapping | null = null;
  private wanted: Selection | null | undefined;
  /** The own selection as others have it, in the service's document. */
  private believed: Selection | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isKnown = true;

  constructor(
    private readonly wire: Wire,
    private readonly joined: () => Joined,
    private readonly version: () => number,
    private readonly tell: (cursor: Cursor) => void,
  ) {}

  /** From now on selections are those of a text. */
  map(mapping: Mapping): void {
    this.mapping = mapping;
  }

  /** The own selection, on the screen. */
  select(selection: Selection | null): void {
    this.wanted = selection;
    if (this.isKnown) this.timer ??= setTimeout(() => void this.send(), PAUSE_MS);
  }

  /** Somebody's selection, from the service. */
  hear(cursor: ToldCursor): void {
    if (cursor.number === this.joined().number) return;
    if (this.mapping && cursor.version > this.version()) {
      this.early.push(cursor);
      return;
    }
    const pointer = this.others.get(cursor.number) ?? { selection: null, told: "null" };
    this.others.set(cursor.number, pointer);
    pointer.selection = cursor.selection;
    for (const { version, delta } of this.passed) {
      if (version > cursor.version) pointer.selection = moved(pointer.selection, delta);
    }
    this.settle();
  }

  /** The service's text has come to a version. */
  follow(version: number, delta: Delta): void {
    this.passed.push({ version, delta });
    if (this.passed.length > REMEMBERED) this.passed.shift();
    for (const pointer of this.others.values()) pointer.selection = moved(pointer.selection, delta);
    this.believed = moved(this.believed, delta);
  }

  /** The screen has changed: tells whose selections are elsewhere now. */
  settle(): void {
    const version = this.version();
    for (const cursor of this.early.splice(0)) {
      if (cursor.version <= version) this.hear(cursor);
      else this.early.push(cursor);
    }
    if (this.others.size === 0) return;
    const pending = this.mapping?.pending();
    for (const [number, pointer] of this.others) {
      const selection = pending ? moved(pointer.selection, pending) : pointer.selection;
      const told = JSON.stringify(selection);
      if (told === pointer.told) continue;
      pointer.told = told;
      this.tell({ number, selection });
    }
  }

  /** Somebody has left. */
  gone(number: number): void {
    const pointer = this.others.get(number);
    this.others.delete(number);
    if (pointer && pointer.told !== "null") this.tell({ number, selection: null });
  }

  /** The document or the session is another one. */
  forget(): void {
    for (const number of [...this.others.keys()]) this.gone(number);
    this.passed.length = 0;
    this.early.length = 0;
    this.believed = null;
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.isKnown = false;
  }

  private async send(): Promise<void> {
    this.timer = null;
    if (this.wanted === undefined) return;
    const { session } = this.joined();
    const version = this.version();
    const selection = this.mapping ? placed(this.wanted, this.mapping.pending()) : this.wanted;
    // Who types pushes his own cursor on the screens of others.
    if (JSON.stringify(selection) === JSON.stringify(this.believed)) return;
    this.believed = selection;
    try {
      await this.wire.json(`editing/${session}/cursor`, { body: { version, selection } });
    } catch (error) {
      // A service that tells of no selections; failures of the way do not matter, the next one tells.
      if (["no-call", "method"].includes(asRefused(error).error)) this.isKnown = false;
      else this.believed = null;
    }
  }
}

/** A selection after a change: what is inserted right at it is before it, as the service has it. */
function moved(selection: Selection | null, delta: Delta): Selection | null {
  if (!selection || !("index" in selection)) return selection;
  const index = delta.transformPosition(selection.index);
  if (selection.length === 0) return { index, length: 0 };
  const end = delta.transformPosition(selection.index + selection.length, true);
  return { index, length: Math.max(0, end - index) };
}

/** A selection on the screen, in the document without what is pending. */
function placed(selection: Selection | null, pending: Delta): Selection | null {
  if (!selection || !("index" in selection)) return selection;
  const index = before(pending, selection.index);
  return { index, length: Math.max(0, before(pending, selection.index + selection.length) - index) };
}

/** Where a position behind a delta was in front of it. */
export function before(delta: Delta, position: number): number {
  let from = 0;
  let to = 0;
  for (const op of delta.ops) {
    if (op.insert !== undefined) {
      const length = typeof op.insert === "string" ? op.insert.length : 1;
      if (to + length >= position) return from;
      to += length;
    } else if (op.delete) {
      from += op.delete;
    } else {
      const length = typeof op.retain === "number" ? op.retain : 1;
      if (to + length >= position) return from + position - to;
      from += length;
      to += length;
    }
  }
  return from + position - to;
}
