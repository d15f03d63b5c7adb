import type Quill from "quill/core";
import Delta, { AttributeMap } from "quill-delta";
import { Cell, Line } from "./blots/line";
import { MAX_INDENT } from "./blots/look";
import { LINE_BREAK } from "./codec";
import { lineAfter } from "./input";
import { autoLink } from "./links";
import { jumps } from "./near";
import { noteAt } from "./notes";
import { linesIn, removal, type Range } from "./ranges";
import { insertRow, nextCell, placeOf } from "./tables";

type Context = { offset: number; prefix: string; suffix: string; collapsed: boolean; format: Record<string, unknown>; line: unknown };
type Handler = (this: { quill: Quill }, range: Range, context: Context) => boolean | void;

/** Formats of text that go on in the next line. */
const GO_ON = ["bold", "italic", "underline", "strike", "color", "background", "font", "size"];

const enter: Handler = function (range, { line, offset, format }) {
  const { quill } = this;
  if (!(line instanceof Line)) return true;
  if (line instanceof Cell) {
    // A document that begins with a table gets a line before it; there is no other way to write there.
    if (range.index === 0 && range.length === 0 && line.length() > 1) {
      quill.updateContents(new Delta().insert("\n"), "user");
      quill.setSelection(0, 0, "silent");
      return false;
    }
    return softBreak.call(this, range, { line, offset, format } as Context);
  }
  autoLink(quill, range);
  const formats = line.formats();
  const empty = line.length() === 1;
  if (empty && range.length === 0) {
    const indent = Number(formats["l:indent"]) || 0;
    if (formats["l:list"] !== undefined && indent > 0) return change(quill, range, { "l:indent": indent > 1 ? indent - 1 : null });
    const name = ["l:list", "l:blockquote"].find((one) => formats[one] !== undefined);
    if (name) return change(quill, range, { [name]: null });
    // A second empty line ends the code.
    const before = line.prev;
    if (formats["l:code-block"] !== undefined && before instanceof Line && before.length() === 1) return change(quill, range, { "l:code-block": null });
  }
  const last = range.length === 0 && offset === line.length() - 1;
  const next = { ...formats };
  const delta = removal(quill, range).compose(new Delta().retain(range.index).insert("\n", formats));
  if (last && formats["l:header"] !== undefined) delete next["l:header"];
  if (formats["l:list"] === "checked") next["l:list"] = "unchecked";
  const changed = Object.fromEntries(Object.entries(formats).filter(([name, value]) => next[name] !== value).map(([name]) => [name, next[name] ?? null]));
  if (range.length === 0 && Object.keys(changed).length > 0) {
    quill.updateContents(delta.compose(new Delta().retain(range.index + line.length() - offset).retain(1, changed)), "user");
  } else quill.updateContents(delta, "user");
  quill.setSelection(range.index + 1, 0, "silent");
  if (last && formats["l:header"] === undefined) {
    for (const name of GO_ON) {
      const value = format[`t:${name}`];
      if (value !== undefined && !Array.isArray(value)) quill.format(`t:${name}`, value, "user");
    }
  }
  quill.scrollSelectionIntoView();
  return false;
};

const softBreak: Handler = function (range) {
  const { quill } = this;
  quill.updateContents(removal(quill, range).compose(new Delta().retain(range.index).insert({ e: LINE_BREAK })), "user");
  quill.setSelection(range.index + 1, 0, "silent");
  quill.scrollSelectionIntoView();
  return false;
};

const backspace: Handler = function (range, { line }) {
  const { quill } = this;
  if (line instanceof Cell) return false;
  if (!(line instanceof Line)) return true;
  const formats = line.formats();
  const indent = Number(formats["l:indent"]) || 0;
  if (indent > 0) return change(quill, range, { "l:indent": indent > 1 ? indent - 1 : null });
  const name = ["l:list", "l:blockquote", "l:code-block"].find((one) => formats[one] !== undefined);
  if (name) return change(quill, range, { [name]: null });
  const [before] = range.index > 0 ? quill.getLine(range.index - 1) : [null];
  if (!(before instanceof Cell)) return true;
  // After a table there is no line to join.
  if (line.length() === 1 && range.index + 1 < quill.getLength()) quill.updateContents(new Delta().retain(range.index).delete(1), "user");
  quill.setSelection(range.index - 1, 0, "user");
  return false;
};

const forwardDelete: Handler = function (range, { line, offset }) {
  const { quill } = this;
  const note = noteAt(quill, range.index, "after");
  if (note) return remove(quill, note);
  if (!(line instanceof Line) || offset < line.length() - 1) return true;
  if (line instanceof Cell) return false;
  const [next] = quill.getLine(range.index + 1);
  if (!(next instanceof Line) || range.index + 1 >= quill.getLength()) return true;
  if (!(next instanceof Cell)) {
    // What comes up becomes part of this line, and is what this is.
    const formats = line.length() > 1 && AttributeMap.diff(next.formats(), line.formats());
    const delta = new Delta().retain(range.index).delete(1);
    if (formats) delta.retain(next.length() - 1).retain(1, formats);
    quill.updateContents(delta, "user");
  } else if (line.length() === 1) quill.updateContents(new Delta().retain(range.index).delete(1), "user");
  quill.setSelection(range.index, 0, "silent");
  return false;
};

/** Notes are taken out whole: a part of their number means nothing. */
const backspaceNote: Handler = function (range) {
  const note = noteAt(this.quill, range.index, "before");
  return note ? remove(this.quill, note) : true;
};

function remove(quill: Quill, range: Range): false {
  quill.updateContents(removal(quill, range), "user");
  quill.setSelection(range.index, 0, "silent");
  return false;
}

/** Down from the last row of a table that ends the document: into a line after it. */
const down: Handler = function (_range, { line }) {
  if (!(line instanceof Cell)) return true;
  const place = placeOf(line);
  if (!place || place.row < place.rows.length - 1 || place.table.offset(this.quill.scroll) + place.table.length() < this.quill.getLength()) return true;
  const index = lineAfter(this.quill, line.offset(this.quill.scroll));
  if (index !== null) this.quill.setSelection(index, 0, "user");
  return false;
};

const removeRange: Handler = function (range) {
  return remove(this.quill, range);
};

const tab = (back: boolean): Handler => function (range, { line, offset }) {
  const { quill } = this;
  if (line instanceof Cell) {
    const cell = nextCell(line, back);
    if (cell) quill.setSelection(cell.offset(quill.scroll), Math.max(0, cell.length() - 1), "user");
    else if (!back) insertRow(quill, line, true, true);
    return false;
  }
  const lines = linesIn(quill, range);
  const list = line instanceof Line && line.formats()["l:list"] !== undefined;
  if (back || lines.length > 1 || (list && offset === 0) || (list && range.length > 0)) {
    indentLines(quill, range, back ? -1 : 1);
    return false;
  }
  quill.updateContents(removal(quill, range).compose(new Delta().retain(range.index).insert("\t")), "user");
  quill.setSelection(range.index + 1, 0, "silent");
  return false;
};

const MARKS: [RegExp, string][] = [[/^(\*|-)$/, "bullet"], [/^1[.)]$/, "ordered"], [/^\[ ?\]$/, "unchecked"], [/^\[x\]$/i, "checked"]];

const autoList: Handler = function (range, { prefix, offset, line }) {
  const { quill } = this;
  autoLink(quill, range);
  const mark = MARKS.find(([pattern]) => pattern.test(prefix));
  if (!mark || !(line instanceof Line) || line instanceof Cell || offset !== prefix.length) return true;
  const formats = line.formats();
  if (formats["l:list"] !== undefined || formats["l:code-block"] !== undefined) return true;
  quill.insertText(range.index, " ", "user");
  quill.history.cutoff();
  quill.updateContents(new Delta().retain(range.index - offset).delete(offset + 1).retain(line.length() - 2 - offset).retain(1, { "l:list": mark[1] }), "user");
  quill.history.cutoff();
  quill.setSelection(range.index - offset, 0, "silent");
  return false;
};

function change(quill: Quill, range: Range, formats: Record<string, unknown>): false {
  quill.formatLine(range.index, range.length, formats, "user");
  return false;
}

/** Indents the lines of a range by a step, or takes one away. */
export function indentLines(quill: Quill, range: Range, step: 1 | -1): void {
  const delta = new Delta();
  let at = 0;
  for (const { line, index, length } of linesIn(quill, range)) {
    const now = Number(line.formats()["l:indent"]) || 0;
    const next = Math.min(MAX_INDENT, Math.max(0, now + step));
    if (next === now) continue;
    delta.retain(index + length - 1 - at).retain(1, { "l:indent": next || null });
    at = index + length;
  }
  if (delta.ops.length > 0) quill.updateContents(delta, "user");
}

/** The keys of the editor. Quill's own, which know other formats, are off. */
export function bindings(): Record<string, object | null> {
  const off = ["bold", "italic", "underline", "indent", "outdent", "outdent backspace", "indent code-block", "outdent code-block", "remove tab", "tab",
    "blockquote empty enter", "list empty enter", "checklist enter", "header enter", "table backspace", "table delete", "table enter", "table tab",
    "list autofill", "code exit", "table down", "table up"];
  return {
    ...Object.fromEntries(off.map((name) => [name, null])),
    ...jumps(),
    enter: { key: "Enter", shiftKey: false, handler: enter },
    softBreak: { key: "Enter", shiftKey: true, handler: softBreak },
    backspace: { key: "Backspace", collapsed: true, offset: 0, shiftKey: null, ctrlKey: null, metaKey: null, altKey: null, handler: backspace },
    backspaceNote: { key: "Backspace", collapsed: true, shiftKey: null, ctrlKey: null, metaKey: null, altKey: null, handler: backspaceNote },
    delete: { key: "Delete", collapsed: true, ctrlKey: null, metaKey: null, handler: forwardDelete },
    backspaceRange: { key: "Backspace", collapsed: false, ctrlKey: null, metaKey: null, handler: removeRange },
    deleteRange: { key: "Delete", collapsed: false, ctrlKey: null, metaKey: null, handler: removeRange },
    tabForward: { key: "Tab", shiftKey: false, handler: tab(false) },
    tabBack: { key: "Tab", shiftKey: true, handler: tab(true) },
    down: { key: "ArrowDown", collapsed: true, handler: down },
    autoList: { key: " ", collapsed: true, shiftKey: null, handler: autoList },
  };
}
