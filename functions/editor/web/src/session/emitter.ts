type Listeners<E> = { [K in keyof E]?: Set<(data: E[K]) => void> };

/** Listeners by event. One that throws does not keep the others from hearing. */
export class Emitter<E> {
  private readonly listeners: Listeners<E> = {};

  /** Adds a listener; answers what takes it away again. */
  on<K extends keyof E>(event: K, listener: (data: E[K]) => void): () => void {
    const set = (this.listeners[event] ??= new Set());
    set.add(listener);
    return () => set.delete(listener);
  }

  emit<K extends keyof E>(event: K, data: E[K]): void {
    for (const listener of [...(this.listeners[event] ?? [])]) {
      try {
        listener(data);
      } catch (error) {
        // An editor's mistake must not stop the session, which keeps the edits.
        console.error(error);
      }
    }
  }
}
