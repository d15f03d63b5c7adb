/** Commands find who listens to them, also those that come before anybody does: an editor loads its parts later. */
export class Commands {
  readonly #listeners = new Map<string, ((data: unknown) => void)[]>();
  readonly #early = new Map<string, unknown[]>();

  /** From now on `run` gets every `command`; first those that came already, if nobody has taken them. The answer ends it. */
  on(command: string, run: (data: unknown) => void): () => void {
    const listeners = this.#listeners.get(command) ?? [];
    listeners.push(run);
    this.#listeners.set(command, listeners);
    const early = this.#early.get(command) ?? [];
    this.#early.delete(command);
    for (const data of early) run(data);
    return () => {
      const left = (this.#listeners.get(command) ?? []).filter((one) => one !== run);
      if (left.length > 0) this.#listeners.set(command, left);
      else this.#listeners.delete(command);
    };
  }

  /** Hands a command to who listens. */
  give(command: string, data: unknown): void {
    const listeners = this.#listeners.get(command);
    if (listeners === undefined) {
      const early = this.#early.get(command) ?? [];
      // A page that repeats what nobody wants must not fill the memory.
      if (early.length < 20) early.push(data);
      this.#early.set(command, early);
      return;
    }
    for (const run of [...listeners]) run(data);
  }
}
