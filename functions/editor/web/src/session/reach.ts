/** So many failures one after another, or so many milliseconds, are no blink any more. */
const BLINKS = 2;

/** Whether the service can be reached, as far as calls tell. */
export class Reach {
  private failures = 0;
  /** Since when it cannot, milliseconds since 1970; `null`: it can. */
  since: number | null = null;

  /** `changed` is called when `since` changes. */
  constructor(private readonly changed: () => void) {}

  /** A call was answered. */
  worked(): void {
    this.failures = 0;
    if (this.since === null) return;
    this.since = null;
    this.changed();
  }

  /** A call failed on its way. */
  failed(): void {
    this.failures += 1;
    const isOffline = typeof navigator !== "undefined" && navigator.onLine === false;
    if (this.since !== null || (this.failures < BLINKS && !isOffline)) return;
    this.since = Date.now();
    this.changed();
  }

  /** The browser says that there is no network. */
  cut(): void {
    if (this.since !== null) return;
    this.since = Date.now();
    this.changed();
  }
}
