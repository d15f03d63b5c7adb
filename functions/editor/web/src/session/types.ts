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
  /** Why the document is only shown, though it was to be edited: another program has it locked. */
  message?: string;
}

/** What it answers where the key's document was saved. */
export interface Outdated {
  state: "outdated";
  key: string;
  nextKey: string;
  /** Edits of earlier sessions on this device that did not get into the saved document. */
  unsaved?: Unsaved[];
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

/**
 * Edits of this device that the service does not have and cannot take any more. They stay on the device until `forget`
 * is called: an editor shows that they are there, and offers `text` to be copied.
 */
export interface Unsaved {
  /** When the last of them was made, milliseconds since 1970. */
  at: number;
  title: string;
  kind: "word" | "cell";
  /** Why the service does not take them. */
  reason: Refusal;
  /** What was written, as plain text: of a text the inserted words, of a spreadsheet a line for each command. */
  text: string;
  /** The edits themselves: of a text one delta, of a spreadsheet the commands. */
  ops?: Delta["ops"];
  commands?: Command[];
  /** Deletes them from the device. */
  forget(): Promise<void>;
}

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
  /**
   * Others' commands of a spreadsheet, to be applied to what is on the screen. `redo`: own commands that come later in the
   * order of the service though they were on the screen before; applied once more, they win as they do there. Where
   * that would not do (rows inserted, cells moved), a `reset` without a message follows by itself. Own commands that
   * `content` does not have, because an earlier session left them behind, come as `redo` to the first listener; after
   * a `reset`, those that were made meanwhile.
   */
  commands: { commands: Command[]; number: number; redo: Command[] };
  /**
   * The document has to be shown anew. `message` says why in words, for the user, where edits of his did not go in
   * (`unsaved` comes before it) or the document is another one by now; where it is empty nothing is lost, and nothing needs to be said.
   * `reason` has the code, for editors that say it in their own words.
   */
  reset: { content: unknown; message: string; reason?: Refusal };
  /** Edits that the service cannot take any more; also listed in `Session.unsaved`. */
  unsaved: Unsaved;
  /** The session came in again after it had been away for long; `joined` may say another `mode` than before. */
  rejoined: Joined;
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
  /** Edits that an earlier session on this device had left behind, and that `content` has and the service gets. */
  readonly recovered: number;
  /** Edits of this device that can only be copied by hand: of earlier sessions, and of this one. */
  readonly unsaved: readonly Unsaved[];
  on<E extends keyof SessionEvents>(event: E, listener: (data: SessionEvents[E]) => void): () => void;
  /** Tells others where the selection is; at most a few times a second. */
  select(selection: Selection | null): void;
  /** Keeps a picture, answers the id for `{insert: {image: id}}`. */
  putObject(bytes: Blob): Promise<string>;
  /** Has the service fetch a picture of the storage, which a page of another origin may not read. Throws a `Refusal`. */
  fetchPicture(url: string, token?: string): Promise<Blob>;
  /** The address of a picture's bytes. */
  objectUrl(id: string): string;
  /** The Save button: all local edits sent, then a forced save. */
  save(): Promise<{ error: number; message: string }>;
  /** The document as it is, as a file of another type; `url` is absolute and signed. `title`: what the document is called by now. */
  download(fileType: string, title?: string): Promise<{ fileType: string; url: string }>;
  /** Of a WOPI host's file: gives it another name, without its ending; answers the name that it has then. Throws a `Refusal`. */
  rename(name: string): Promise<string>;
  /** Of a WOPI host's file: puts the file at `url` (of `download`) beside it. Throws a `Refusal`. */
  saveAs(url: string, name: string): Promise<{ name: string; url: string }>;
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
  /** Local commands, which are on the screen already. Returns at once; `status` tells what becomes of them. */
  change(commands: Command[]): void;
  /**
   * How own commands that the service does not have yet follow a command of somebody else (rows that came between, a sheet
   * with another name). Called before that command is told.
   */
  follow(rewrite: Rewrite): void;
}

/** What commands mean after somebody else's command; none where what they are about is gone. */
export type Rewrite = (own: Command[], other: Command) => Command[];
