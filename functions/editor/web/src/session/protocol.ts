import type Delta from "quill-delta";

import type { Command, Joined, Participant, Selection } from "./types";

/** A change of the history: of a text `ops`, of a spreadsheet `commands`; `version` is the one that it made. */
export interface Change {
  version: number;
  number: number;
  at: number;
  ops?: Delta["ops"];
  commands?: Command[];
}

/** What `changes` answers. */
export interface Answer {
  version: number;
  missed: Change[];
}

/** An event of the list in docs/api/editor.md. */
export type Told = { event: number } & (
  | ({ type: "joined" | "left" } & Participant)
  | { type: "dropped"; numbers: number[] }
  | { type: "meta"; meta: Record<string, unknown> }
  | { type: "saved"; version: number; forcesavetype: number }
  | { type: "save-failed"; message: string; forcesavetype: number }
  | { type: "warning"; code: number; message: string }
);

/** Somebody's selection in the document at `version`. */
export interface ToldCursor {
  number: number;
  version: number;
  selection: Selection | null;
}

/** What `events` answers. Where the service tells of no cursors, the last two are not there. */
export interface News {
  version: number;
  event: number;
  changes: Change[];
  events: Told[];
  cursor?: number;
  cursors?: ToldCursor[];
}

/** What `GET /editing/{session}` answers. */
export type Snapshot = Joined & { content?: unknown };
