/** How long another tab has to say that a record is its own, in milliseconds, where the browser has no locks. */
const ANSWER_MS = 400;
const name = (id: string) => `spindle-edits:${id}`;

/** Owns a record as long as this tab lives, or until the answer is called; `null` where another tab owns it. */
export async function own(id: string): Promise<(() => void) | null> {
  // Pages without TLS have no locks.
  if (typeof navigator === "undefined" || !navigator.locks) return ask(id);
  return new Promise((resolve) => {
    const request = navigator.locks.request(name(id), { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((release) => resolve(release));
    });
    request.catch(() => resolve(null));
  });
}

async function ask(id: string): Promise<(() => void) | null> {
  if (typeof BroadcastChannel === "undefined") return () => {};
  const channel = new BroadcastChannel(name(id));
  const isFree = await new Promise<boolean>((resolve) => {
    channel.onmessage = (message) => {
      if (message.data === "mine") resolve(false);
    };
    channel.postMessage("whose");
    setTimeout(() => resolve(true), ANSWER_MS);
  });
  if (!isFree) {
    channel.close();
    return null;
  }
  channel.onmessage = (message) => {
    if (message.data === "whose") channel.postMessage("mine");
  };
  return () => channel.close();
}
