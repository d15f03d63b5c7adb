import type { Message } from "./types";

/** Where messages come from and go to; the window, and in tests something smaller. */
export interface Surroundings {
  parent: { postMessage(message: string, target: string): void };
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

/** The line to a host's page: messages of WOPI, each a text that is JSON, to and from one origin only. */
export class Line {
  readonly #listeners = new Map<string, (values: Record<string, unknown>) => void>();

  constructor(
    readonly origin: string,
    private readonly around: Surroundings,
  ) {
    // Without an origin there is nobody whom one could tell from others.
    if (origin === "") return;
    around.addEventListener("message", (event) => {
      if (event.source !== around.parent || event.origin !== origin) return;
      const message = read(event.data);
      if (message !== null) this.#listeners.get(message.MessageId)?.(message.Values);
    });
  }

  /** Tells the host's page something. */
  post(MessageId: string, Values: Record<string, unknown> = {}): void {
    if (this.origin === "") return;
    this.around.parent.postMessage(JSON.stringify({ MessageId, SendTime: Date.now(), Values }), this.origin);
  }

  /** What is done with a message of the host's page. */
  on(MessageId: string, run: (values: Record<string, unknown>) => void): void {
    this.#listeners.set(MessageId, run);
  }
}

/** A message, or `null`: pages send others too, some as text and some as an object. */
function read(data: unknown): Message | null {
  let value = data;
  if (typeof value === "string") {
    try {
      value = JSON.parse(value);
    } catch {
      return null;
    }
  }
  if (typeof value !== "object" || value === null) return null;
  const { MessageId, Values } = value as { MessageId?: unknown; Values?: unknown };
  if (typeof MessageId !== "string") return null;
  return { MessageId, Values: typeof Values === "object" && Values !== null ? (Values as Record<string, unknown>) : {} };
}
