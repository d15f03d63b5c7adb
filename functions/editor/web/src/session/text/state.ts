import Delta from "quill-delta";

import type { Edits, KeptEdits } from "../edits";
import type { Answer, Change } from "../protocol";
import { Document } from "./document";

/** A call's changes as they were sent, and what has become of them. */
interface InFlight {
  /** The version that they were based on when they were sent. */
  version: number;
  seq: number;
  sent: Delta;
  /** Rewritten to the version that is known by now. */
  now: Delta;
  /** The line end that the service will add to them. */
  end: Delta | null;
  /** Calls of `change` in it. */
  count: number;
}

/** What changes on the screen, and who did it. */
export type Show = (delta: Delta, number: number) => void;

/** Others' history and one's own do not fit together: the text has to be read anew. */
export class Diverged extends Error {}

/** A delta of at most about so many characters is sent at once; longer ones in pieces (limit_delta_bytes). */
const PIECE = 400_000;

const isEmpty = (delta: Delta) => delta.ops.length === 0;
const join = (first: Delta, second: Delta | null) => (second ? first.compose(second) : first);

/**
 * The text as the service has it, one call on its way, and local changes that wait:
 *
 *     screen = document, then inFlight.now, then inFlight.end, then waiting, then waitingEnd
 *
 * Changes of others go into the document, and what follows is rewritten as the service will rewrite it: theirs go first
 * where both insert at one place.
 */
export class TextState implements Edits {
  private inFlight: InFlight | null = null;
  private waiting = new Delta();
  private waitingEnd: Delta | null = null;
  private waitingCount = 0;
  private hasParted = false;
  seq: number;
  private readonly document: Document;

  /** `number`: who this session is in the history. */
  constructor(
    content: Delta,
    public version: number,
    public number: number,
    private readonly show: Show,
    /** Told of each version as it becomes known, before the screen changes. */
    private readonly passed: (version: number, delta: Delta, number: number) => void = () => {},
    seq = 0,
  ) {
    this.seq = seq;
    this.document = new Document(content);
  }

  /** Local changes that the service has not acknowledged. */
  get count(): number {
    return this.waitingCount + (this.inFlight?.count ?? 0);
  }

  /** The text as it is on the screen. */
  screen(): Delta {
    return this.document.whole().compose(this.pending());
  }

  /** Everything that is on the screen and that the service has not acknowledged. */
  pending(): Delta {
    return join(this.ahead().compose(this.waiting), this.waitingEnd);
  }

  /** The call that is on its way. */
  call(): { version: number; seq: number; changes: { ops: Delta["ops"] }[] } | null {
    const flight = this.inFlight;
    return flight && { version: flight.version, seq: flight.seq, changes: [{ ops: flight.sent.ops }] };
  }

  farewell(): object | null {
    this.hasParted = true;
    const changes = [this.ahead(), join(this.waiting, this.waitingEnd)].filter((delta) => !isEmpty(delta));
    if (changes.length === 0) return null;
    const sent = isEmpty(this.ahead()) ? 0 : 1;
    return { version: this.version, seq: this.seq + 1, sent, changes: changes.map(({ ops }) => ({ ops })), leave: true };
  }

  kept(): KeptEdits | null {
    const { version, count } = this;
    const [sent, rest] = [this.ahead().ops, join(this.waiting, this.waitingEnd).ops];
    return sent.length + rest.length > 0 ? { version, sent: { ops: sent }, rest: { ops: rest }, count } : null;
  }

  /** A text that the service refuses changes of is not what the service has: it is read anew. */
  refuse(): boolean {
    return false;
  }

  /** A local change, on what is on the screen. */
  change(delta: Delta): void {
    const change = new Delta(delta.ops.slice()).chop();
    if (isEmpty(change)) return;
    this.waiting = join(this.waiting, this.waitingEnd).compose(change);
    this.waitingEnd = this.document.missingEnd(this.ahead(), this.waiting);
    this.waitingCount += 1;
    if (isEmpty(this.waiting)) this.waitingCount = 0;
  }

  /** Sends what waits, where nothing is on its way; answers whether there is something on its way. */
  take(): boolean {
    if (this.inFlight) return true;
    if (isEmpty(this.waiting)) return false;
    const [piece, rest] = cut(this.waiting);
    this.seq += 1;
    const end = isEmpty(rest) ? this.waitingEnd : this.document.missingEnd(piece);
    const count = isEmpty(rest) ? this.waitingCount : 0;
    this.inFlight = { version: this.version, seq: this.seq, sent: piece, now: piece, end, count };
    // A line end that the service adds to a piece goes in front of what waits; it is not meant to be there.
    this.waiting = end && !isEmpty(rest) ? end.invert(new Delta()).compose(rest) : rest;
    this.waitingCount -= count;
    this.waitingEnd = isEmpty(rest) ? null : this.document.missingEnd(this.ahead(), this.waiting);
    return true;
  }

  /** The answer to the call. */
  answered(answer: Answer): void {
    const flight = this.inFlight;
    for (const change of answer.missed) this.follow(change);
    // It was among the events already.
    if (this.version >= answer.version) {
      if (this.inFlight === flight && flight) this.madeNothing();
      return;
    }
    if (!this.inFlight || this.version + 1 !== answer.version) {
      throw new Diverged(`the answer is version ${answer.version}, the changes end with ${this.version}`);
    }
    this.acknowledged();
  }

  /** A change of the history, own or not; of those that were heard of before nothing comes. */
  follow(change: Change): void {
    if (change.version <= this.version) return;
    if (change.version !== this.version + 1) {
      throw new Diverged(`change ${change.version} came after ${this.version}`);
    }
    const theirs = new Delta(change.ops ?? []);
    if (change.number === this.number) {
      // The rest came with the farewell of a page that was shown again all the same.
      if (this.hasParted && isEmpty(this.ahead())) {
        this.inFlight = null;
        this.take();
      }
      if (!this.inFlight) throw new Diverged(`change ${change.version} was not sent`);
      const mine = join(this.inFlight.now, this.inFlight.end);
      if (mine.changeLength() !== theirs.changeLength()) throw new Diverged(`change ${change.version} is another one`);
      this.acknowledged();
      return;
    }
    this.version = change.version;
    this.passed(this.version, theirs, change.number);
    this.rewrite(theirs, change.number);
  }

  /** The session is another one by now; the call that was on its way did not arrive, and is sent again. */
  renumber(number: number): void {
    this.number = number;
    this.seq = 0;
    const flight = this.inFlight;
    if (!flight) return;
    this.waiting = join(flight.now, flight.end).compose(this.waiting);
    this.waitingCount += flight.count;
    this.inFlight = null;
    this.waitingEnd = this.document.missingEnd(this.waiting);
  }

  private ahead(): Delta {
    return this.inFlight ? join(this.inFlight.now, this.inFlight.end) : new Delta();
  }

  /** The service has made a version of the call. */
  private acknowledged(): void {
    const made = this.ahead();
    this.document.apply(made);
    this.inFlight = null;
    this.version += 1;
    this.passed(this.version, made, this.number);
  }

  /** Others had done all that the call wanted. */
  private madeNothing(): void {
    if (!isEmpty(this.ahead())) throw new Diverged("a change that says something made no version");
    this.inFlight = null;
  }

  private rewrite(theirs: Delta, number: number): void {
    const flight = this.inFlight;
    let change = theirs;
    if (flight) {
      const { now, end } = flight;
      flight.now = theirs.transform(now, true);
      change = now.transform(theirs, false);
      this.document.apply(theirs);
      flight.end = this.document.missingEnd(flight.now);
      change = between(end, change, flight.end);
    } else {
      this.document.apply(theirs);
    }
    if (!isEmpty(this.waiting)) {
      const before = this.waiting;
      this.waiting = change.transform(before, true);
      if (isEmpty(this.waiting)) this.waitingCount = 0;
      change = before.transform(change, false);
      const end = this.waitingEnd;
      this.waitingEnd = this.document.missingEnd(this.ahead(), this.waiting);
      change = between(end, change, this.waitingEnd);
    }
    if (!isEmpty(change)) this.show(change, number);
  }
}

/** A change with another line end behind it than there was before it. */
function between(before: Delta | null, change: Delta, after: Delta | null): Delta {
  const start = before ? before.invert(new Delta()) : new Delta();
  return join(start.compose(change), after).chop();
}

/** A delta as a piece that can be sent, and what then follows on it. */
function cut(delta: Delta): [Delta, Delta] {
  let size = 0;
  for (let at = 0; at < delta.ops.length; at += 1) {
    const op = delta.ops[at];
    if (!op) break;
    const room = PIECE - size;
    const text = typeof op.insert === "string" ? op.insert : "";
    if (text.length > room) {
      // Not between the halves of a character.
      const half = text.charCodeAt(room - 1);
      const end = half >= 0xd800 && half < 0xdc00 ? room - 1 : room;
      const attributes = op.attributes ? { attributes: op.attributes } : {};
      return after(delta, at, [{ insert: text.slice(0, end), ...attributes }], [{ insert: text.slice(end), ...attributes }]);
    }
    size += text.length + JSON.stringify(op.attributes ?? op.retain ?? op.delete ?? op.insert).length;
    if (size > PIECE) return after(delta, at + 1, [], []);
  }
  return [delta, new Delta()];
}

function after(delta: Delta, at: number, last: Delta["ops"], first: Delta["ops"]): [Delta, Delta] {
  const piece = new Delta([...delta.ops.slice(0, at), ...last]);
  const rest = new Delta([...first, ...delta.ops.slice(at + (first.length > 0 ? 1 : 0))]);
  const target = piece.ops.reduce((sum, op) => sum + (op.delete ? 0 : Delta.Op.length(op)), 0);
  const moved = new Delta().retain(target).concat(rest).chop();
  return [piece.chop(), moved];
}
