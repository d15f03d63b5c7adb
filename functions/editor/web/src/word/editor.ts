import Quill from "quill/core";
import type Delta from "quill-delta";
import { Blots } from "./blots";
import { fromEditor, toEditor } from "./codec";
import { makeFast } from "./fast";
import { bindings } from "./keys";
import { keepNear } from "./near";

/** Types of pictures that documents can hold. */
export const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/bmp"];

/** What an editor is made with. */
export interface EditorOptions {
  content: { ops: Delta["ops"] };
  readOnly: boolean;
  /** Takes pictures that were dropped or pasted. */
  pictures: (range: { index: number; length: number }, files: File[]) => void;
}

/** Makes a Quill in `place` that shows the document, with the blots, keys and speed of this editor. */
export function makeQuill(place: HTMLElement, options: EditorOptions): Quill {
  const quill = new Quill(place, {
    registry: new Blots(),
    readOnly: options.readOnly,
    modules: {
      history: { userOnly: true, delay: 800, maxStack: 300 },
      keyboard: { bindings: bindings() },
      uploader: { mimetypes: PICTURES, handler: (range: { index: number; length: number }, files: File[]) => options.pictures(range, files) },
    },
  });
  makeFast(quill);
  keepNear(quill);
  quill.setContents(toEditor(options.content), "silent");
  quill.history.clear();
  return quill;
}

/** The document that an editor shows, as everybody else has it. */
export function contentOf(quill: Quill): Delta {
  return fromEditor(quill.getContents());
}
