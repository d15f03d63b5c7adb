import type { Answer, Change } from "./protocol";

/** Local edits that the service does not have, as they are kept on the device. */
export interface KeptEdits {
  /** The version that they are based on. */
  version: number;
  /** Edits that may have reached the service: those of call `seq` of the session. */
  sent: unknown;
  /** Edits that follow on them. */
  rest: unknown;
  count: number;
}

/** What a session does with edits, whatever they are edits of. `call`, `answered` and `follow` throw where all has to be read anew. */
export interface Edits {
  /** The version of the service's document that is known. */
  readonly version: number;
  /** Local edits that the service has not acknowledged. */
  readonly count: number;
  /** Puts what waits on its way where nothing is; answers whether something is. */
  take(): boolean;
  /** The body of the call that is on its way. */
  call(): object | null;
  /** The body of the last call of all: what is on its way once more, in case it did not arrive, and what waits. */
  farewell(): object | null;
  answered(answer: Answer): void;
  /** A change of the history, own or not. */
  follow(change: Change): void;
  /** The session is another one by now. What was on its way did not arrive. */
  renumber(number: number): void;
  kept(): KeptEdits | null;
  /** How many calls there were. */
  readonly seq: number;
  /** The service refused the call: what can be taken out of it so that the rest goes; answers whether to try again. */
  refuse(): boolean;
}

/** How edits begin on another state of the document. */
export interface Anew {
  /** Edits that were made meanwhile are good on it, too. */
  carries: boolean;
  /** Calls of the session so far. */
  seq: number;
}
