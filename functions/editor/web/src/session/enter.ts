import { Backoff, Sleep } from "./backoff";
import type { Asked } from "./options";
import type { Snapshot } from "./protocol";
import { asRefused, Refused } from "./refused";
import type { Joined, Outdated } from "./types";
import type { Wire } from "./wire";

/** Opening a large document may take so long, in milliseconds. */
const OPEN_MS = 150_000;
/** A save is delivered for so long at most before somebody who joins is told, in milliseconds. */
const SAVING_MS = 60_000;
/** So many failures of the way while a page opens are no refusal yet. */
const FAILURES = 3;

/** Comes in, and reads the document. Waits while the document's save is being delivered. Throws a `Refused`. */
export async function enter(wire: Wire, asked: Asked, signal?: AbortSignal): Promise<Snapshot | Outdated> {
  const joined = await post(wire, asked, signal);
  if (joined.state === "outdated" || (joined.kind !== "word" && joined.kind !== "cell")) return joined;
  const snapshot = await read(wire, joined.session, signal);
  return joined.message === undefined ? snapshot : { ...snapshot, message: joined.message };
}

/** The document as it is. Throws a `Refused`. */
export async function read(wire: Wire, session: string, signal?: AbortSignal): Promise<Snapshot> {
  const backoff = new Backoff();
  for (;;) {
    try {
      return await wire.json<Snapshot>(`editing/${session}`, { timeout: OPEN_MS, ...(signal ? { signal } : {}) });
    } catch (error) {
      await again(asRefused(error), backoff, signal);
    }
  }
}

async function post(wire: Wire, asked: Asked, signal?: AbortSignal): Promise<Joined | Outdated> {
  const backoff = new Backoff();
  const deadline = Date.now() + SAVING_MS;
  for (;;) {
    try {
      return await wire.json<Joined | Outdated>("editing", { body: asked, timeout: OPEN_MS, ...(signal ? { signal } : {}) });
    } catch (error) {
      const refused = asRefused(error);
      if (refused.error === "saving" && Date.now() < deadline) {
        await new Sleep().for((refused.retryAfter ?? 1) * 1000);
        if (signal?.aborted) throw refused;
      } else {
        await again(refused, backoff, signal);
      }
    }
  }
}

async function again(refused: Refused, backoff: Backoff, signal?: AbortSignal): Promise<void> {
  if (!refused.isTemporary || refused.error === "saving" || backoff.failed >= FAILURES || signal?.aborted) throw refused;
  await new Sleep().for(backoff.next());
}
