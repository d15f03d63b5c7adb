/** So many failures of one way after another are no blink any more. */
const BLINKS = 2;

/** A way to the service: edits go, others' edits come. */
export type Way = "out" | "in";

/** Whether the service can be reached, as far as calls tell. */
export class Reach {
  private readonly failures: Record<Way, number> = { out: 0, in: 0 };
  /** Since when one way or both are cut, milliseconds since 1970; `null`: neither is. */
  since: number | null = null;

  /** `changed` is called when `since` changes. */
  constructor(private readonly changed: () => void) {}

  /** A call was answered, or there is nothing more to be sent. */
  worked(way: Way): void {
    this.failures[way] = 0;
    this.look();
  }

  /** A call failed on its way. */
  failed(way: Way): void {
    // What the browser knows needs no second look.
    const isSure = typeof navigator !== "undefined" && navigator.onLine === false;
    this.failures[way] += isSure ? BLINKS : 1;
    this.look();
  }

  private look(): void {
    const isCut = this.failures.out >= BLINKS || this.failures.in >= BLINKS;
    if (isCut === (this.since !== null)) return;
    this.since = isCut ? Date.now() : null;
    this.changed();
  }
}
