import Delta from "quill-delta";

import type { Change, News } from "../protocol";
import { asRefused } from "../refused";
import type { Command, Joined, Refusal } from "../types";
import type { Wire } from "../wire";
import type { Kept } from "./database";

/** Edits that an earlier session left behind, rewritten to the version that the present one joined at. */
export type Recovered = { delta: Delta } | { commands: Command[] };

/** The whole history after a version, up to one. Throws a `Refused`. */
export async function history(wire: Wire, session: string, from: number, to: number): Promise<Change[]> {
  const changes: Change[] = [];
  let version = from;
  while (version < to) {
    const news = await wire.json<News>(`editing/${session}/events?version=${version}&event=${Number.MAX_SAFE_INTEGER}&wait=0`);
    if (news.changes.length === 0) break;
    changes.push(...news.changes.filter((change) => change.version <= to));
    version = news.version;
  }
  return changes;
}

/**
 * Ends an earlier session, so that no call of it arrives any more, and answers whether it was of the document that is
 * open now: under one key there may be another one by now. Throws a `Refused` where the service cannot be asked.
 */
export async function endEarlier(wire: Wire, session: string): Promise<boolean> {
  try {
    await wire.json(`editing/${session}/leave`, { method: "POST" });
    return true;
  } catch (error) {
    const refused = asRefused(error);
    if (refused.isTemporary) throw refused;
    return false;
  }
}

/** Brings left edits to the present version; a refusal where they belong to a document that is over. Throws a `Refused` where the service cannot be asked. */
export async function recover(wire: Wire, joined: Joined, kept: Kept): Promise<Recovered | Refusal> {
  const over = { status: 404, error: "no-session", message: "the document was saved without these edits" };
  if (kept.over) return kept.over;
  if (!(await endEarlier(wire, kept.session))) return over;
  if (kept.edits.version > joined.version) return over;
  const changes = await history(wire, joined.session, kept.edits.version, joined.version);
  return rewritten(kept, changes);
}

/** What of kept edits did not arrive, after the changes that came since. */
export function rewritten(kept: Kept, changes: Change[]): Recovered {
  return kept.kind === "word" ? { delta: text(kept, changes) } : { commands: commands(kept, changes) };
}

/**
 * Own changes in the history tell what arrived: a session has one call on its way at a time and writes it down first; only
 * its farewell, when the page goes, brings a second one, with the rest.
 */
function text(kept: Kept, changes: Change[]): Delta {
  const parts = [kept.edits.sent, kept.edits.rest] as { ops: Delta["ops"] }[];
  let pending = parts.map((part) => new Delta(part.ops)).filter((delta) => delta.ops.length > 0);
  for (const change of changes) {
    if (change.number === kept.number) {
      // What others had done already made no change.
      pending = pending.filter((delta) => delta.ops.length > 0).slice(1);
      continue;
    }
    let theirs = new Delta(change.ops ?? []);
    pending = pending.map((ours) => {
      const rewritten = theirs.transform(ours, true);
      theirs = ours.transform(theirs, false);
      return rewritten;
    });
  }
  return pending.reduce((all, delta) => all.compose(delta), new Delta());
}

function commands(kept: Kept, changes: Change[]): Command[] {
  const pending = [kept.edits.sent, kept.edits.rest].flat() as Command[];
  const mine = changes.filter((change) => change.number === kept.number);
  const arrived = mine.reduce((sum, change) => sum + (change.commands?.length ?? 0), 0);
  return pending.slice(arrived);
}
