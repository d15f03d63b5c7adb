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
  return kept.kind === "word" ? { delta: text(kept, changes) } : { commands: commands(kept, changes) };
}

function text(kept: Kept, changes: Change[]): Delta {
  let sent: Delta | null = new Delta((kept.edits.sent as { ops: Delta["ops"] }).ops);
  let rest = new Delta((kept.edits.rest as { ops: Delta["ops"] }).ops);
  for (const change of changes) {
    let theirs = new Delta(change.ops ?? []);
    if (sent && change.number === kept.number) {
      // The call did arrive, only its answer did not.
      sent = null;
      continue;
    }
    if (sent) {
      const ours: Delta = sent;
      sent = theirs.transform(ours, true);
      theirs = ours.transform(theirs, false);
    }
    rest = theirs.transform(rest, true);
  }
  return sent ? sent.compose(rest) : rest;
}

function commands(kept: Kept, changes: Change[]): Command[] {
  const arrived = changes.some((change) => change.number === kept.number);
  const sent = arrived ? [] : (kept.edits.sent as Command[]);
  return [...sent, ...(kept.edits.rest as Command[])];
}
