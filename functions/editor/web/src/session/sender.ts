import { Backoff, Sleep } from "./backoff";
import { asRefused, type Refused } from "./refused";

/** Between the beginnings of two calls lie at least so many milliseconds: who types fast sends a few letters at once. */
const PAUSE_MS = 100;

/** What a sender works for. */
export interface Sending {
  /** Puts what waits on its way; answers whether there is something. */
  take(): boolean;
  /** Keeps on the device what is on its way, and only then sends it and reads the answer. Throws a `Refused`. */
  send(): Promise<void>;
  /** The way failed, or works again. */
  failed(refused: Refused): void;
  /** The service does not take it; answers whether there is still somebody to send for. */
  refused(refused: Refused): Promise<boolean>;
  /** Tells that the last of it was sent. */
  emptied(): void;
}

/** Sends local edits, one call at a time, again and again until they are acknowledged. */
export class Sender {
  private readonly backoff = new Backoff();
  private readonly sleep = new Sleep();
  private running: Promise<void> | null = null;
  private last = 0;
  private stopped = false;

  constructor(private readonly work: Sending) {}

  /** There is something to be sent, or the network is back. */
  kick(): void {
    if (this.stopped) return;
    this.sleep.wake();
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** No call is begun any more. */
  stop(): void {
    this.stopped = true;
    this.sleep.wake();
  }

  /** Waits until everything is sent, or sending has stopped. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    // What is changed in the same turn goes in one call.
    await Promise.resolve();
    while (!this.stopped) {
      const wait = this.last + PAUSE_MS - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      if (this.stopped || !this.work.take()) break;
      this.last = Date.now();
      try {
        await this.work.send();
        this.backoff.reset();
      } catch (error) {
        const refused = asRefused(error);
        if (this.stopped) break;
        if (refused.isTemporary) {
          this.work.failed(refused);
          await this.sleep.for(this.backoff.next((refused.retryAfter ?? 0) * 1000));
        } else if (!(await this.work.refused(refused))) {
          break;
        }
      }
    }
    if (!this.stopped) this.work.emptied();
  }
}
