import Delta from "quill-delta";
import { expect, test } from "vitest";
import { expression, findAll, replacement } from "./find";

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

test("regular expressions find within lines only, take no embeds, and give their groups", () => {
  const text = new Delta().insert("on 2024-05-06, ").insert("2023", { bold: true }).insert("-01-02\nab").insert({ image: "i" }).insert("c\n");
  const dates = query("(\\d+)-(\\d+)-(\\d+)", { pattern: true });
  const found = findAll(text, dates);
  expect(found).toEqual([{ index: 3, length: 10 }, { index: 15, length: 10 }]);
  expect(text.compose(replacement(text, found, "$3.$2.$1", expression(dates))).ops[1]).toEqual({ insert: "02.01.2023", attributes: { bold: true } });
  expect(findAll(text, query("b.c", { pattern: true }))).toEqual([]);
  expect(findAll(text, query("2\\s+a", { pattern: true }))).toEqual([]);
  expect(findAll(text, query("x*", { pattern: true }))).toEqual([]);
  expect(findAll(text, query("(", { pattern: true }))).toEqual([]);
  expect(expression(query("("))).toBeNull();
});
