import { expect, test } from "@playwright/test";
import Delta from "quill-delta";

import { Storage } from "./storage";
import { Word } from "./word/open";

let storage: Storage;
test.beforeAll(async () => void (storage = await Storage.start()));
test.afterAll(async () => storage.stop());

const row = (id: string, ...cells: string[]) => cells.reduce((delta, cell) => delta.insert(cell).insert("\n", { table: id }), new Delta());
const table = () => new Delta().insert("before\n").concat(row("a", "1", "2")).concat(row("b", "3", "4")).insert("after\n");

/** The document with rows called by their order: those that are new have ids of their own. */
async function shape(word: Word): Promise<Delta["ops"]> {
  const names = new Map<unknown, string>();
  return (await word.content()).ops.map((op) => {
    const id = op.attributes?.table;
    if (id === undefined) return op;
    if (!names.has(id)) names.set(id, `row ${names.size + 1}`);
    return { ...op, attributes: { ...op.attributes, table: names.get(id) } };
  });
}

/** The rows of a table of several rows, named as {@link shape} does. */
const rows = (...all: string[][]) => all.reduce((delta, cells, index) => delta.concat(row(`row ${index + 1}`, ...cells)), new Delta());

async function at(word: Word, text: string, ...keys: string[]): Promise<void> {
  await word.text.getByText(text, { exact: true }).click();
  await word.press(...keys);
}

test("rows that are pasted into a table fill its cells; missing rows and columns are added", async ({ page }) => {
  const word = await Word.with(page, storage, table());
  await at(word, "4");
  await word.paste({ "text/html": "<table><tr><td>p<td>q</tr><tr><td>r<td><b>s</b></tr></table>" });
  await page.keyboard.type("!");
  const filled = new Delta().insert("before\n").concat(rows(["1", "2", ""], ["3", "p", "q"])).insert("\n", { table: "row 3" }).insert("r").insert("\n", { table: "row 3" })
    .insert("s!", { bold: true }).insert("\n", { table: "row 3" }).insert("after\n");
  await expect.poll(() => shape(word)).toEqual(filled.ops);
  await word.press("Control+z", "Control+z");
  await word.has(table());
  await at(word, "1");
  await word.paste({ "text/plain": "w\tx\ny\tz\n" });
  await word.has(new Delta().insert("before\n").concat(row("a", "w", "x")).concat(row("b", "y", "z")).insert("after\n"));
  // Without columns it is the text of one cell.
  await at(word, "w", "End");
  await word.paste({ "text/plain": "1\n2\n" });
  await word.has(new Delta().insert("before\n").concat(row("a", "w1\u20282", "x")).concat(row("b", "y", "z")).insert("after\n"));
});

test("a table that is pasted behind text stands by itself, with rows of its own", async ({ page }) => {
  const word = await Word.with(page, storage, table());
  const copy = JSON.stringify(row("b", "3", "4").ops);
  await at(word, "after", "End");
  await word.paste({ "application/x-spindle-delta": copy });
  const twice = new Delta().insert("before\n").concat(rows(["1", "2"], ["3", "4"])).insert("after\n");
  await expect.poll(() => shape(word)).toEqual(twice.concat(row("row 3", "3", "4")).insert("\n").ops);
  await word.press("Control+z");
  await at(word, "after", "Home");
  await word.paste({ "application/x-spindle-delta": copy });
  const apart = new Delta().insert("before\n").concat(rows(["1", "2"], ["3", "4"])).insert("\n").concat(row("row 3", "3", "4")).insert("after\n");
  await expect.poll(() => shape(word)).toEqual(apart.ops);
});

test("a whole table is cut and put elsewhere", async ({ page }) => {
  const word = await Word.with(page, storage, table());
  await at(word, "1", "Home");
  await word.text.getByText("4", { exact: true }).click({ modifiers: ["Shift"] });
  await word.press("Shift+End", "Control+x");
  await word.has(new Delta().insert("before\nafter\n"));
  await word.press("Control+End", "Control+v");
  await page.keyboard.type("end");
  await expect.poll(() => shape(word)).toEqual(new Delta().insert("before\nafter\n").concat(rows(["1", "2"], ["3", "4"])).insert("end\n").ops);
});

test("what is typed over a selection that reaches into a table takes no cell away", async ({ page }) => {
  const word = await Word.with(page, storage, table());
  await at(word, "4", "Home", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
  await page.keyboard.type("N");
  // Browsers differ in how far that reaches into the line below.
  await expect.poll(async () => (await shape(word)).filter((op) => op.attributes?.table).length).toBe(4);
  await expect.poll(async () => JSON.stringify(await shape(word))).toContain('{"insert":"N"}');
});

test("a document that begins or ends with a table gets lines around it", async ({ page }) => {
  const word = await Word.with(page, storage, row("a", "1", "2"));
  await word.text.focus();
  await word.press("Control+End", "ArrowDown");
  await page.keyboard.type("below");
  await word.press("Control+Home", "Enter");
  await page.keyboard.type("above");
  await word.has(new Delta().insert("above\n").concat(row("a", "1", "2")).insert("below\n"));
});

test("lines that are joined are what the first one is", async ({ page }) => {
  const start = new Delta().insert("text\nTitle").insert("\n", { header: 1 }).insert("end\n");
  const word = await Word.with(page, storage, start);
  await word.select(4);
  await word.press("Delete");
  await word.has(new Delta().insert("textTitle\nend\n"));
  await word.press("Control+z");
  await word.has(start);
  await word.select(2, 5);
  await word.press("Control+x");
  await word.has(new Delta().insert("tetle\nend\n"));
  await word.press("Control+z");
  await word.select(0, 5);
  await word.press("Delete");
  await word.has(new Delta().insert("Title").insert("\n", { header: 1 }).insert("end\n"));
});

test("references to notes are taken out whole, and what is typed behind them is plain", async ({ page }) => {
  const start = new Delta().insert("March").insert("[1]", { script: "super" }).insert(" end\n");
  const word = await Word.with(page, storage, start);
  await word.select(8);
  await page.keyboard.type(", too");
  await word.has(new Delta().insert("March").insert("[1]", { script: "super" }).insert(", too end\n"));
  await word.select(8);
  await word.press("Backspace");
  await word.has(new Delta().insert("March, too end\n"));
});

test("addresses that are typed become links, and undo makes them text again", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("\n"));
  await word.text.focus();
  await page.keyboard.type("see www.example.com/a, and");
  const linked = new Delta().insert("see ").insert("www.example.com/a", { link: "https://www.example.com/a" }).insert(", and\n");
  await word.has(linked);
  await word.press("Control+z", "Control+z");
  await word.has(new Delta().insert("see www.example.com/a,\n"));
});

test("a selection is dragged to another place", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("one two three\nfour\n"));
  await word.select(4, 4);
  const [from, to] = await page.evaluate(() => [document.getSelection()!.getRangeAt(0).getBoundingClientRect(), document.querySelectorAll(".ql-editor p")[1]!.getBoundingClientRect()].map(({ x, y, width, height }) => ({ x, y, width, height })));
  await page.mouse.move(from!.x + from!.width / 2, from!.y + from!.height / 2);
  await page.mouse.down();
  await page.mouse.move(from!.x + from!.width / 2 + 20, from!.y + from!.height / 2, { steps: 3 });
  await page.mouse.move(to!.x + 1, to!.y + to!.height / 2, { steps: 3 });
  await page.mouse.up();
  await word.has(new Delta().insert("one three\ntwo four\n"));
  await word.press("Control+z");
  await word.has(new Delta().insert("one two three\nfour\n"));
});

test("of a document that is selected as a whole nothing stays", async ({ page }) => {
  const word = await Word.with(page, storage, row("a", "1", "2").insert("\n"));
  await word.text.focus();
  await word.press("Control+a", "Delete");
  await word.has(new Delta().insert("\n"));
  await word.press("Control+z", "Control+a");
  await page.keyboard.type("new");
  await word.has(new Delta().insert("new\n"));
});

test("what other programs give: tables stay rectangles, tables in cells are lines of these, no control characters", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("\n"));
  await word.text.focus();
  await word.paste({ "text/html": "<p>a\u0001b</p><br><table><tr><td rowspan=2>A<td colspan=2>B<tr><td>C<table><tr><td>n<td>m</table><td rowspan=2>D<tr><td>E</table>" });
  await expect.poll(() => shape(word)).toEqual(new Delta().insert("ab\n\n").concat(rows(["A", "B", ""], ["", "C\u2028n\u2028m", "D"], ["E", "", ""])).insert("\n").ops);
  await word.press("Control+a", "Delete");
  await word.paste({ "text/plain": "x\u0004y\r\nz" });
  await word.has(new Delta().insert("xy\nz\n"));
});
