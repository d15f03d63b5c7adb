import type { Refusal } from "./types";

/** A refusal of the service, or a failure of the way to it (`status` 0, `error` "network"). */
export class Refused extends Error implements Refusal {
  /** Seconds after which to ask again, where the service says so. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
    retryAfter?: number,
  ) {
    super(message);
    this.name = "Refused";
    this.retryAfter = retryAfter;
  }

  /** Whether the same call may work later: the way to the service or the service itself fails, not the call. */
  get isTemporary(): boolean {
    if (this.error === "cannot-open" || this.status === 413) return false;
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
      // Whatever stands between answers without the service's words while that is being replaced.
      || this.error.startsWith("http-") || this.error === "saving";
  }

  /** As plain data, for events and for what is kept. */
  plain(): Refusal {
    return { status: this.status, error: this.error, message: this.message };
  }
}

/** Any error as a refusal. */
export function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  return new Refused(0, "network", error instanceof Error ? error.message : String(error));
}
