/** The first and the longest pause, in milliseconds. */
const FIRST_MS = 300;
const LONGEST_MS = 15_000;

/** Pauses between attempts: each about twice as long as the one before it, by chance so that not all clients come at once. */
export class Backoff {
  private attempts = 0;

  /** How many attempts failed one after another. */
  get failed(): number {
    return this.attempts;
  }

  reset(): void {
    this.attempts = 0;
  }

  /** The next pause, in milliseconds; not shorter than `least`. */
  next(least = 0): number {
    const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.attempts, 10));
    this.attempts += 1;
    return Math.max(least, most / 2 + (Math.random() * most) / 2);
  }
}

/** A pause that can be ended early, and by many. */
export class Sleep {
  private readonly sleepers = new Set<() => void>();

  /** Ends all pauses. */
  wake(): void {
    for (const wake of [...this.sleepers]) wake();
  }

  for(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.sleepers.add(wake);
    });
  }
}
