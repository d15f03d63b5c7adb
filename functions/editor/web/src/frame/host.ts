import type { Session } from "../session/types";
import type { Header } from "../ui/header";
import type { Banners } from "../ui/messages";
import type { MenuItem } from "../ui/menu";
import type { Can } from "./rights";
import type { Config, Frame } from "./types";

/** What {@link run} gives to an editor, besides the session. */
export interface Host {
  readonly config: Config;
  readonly frame: Frame;
  readonly can: Can;
  /** The bar at the top, already in the page; an editor may add to its `actions`. */
  readonly header: Header;
  /** Messages that stay. An editor may put `element` below its toolbar; else it is below the header. */
  readonly banners: Banners;
  /** Further lines for the File menu, above those that every editor has. */
  addToMenu(items: () => MenuItem[]): void;
  /** Asks the page for pictures of its storage (where `can.insertImage`); they come to {@link Opened.insertImages}. */
  requestImages(): void;
  /** The Save button, also for Ctrl+S. */
  save(): void;
  /** Prints the document as the service lays it out, in pages. */
  print(): void;
  /** The status in the header says that edits wait for the Save button (`coEditing.mode` `strict`). */
  setHeld(held: boolean): void;
  /** This is an old version in the history: nothing but the document is to be shown. */
  readonly history: boolean;
}

/** A document that an editor shows. */
export interface Opened {
  /** Puts the keyboard's focus into the document. */
  focus(): void;
  /** Ends what the editor started: listeners, timers. Its elements are removed by the caller. */
  destroy(): void;
  /** From now on nothing can be changed any more; `false` takes it back where the session may write. */
  setReadOnly?(readOnly: boolean): void;
  /** Pictures that the page chose. */
  insertImages?(images: Blob[]): void;
  /** Where the reader is, for a link to this place; anything that JSON can say. */
  place?(): unknown;
  /** Goes to such a place. */
  goTo?(place: unknown): void;
  /** Prints in the editor's own way instead of the service's PDF. */
  print?(): void;
  /** What the File menu can download besides the formats of the kind; for what is only shown. */
  readonly fileTypes?: string[];
}

/** Shows a session's document in `place`, which is empty and fills the window below the header. */
export type Open = (session: Session, host: Host, place: HTMLElement) => Opened | Promise<Opened>;
