import type Quill from "quill/core";
import Clipboard from "quill/modules/clipboard";
import Delta, { type AttributeMap, type Op } from "quill-delta";
import { Cell } from "./blots/line";
import { LINE_BREAK, fromEditor } from "./codec";
import { OWN_TYPE, toHtml } from "./copy";
import { insert } from "./insert";
import { fromHtml, readable } from "./paste";
import { linesIn, removal, type Range } from "./ranges";
import { cellAt, deleteTable, placeOf } from "./tables";

/** What the clipboard needs to know of the document's surroundings. */
export interface ClipboardHost {
  canCopy: () => boolean;
  /** Told when somebody copies who may not. */
  refused: () => void;
  pictureUrl: (id: string) => string;
  keepPicture: (bytes: Blob) => Promise<string>;
  pictures: (range: Range, files: File[]) => void;
}

/** Copies and pastes with all that a document says, and reads what other programs give. */
export class OwnClipboard extends Clipboard {
  /** Set once, right after the editor was made. */
  host: ClipboardHost | null = null;

  override onCaptureCopy(event: ClipboardEvent, cut = false): void {
    if (event.defaultPrevented || !this.host) return;
    event.preventDefault();
    if (!this.host.canCopy()) return this.host.refused();
    const range = this.quill.getSelection();
    if (!range || range.length === 0 || !event.clipboardData || !this.give(range, event.clipboardData)) return;
    if (!cut || !this.quill.isEnabled()) return;
    const table = wholeTable(this.quill, range);
    if (table) return deleteTable(this.quill, table);
    this.quill.updateContents(removal(this.quill, range), "user");
    this.quill.setSelection(range.index, 0, "silent");
  }

  override onCapturePaste(event: ClipboardEvent): void {
    if (event.defaultPrevented || !this.quill.isEnabled() || !this.host || !event.clipboardData) return;
    event.preventDefault();
    this.take(this.quill.getSelection(true), event.clipboardData);
  }

  /** Gives a part of the document to other programs and places; answers whether that may be. */
  give(range: Range, data: DataTransfer): boolean {
    if (!this.host?.canCopy()) {
      this.host?.refused();
      return false;
    }
    const part = fromEditor(this.quill.getContents(range.index, withLastCell(this.quill, range).length));
    data.setData("text/plain", textOf(part));
    data.setData("text/html", toHtml(part, this.host.pictureUrl));
    data.setData(OWN_TYPE, JSON.stringify(part.ops));
    return true;
  }

  /** Puts what a program gives in place of a range. */
  take(range: Range, data: DataTransfer): void {
    if (!this.host) return;
    const files = [...data.files].filter((file) => file.type.startsWith("image/"));
    const html = data.getData("text/html");
    const own = data.getData(OWN_TYPE);
    const text = data.getData("text/plain") || data.getData("text/uri-list").replace(/^#.*\r?\n?/gm, "");
    // Programs that copy a picture often give HTML with only its address besides.
    if (files.length > 0 && !own && (!html || !text.trim())) return this.host.pictures(range, files);
    const delta = readOwn(own) ?? (html ? fromHtml(html) : new Delta().insert(readable(text.replace(/\r\n?/g, "\n"))));
    void insertWithPictures(this.quill, range, delta, html || own ? {} : this.quill.getFormat(range.index), this.host);
  }
}

/** Cells are copied with their ends: what is not one cell, or a part of one, ends with a whole cell. */
function withLastCell(quill: Quill, range: Range): Range {
  const lines = linesIn(quill, range);
  const last = lines.at(-1);
  if (!last || lines.length < 2 || !(last.line instanceof Cell)) return range;
  return { index: range.index, length: last.index + last.length - range.index };
}

/** A cell of the table that a range is, from its first character to its last. */
function wholeTable(quill: Quill, range: Range): Cell | null {
  const cell = cellAt(quill, range.index);
  const table = cell && placeOf(cell)?.table;
  if (!table) return null;
  const [start, end] = [table.offset(quill.scroll), table.offset(quill.scroll) + table.length()];
  return range.index === start && range.index + range.length >= end - 1 && range.index + range.length <= end ? cell : null;
}

function readOwn(json: string): Delta | null {
  if (!json) return null;
  try {
    const ops = JSON.parse(json) as Op[];
    return Array.isArray(ops) && ops.every((op) => op.insert !== undefined) ? new Delta(ops) : null;
  } catch {
    return null;
  }
}

/** What a part of a document says in plain text. */
export function textOf(delta: Delta): string {
  return delta.ops.map((op) => (typeof op.insert === "string" ? op.insert.replaceAll(LINE_BREAK, "\n") : "")).join("");
}

/** Inserts a document in place of a range; pictures that it has as data are kept by the service first. */
async function insertWithPictures(quill: Quill, range: Range, delta: Delta, formats: AttributeMap, host: ClipboardHost): Promise<void> {
  const isData = (op: Op) => typeof op.insert === "object" && typeof op.insert.image === "string" && op.insert.image.startsWith("data:");
  if (!delta.ops.some(isData)) return insert(quill, range, delta, formats);
  const place = follow(quill, range);
  const ops = await Promise.all(
    delta.ops.map(async (op): Promise<Op | null> => {
      if (!isData(op)) return op;
      try {
        return { ...op, insert: { image: await host.keepPicture(bytesOf((op.insert as { image: string }).image)) } };
      } catch {
        // A picture that cannot be kept is left out; the text is what counts.
        return null;
      }
    }),
  );
  insert(quill, place.end(), new Delta(ops.filter((op) => op !== null)), formats);
}

/** What a `data:` URL holds (RFC 2397). Not fetched: the pages' policy lets them ask the service only. */
function bytesOf(url: string): Blob {
  const comma = url.indexOf(",");
  const [type = "", ...parameters] = url.slice("data:".length, comma).split(";");
  const text = decodeURIComponent(url.slice(comma + 1));
  const bytes = parameters.includes("base64") ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) : new TextEncoder().encode(text);
  return new Blob([bytes], { type });
}

/** Follows a range through changes, until `end` answers where it is. */
export function follow(quill: Quill, range: Range): { end(): Range } {
  let { index, length } = range;
  const changed = (change: Delta) => {
    const end = change.transformPosition(index + length);
    index = change.transformPosition(index);
    length = end - index;
  };
  quill.on("text-change", changed);
  return {
    end() {
      quill.off("text-change", changed);
      return { index, length };
    },
  };
}
