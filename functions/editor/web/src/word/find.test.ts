import Delta from "quill-delta";
import { expect, test } from "vitest";
import { findAll, replacement } from "./find";

const query = (text: string, more = {}) => ({ text, matchCase: false, wholeWord: false, ...more });

test("places are counted in units of the document, over embeds and letters that change their length in lower case", () => {
  const text = new Delta().insert("İ x").insert({ image: "i" }).insert("X\n");
  expect(findAll(text, query("x"))).toEqual([{ index: 2, length: 1 }, { index: 4, length: 1 }]);
  expect(findAll(text, query("x", { matchCase: true }))).toEqual([{ index: 2, length: 1 }]);
  expect(findAll(text, query(""))).toEqual([]);
});

test("whole words end where no letter, digit or mark follows", () => {
  const text = new Delta().insert("cat cats, (cat) é-cat 𝒵cat cat2\n");
  expect(findAll(text, query("cat", { wholeWord: true })).map(({ index }) => index)).toEqual([0, 11, 18]);
});

test("a replacement has the format of the first letter that it replaces, and nothing else changes", () => {
  const text = new Delta().insert("aa").insert("bb", { bold: true }).insert("aabb\n");
  const change = replacement(text, findAll(text, query("bb")), "c");
  expect(text.compose(change).ops).toEqual(new Delta().insert("aa").insert("c", { bold: true }).insert("aac\n").ops);
  expect(text.compose(replacement(text, findAll(text, query("aa")), "")).ops).toEqual(new Delta().insert("bb", { bold: true }).insert("bb\n").ops);
});
