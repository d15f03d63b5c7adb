/**
 * Without HTTP/2 a browser opens six connections to a host, for all its pages together. A page with many editors in it must not
 * spend them on waiting for news: so many of its frames hold one at a time.
 */
const MOST = 3;

declare global {
  interface Window {
    /** So many connections of this frame wait for news; the other frames of the page count them. */
    spindleWaiting?: number;
  }
}

/** Takes a connection for waiting; `null` where the frames beside this one have taken enough. The answer gives it back. */
export function takeTurn(around: Window | undefined = globalThis.window): (() => void) | null {
  if (around === undefined) return () => undefined;
  if (waiting(around) >= MOST) return null;
  around.spindleWaiting = (around.spindleWaiting ?? 0) + 1;
  return () => {
    around.spindleWaiting = (around.spindleWaiting ?? 1) - 1;
  };
}

/** What the frames of the page around hold. Frames of one origin run one after another, so that none is counted in between. */
function waiting(around: Window): number {
  let sum = around.spindleWaiting ?? 0;
  for (let at = 0; at < around.parent.length; at++) {
    const frame = around.parent[at];
    if (frame === undefined || frame === around) continue;
    try {
      sum += frame.spindleWaiting ?? 0;
    } catch {
      // A frame of another origin spends the connections to its own host.
    }
  }
  return sum;
}
