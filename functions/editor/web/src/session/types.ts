import type Delta from "quill-delta";

/** What `POST /editing` answers where there is a session (docs/api/editor.md, Joining). */
export interface Joined {
  state: "open";
  session: string;
  key: string;
  number: number;
  mode: "edit" | "view";
  kind: "word" | "cell" | "slide" | "pdf";
  fileType: string;
  title: string;
  version: number;
  event: number;
  participants: Participant[];
  /** Seconds within which the service wants to hear of the session. */
  heartbeat: number;
  forgotten: boolean;
}

/** What it answers where the key's document was saved. */
export interface Outdated {
  state: "outdated";
  key: string;
  nextKey: string;
}

/** Somebody who has the document open. `number` names the session in changes and events. */
export interface Participant {
  number: number;
  user: { id: string; name: string };
  mode: "edit" | "view";
}

/** A refusal of the service, or a failure of the way to it (`status` 0, `error` "network"). */
export interface Refusal {
  status: number;
  error: string;
  message: string;
}

/**
 * What becomes of the local edits. `saved`: the service has all of them on its disk. `saving`: some are under way.
 * `offline`: the service cannot be reached; edits are kept on this device and sent when it can. `lost`: the session is
 * over (`reason`) and edits that the service does not have stay on this device.
 */
export type Status =
  | { state: "saved" }
  | { state: "saving"; waiting: number }
  | { state: "offline"; waiting: number; since: number }
  | { state: "lost"; waiting: number; reason: Refusal };

/** Where somebody's selection is: of a text, in UTF-16 units; of a spreadsheet, cells. */
export type Selection =
  | { index: number; length: number }
  | { sheet: string; row: number; col: number; rowCount: number; colCount: number };

/** Somebody's selection, as it is after all remote changes that were handed out before it. `null`: none. */
export interface Cursor {
  number: number;
  selection: Selection | null;
}

/** A command of a spreadsheet (shared/sheet/README.md). */
export type Command = { cmd: string; sheetName?: string } & Record<string, unknown>;

/** What a session tells its editor. */
export interface SessionEvents {
  status: Status;
  participants: Participant[];
  cursor: Cursor;
  /** Others' changes of a text, already rewritten to what is on the screen. */
  delta: { delta: Delta; number: number };
  /** Others' commands of a spreadsheet. */
  commands: { commands: Command[]; number: number };
  /** The document has to be shown anew: the service refused changes, or the client fell too far behind. */
  reset: { content: unknown; message: string };
  meta: { meta: Record<string, unknown> };
  "forced-save": { ok: boolean; forcesavetype: number; message: string };
  /** The command `drop` ended this session's right to edit. */
  dropped: undefined;
  warning: { code: number; message: string };
}

/** An editing session. `TextSession` and `SheetSession` implement it; nothing else speaks `/editing`. */
export interface Session {
  readonly joined: Joined;
  /** The document at the time of joining: `{ops}` or a workbook; for what is only shown, nothing. */
  readonly content: unknown;
  readonly status: Status;
  on<E extends keyof SessionEvents>(event: E, listener: (data: SessionEvents[E]) => void): () => void;
  /** Tells others where the selection is; at most a few times a second. */
  select(selection: Selection | null): void;
  /** Keeps a picture, answers the id for `{insert: {image: id}}`. */
  putObject(bytes: Blob): Promise<string>;
  /** The address of a picture's bytes. */
  objectUrl(id: string): string;
  /** The Save button: all local edits sent, then a forced save. */
  save(): Promise<{ error: number; message: string }>;
  /** The document as it is, as a file of another type; `url` is absolute and signed. */
  download(fileType: string): Promise<{ fileType: string; url: string }>;
  /** Sends what waits and leaves. On `pagehide` the session does it by itself. */
  leave(): Promise<void>;
}

/** A session on a text. */
export interface TextSession extends Session {
  readonly content: { ops: Delta["ops"] };
  /** A local change, on what is on the screen. Returns at once; `status` tells what becomes of it. */
  change(delta: Delta): void;
}

/** A session on a spreadsheet. */
export interface SheetSession extends Session {
  change(commands: Command[]): void;
}
