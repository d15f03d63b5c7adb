import Delta from "quill-delta";

import type { Answer, Change } from "../protocol";
import { endsInLine } from "./ending";

/** A call as clients send it. */
export interface ModelCall {
  version: number;
  seq: number;
  sent?: number;
  changes: { ops: Delta["ops"] }[];
}

/**
 * The rules of the service for texts, in memory, for tests: changes are rewritten to what was committed meanwhile,
 * committed ones go first; a text always ends in a line end; a call is known by its `seq`.
 */
export class ModelService {
  document: Delta;
  readonly history: Change[] = [];
  private readonly seqs = new Map<number, { seq: number; made: number }>();

  constructor(content: Delta) {
    this.document = content;
  }

  /** The document begins with version 1. */
  get version(): number {
    return this.history.length + 1;
  }

  changes(number: number, call: ModelCall): Answer {
    const last = this.seqs.get(number);
    if (last && call.seq <= last.seq) {
      const mine = this.history.filter((change) => change.version > call.version && change.version <= last.made && change.number === number);
      const until = mine[0] ? mine[0].version - 1 : last.made;
      return { version: last.made, missed: this.between(call.version, until) };
    }
    const missed = this.history.slice(call.version - 1);
    let pending = call.changes.map((change) => new Delta(change.ops));
    let sent = call.sent ?? 0;
    for (const committed of missed) {
      if (sent > 0 && committed.number === number) {
        pending.shift();
        sent -= 1;
        continue;
      }
      let theirs = new Delta(committed.ops ?? []);
      pending = pending.map((ours) => {
        const rewritten = theirs.transform(ours, true);
        theirs = ours.transform(theirs, false);
        return rewritten;
      });
    }
    pending = pending.map((one) => one.chop()).filter((one) => one.ops.length > 0);
    pending.forEach((one, index) => {
      let delta = one;
      let document = this.document.compose(delta);
      if (index === pending.length - 1 && !endsInLine(document)) {
        const end = new Delta().retain(document.length()).insert("\n");
        delta = delta.compose(end);
        document = document.compose(end);
      }
      this.document = document;
      this.history.push({ version: this.version + 1, number, at: 0, ops: delta.ops });
    });
    this.seqs.set(number, { seq: call.seq, made: this.version });
    return { version: this.version, missed };
  }

  /** The last call of a session, after which nothing of it is taken. */
  farewell(number: number, call: ModelCall): void {
    this.changes(number, call);
    this.seqs.set(number, { seq: Infinity, made: this.version });
  }

  /** The changes after a version, up to one. */
  between(from: number, to = this.version): Change[] {
    return this.history.slice(from - 1, to - 1);
  }
}
