import type { Session } from "../session/types";
import type { MenuItem, Shell } from "../ui";
import type { Can } from "./rights";
import type { Config, Frame } from "./types";

/** What `run` gives to an editor, besides the session. */
export interface Host {
  readonly config: Config;
  readonly frame: Frame;
  readonly can: Can;
  /** The page, with the header in it; the editor fills `main`, the tools and what else it wants. */
  readonly shell: Shell;
  /** This is an old version in the history: nothing but the document is to be shown. */
  readonly history: boolean;
  /** Further lines for the File menu, above those that every editor has. */
  addToMenu(items: () => MenuItem[]): void;
  /** Asks the page for pictures of its storage (where `can.insertImage`); they come to {@link Opened.insertImages}. */
  requestImages(): void;
  /** The Save button and Ctrl+S: a version in the storage where `can.save`, else only a word that all is kept. */
  save(): void;
  /** Prints the document: {@link Opened.print} where the editor has it, else as the service lays it out in pages. */
  print(): void;
  /** The header says that edits wait for the Save button (`coEditing.mode` `strict`). */
  setHeld(held: boolean): void;
}

/** A document that an editor shows. */
export interface Opened {
  /** Puts the keyboard's focus into the document. */
  focus(): void;
  /** Ends what the editor started: listeners, timers. */
  destroy(): void;
  /** From now on nothing can be changed; `false` takes it back. */
  setReadOnly?(readOnly: boolean): void;
  /** In strict mode: sends what waits for the Save button. */
  flush?(): void;
  /** Pictures that the page chose. */
  insertImages?(images: Blob[]): void;
  /** Where the reader is, for a link to this place; anything that JSON can say. */
  place?(): unknown;
  /** Goes to such a place. */
  goTo?(place: unknown): void;
  /** Prints in the editor's own way. */
  print?(): void;
}

/** Shows a session's document in `host.shell`. */
export type Open = (session: Session, host: Host) => Opened | Promise<Opened>;
