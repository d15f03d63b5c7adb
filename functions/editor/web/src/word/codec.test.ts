import Delta from "quill-delta";
import { expect, test } from "vitest";
import { fromEditor, toEditor } from "./codec";

const document = new Delta()
  .insert("a\u2028b", { bold: true, class: "x" })
  .insert("\n\n", { bold: true, header: 1 })
  .insert({ image: "i" }, { width: "1" })
  .insert({ e: "\u2028" })
  .insert("c\n");

test("a document is the same after the way into the editor and back, and as long in it", () => {
  const inner = toEditor(document);
  expect(fromEditor(inner).ops).toEqual(document.ops);
  expect(inner.length()).toBe(document.length());
});

test("inside, attributes say whether they are of text or of lines, and embeds have one name", () => {
  expect(toEditor(new Delta().insert("a\n", { bold: true }).insert({ poll: 1 })).ops).toEqual([
    { insert: "a", attributes: { "t:bold": true } },
    { insert: "\n", attributes: { "l:bold": true } },
    { insert: { e: { poll: 1 } } },
  ]);
});

test("a change by others is for text and for lines; one's own comes out without marks", () => {
  const change = new Delta().retain(2, { bold: true, header: null }).delete(1);
  expect(toEditor(change).ops).toEqual([{ retain: 2, attributes: { "t:bold": true, "t:header": null, "l:bold": true, "l:header": null } }, { delete: 1 }]);
  expect(fromEditor(new Delta().retain(3).retain(1, { "l:list": "bullet" })).ops).toEqual([{ retain: 3 }, { retain: 1, attributes: { list: "bullet" } }]);
});
