import type { Parchment } from "quill/core";
import Block from "quill/blots/block";
import Container from "quill/blots/container";

/** What a chunk holds at least, if there is as much after it: characters, and a paragraph counts as {@link LINE} more. */
const ENOUGH = 2500;
/** What it holds at most, if it can be parted. */
const MOST = 2 * ENOUGH;
const LINE = 60;

/** Holds lines, or groups of them. */
export class Group extends Container {
  override insertBefore(blot: Parchment.Blot, ref?: Parchment.Blot | null): void {
    changed(blot.parent as Parchment.Blot | null);
    super.insertBefore(blot, ref);
    changed(this);
  }

  override removeChild(child: Parchment.Blot): void {
    super.removeChild(child);
    changed(this);
  }
}

/** The length of a line or a group is another one: its chunk must not go on with what it knows. */
export function changed(blot: Parchment.Blot | null): void {
  for (let one = blot; one; one = one.parent as Parchment.Blot | null) if (one instanceof Chunk) one.forget();
}

/**
 * About a page of lines. Browsers do not lay out or paint the chunks that are far from what is seen, so that a key costs the
 * same in a long document as in a short one. Nothing else knows of them: for places in the document they have no length of
 * their own.
 */
export class Chunk extends Group {
  static override blotName = "chunk";
  static override tagName = "DIV";
  static override className = "w-chunk";
  /** Its length, which is asked for several times for each key. */
  private known: number | null = null;

  constructor(scroll: Parchment.Root, node: HTMLElement) {
    super(scroll, node);
    // It may be the second half of one that was.
    this.near(false);
  }

  /** Whether it is laid out wherever it is. */
  near(is: boolean): void {
    const { classList } = this.domNode;
    if (classList.contains("w-near") !== is) classList.toggle("w-near", is);
  }

  override length(): number {
    this.known ??= super.length();
    return this.known;
  }

  /** What is in it has changed. */
  forget(): void {
    this.known = null;
  }

  /** Whether one more line should go into it. */
  hasRoom(): boolean {
    return this.weight() < ENOUGH;
  }

  override checkMerge(): boolean {
    const { next } = this;
    if (!(next instanceof Chunk)) return false;
    return together(this.children.tail, next.children.head) || this.weight() + next.weight() <= ENOUGH;
  }

  override optimize(context: object): void {
    super.optimize(context as Record<string, never>);
    if (this.children.length === 0) return;
    if (this.prev instanceof Chunk && this.prev.checkMerge()) {
      this.prev.optimize(context);
      return;
    }
    this.part();
    this.estimate();
  }

  private weight(): number {
    return this.children.reduce((sum, child) => sum + weight(child), 0);
  }

  /** Makes several of one that is too large. */
  private part(): void {
    if (this.weight() <= MOST) return;
    const cuts: Parchment.Blot[] = [];
    let sum = 0;
    let rest = this.weight();
    for (let child = this.children.head; child?.next && rest > MOST; child = child.next) {
      sum += weight(child);
      if (sum < ENOUGH || together(child, child.next)) continue;
      cuts.push(child);
      rest -= sum;
      sum = 0;
    }
    // From the end on, so that nothing is moved twice.
    for (const last of cuts.reverse()) this.splitAfter(last);
  }

  /** Says how high it will be, for as long as nobody has seen it. */
  private estimate(): void {
    const lines = this.children.reduce((sum, child) => sum + rows(child), 0);
    const size = String(Math.ceil(lines / 2) * 2);
    if (this.domNode.style.getPropertyValue("--rows") !== size) this.domNode.style.setProperty("--rows", size);
  }
}

function weight(blot: Parchment.Blot): number {
  return LINE + blot.length();
}

/** How many rows of text it takes on a paper of the usual width, roughly. */
function rows(blot: Parchment.Blot): number {
  if (blot.statics.blotName === "row" && blot instanceof Container) return Math.max(0, ...blot.children.map(rows));
  if (blot instanceof Container) return blot.children.reduce((sum, child) => sum + rows(child), 0);
  return Math.ceil(blot.length() / 92) + 0.4;
}

/** Whether two neighbours must be in one chunk: lists go on counting, and code has one frame. */
export function together(one: Parchment.Blot | null, next: Parchment.Blot | null): boolean {
  if (!one || !next) return false;
  if (one instanceof Container || next instanceof Container) return one.statics.blotName === next.statics.blotName;
  if (one.statics.blotName === "item" || one.statics.blotName === "cell") return one.statics.blotName === next.statics.blotName;
  return isCode(one) && isCode(next);
}

function isCode(blot: Parchment.Blot): boolean {
  return blot instanceof Block && blot.domNode.dataset.code !== undefined;
}
