import type Quill from "quill/core";
import Clipboard from "quill/modules/clipboard";
import Delta, { type AttributeMap, type Op } from "quill-delta";
import { Cell, Line } from "./blots/line";
import { LINE_BREAK, fromEditor, toEditor } from "./codec";
import { OWN_TYPE, toHtml } from "./copy";
import { fromHtml } from "./paste";
import { removal, type Range } from "./ranges";

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
    if (!range || range.length === 0 || !event.clipboardData) return;
    const part = fromEditor(this.quill.getContents(range.index, range.length));
    event.clipboardData.setData("text/plain", textOf(part));
    event.clipboardData.setData("text/html", toHtml(part, this.host.pictureUrl));
    event.clipboardData.setData(OWN_TYPE, JSON.stringify(part.ops));
    if (!cut || !this.quill.isEnabled()) return;
    this.quill.updateContents(removal(this.quill, range), "user");
    this.quill.setSelection(range.index, 0, "silent");
  }

  override onCapturePaste(event: ClipboardEvent): void {
    if (event.defaultPrevented || !this.quill.isEnabled() || !this.host || !event.clipboardData) return;
    event.preventDefault();
    const range = this.quill.getSelection(true);
    const data = event.clipboardData;
    const files = [...data.files].filter((file) => file.type.startsWith("image/"));
    const html = data.getData("text/html");
    const own = data.getData(OWN_TYPE);
    const text = data.getData("text/plain") || data.getData("text/uri-list").replace(/^#.*\r?\n?/gm, "");
    // Programs that copy a picture often give HTML with only its address besides.
    if (files.length > 0 && !own && (!html || !text.trim())) return this.host.pictures(range, files);
    const delta = readOwn(own) ?? (html ? fromHtml(html) : new Delta().insert(text.replace(/\r\n?/g, "\n")));
    void insertWithPictures(this.quill, range, delta, html || own ? {} : this.quill.getFormat(range.index), this.host);
  }
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

/** Inserts a document in place of a range, as the line there can take it, and puts the cursor behind it. */
export function insert(quill: Quill, range: Range, delta: Delta, formats: AttributeMap = {}): void {
  const [line, offset] = quill.getLine(range.index);
  let inner = toEditor(delta);
  const textFormats = Object.fromEntries(Object.entries(formats).filter(([name, value]) => name.startsWith("t:") && !Array.isArray(value)));
  if (Object.keys(textFormats).length > 0) inner = new Delta(inner.ops.map((op) => ({ ...op, attributes: { ...textFormats, ...op.attributes } })));
  const change = removal(quill, range);
  let tail = new Delta();
  if (line instanceof Cell) inner = oneLine(inner);
  else if (line instanceof Line && line.formats()["l:code-block"] !== undefined) inner = asCode(inner, line.formats());
  else if (line instanceof Line) {
    const { rest, last } = withoutEnd(inner);
    const single = !rest.ops.some((op) => typeof op.insert === "string" && op.insert.includes("\n"));
    // The end of the line here stands for the last one that is inserted; what is one line only goes into this one.
    if (last && single && line.length() > 1) inner = rest;
    else if (last && range.length === 0 && offset === line.length() - 1) {
      inner = rest;
      tail = new Delta().retain(1, { ...Object.fromEntries(Object.keys(line.formats()).map((name) => [name, null])), ...last });
    }
  }
  // A line that goes on keeps what it is.
  if (line instanceof Line && offset > 0 && !(line instanceof Cell)) inner = keepFirst(inner, line.formats());
  quill.history.cutoff();
  quill.updateContents(change.compose(new Delta().retain(range.index).concat(inner).concat(tail)), "user");
  quill.history.cutoff();
  quill.setSelection(range.index + inner.length(), 0, "silent");
  quill.scrollSelectionIntoView();
}

/** A document without its last line end, and the attributes of that; `null` where it does not end in one, or in a cell. */
function withoutEnd(inner: Delta): { rest: Delta; last: AttributeMap | null } {
  const op = inner.ops.at(-1);
  if (typeof op?.insert !== "string" || !op.insert.endsWith("\n") || (op.attributes && "l:table" in op.attributes)) return { rest: inner, last: null };
  const rest = new Delta(inner.ops.slice(0, -1));
  if (op.insert.length > 1) rest.insert(op.insert.slice(0, -1), op.attributes);
  return { rest, last: op.attributes ?? {} };
}

function oneLine(inner: Delta): Delta {
  const ops = inner.ops.map((op): Op => {
    if (op.insert === "\n") return { insert: { e: LINE_BREAK } };
    return op;
  });
  if (inner.ops.at(-1)?.insert === "\n") ops.pop();
  return new Delta(ops.flatMap((op) => (typeof op.insert === "string" && op.insert.includes("\n") ? split(op) : [op])));
}

function split(op: Op): Op[] {
  const parts = String(op.insert).split("\n");
  return parts.flatMap((part, index): Op[] => [...(index > 0 ? [{ insert: { e: LINE_BREAK } }] : []), ...(part ? [{ ...op, insert: part }] : [])]);
}

function asCode(inner: Delta, line: AttributeMap): Delta {
  const code = new Delta();
  for (const op of inner.ops) {
    if (typeof op.insert !== "string") {
      if ((op.insert as { e?: unknown } | undefined)?.e === LINE_BREAK) code.insert("\n", line);
      continue;
    }
    op.insert.split("\n").forEach((part, index) => {
      if (index > 0) code.insert("\n", line);
      if (part) code.insert(part);
    });
  }
  return code;
}

function keepFirst(inner: Delta, formats: AttributeMap): Delta {
  const at = inner.ops.findIndex((op) => typeof op.insert === "string" && op.insert.includes("\n"));
  const op = inner.ops[at];
  if (!op || (op.attributes && "l:table" in op.attributes)) return inner;
  const [first = "", ...rest] = String(op.insert).split("\n");
  const kept = new Delta(inner.ops.slice(0, at));
  if (first) kept.insert(first, op.attributes);
  kept.insert("\n", formats);
  if (rest.join("\n")) kept.insert(rest.join("\n"), op.attributes);
  return kept.concat(new Delta(inner.ops.slice(at + 1)));
}
