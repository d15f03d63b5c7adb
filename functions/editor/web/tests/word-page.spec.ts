import { serious } from "./axe";
import { expect, test } from "@playwright/test";
import Delta from "quill-delta";

import { Storage } from "./storage";
import { Peer, Word } from "./word/open";

let storage: Storage;
test.beforeAll(async () => void (storage = await Storage.start()));
test.afterAll(async () => storage.stop());

const plan = new Delta()
  .insert("Plan").insert("\n", { header: 1 })
  .insert("Some ").insert("text", { bold: true }).insert(" with ").insert("a link", { link: "https://example.com" }).insert(" and ").insert({ formula: "E=mc^2" }).insert(" for ").insert({ mention: { id: "1", value: "Ada" } }).insert(".\n")
  .insert("one").insert("\n", { list: "ordered" }).insert("two").insert("\n", { list: "unchecked" })
  .insert("Numbers").insert("\n", { header: 2 })
  .insert("a").insert("\n", { table: "r1" }).insert("b").insert("\n", { table: "r1" }).insert("the end\n");

test("nothing that axe calls serious: editing, dark, menus and dialogs open", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const word = await Word.with(page, storage, plan);
  expect(await serious(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  await word.tool("style");
  expect(await serious(page)).toEqual([]);
  await word.press("Escape");
  await word.press("Control+f");
  await page.getByRole("button", { name: "Headings" }).click();
  expect(await serious(page)).toEqual([]);
  await word.press("Control+/");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  expect(await serious(page)).toEqual([]);
});

test("Chinese on a phone: words, no sideways scrolling, tools behind a button", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const word = await Word.with(page, storage, plan, { lang: "zh-CN" });
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.locator(".ui-status")).toHaveText("已保存");
  expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.querySelector("main")!.scrollWidth])).toEqual([390, 390]);
  await word.select(0, 4);
  await word.tool("strike");
  await expect.poll(async () => (await word.content()).ops[0]).toEqual({ insert: "Plan", attributes: { strike: true } });
  expect(await serious(page)).toEqual([]);
});

test("the toolbar is one stop of the Tab key; arrow keys go through it", async ({ page }) => {
  const word = await Word.with(page, storage, plan);
  await word.text.focus();
  await word.press("Alt+F10");
  await expect(page.locator('[data-tool="undo"]')).toBeFocused();
  await word.press("ArrowRight", "ArrowRight");
  await expect(page.locator('[data-tool="bold"]')).toBeFocused();
  await word.press("End");
  await expect(page.locator(".ui-more")).toBeFocused();
  expect(await page.locator('.ui-toolbar [tabindex="0"]').count()).toBe(1);
});

test("the outline leads to headings; words are counted; the paper is zoomed", async ({ page }) => {
  await Word.with(page, storage, plan);
  await page.getByRole("button", { name: "Headings" }).click();
  const outline = page.getByRole("navigation", { name: "Headings" });
  await expect(outline.getByRole("button")).toHaveText(["Plan", "Numbers"]);
  await outline.getByRole("button", { name: "Numbers" }).click();
  await expect(page.locator(".ql-editor")).toBeFocused();
  await expect(page.locator(".w-words")).toHaveText("15 words");
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(page.locator(".w-zoomed")).toHaveText("110%");
});

test("two people see each other's text, cursors and names", async ({ browser, page }) => {
  const word = await Word.with(page, storage, new Delta().insert("abc\n"));
  const other = await (await browser.newContext()).newPage();
  const second = await Word.open(other, storage, word.file, { user: "u2" });
  await second.select(1, 2);
  await other.keyboard.type("X");
  await expect(word.text).toHaveText("aX");
  await expect(page.getByRole("list", { name: /Ada Byron/ })).toBeVisible();
  await expect(page.locator(".w-cursor-name").filter({ hasText: "Ada Byron" })).toBeVisible({ timeout: 20_000 });
  await other.close();
});

test("viewers read and find, and cannot write; who may not copy does not", async ({ page }) => {
  const word = await Word.with(page, storage, plan, {
    adjust: (config) => {
      config.editorConfig.mode = "view";
      config.document.permissions = { edit: false, copy: false };
    },
  });
  await expect(page.getByText("Read-only")).toBeVisible();
  await expect(page.locator("[data-tool]")).toHaveCount(0);
  await expect(word.text).toHaveAttribute("contenteditable", "false");
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Find" }).fill("text");
  await expect(page.locator(".w-find-count")).toHaveText("1 of 1");
  const copied = await word.text.evaluate((root) => {
    const data = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
    root.dispatchEvent(event);
    return [event.defaultPrevented, data.types.length];
  });
  expect(copied).toEqual([true, 0]);
  await expect(page.getByText("Copying from this document is not allowed.")).toBeVisible();
  const dragged = await word.text.evaluate((root) => {
    document.getSelection()!.selectAllChildren(root.querySelector("p, h1")!);
    const data = new DataTransfer();
    const event = new DragEvent("dragstart", { dataTransfer: data, bubbles: true, cancelable: true });
    root.dispatchEvent(event);
    return [event.defaultPrevented, data.types.length];
  });
  expect(dragged).toEqual([true, 0]);
});

test("in strict co-editing edits wait for the Save button", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("abc\n"), { adjust: (config) => void (config.editorConfig.coEditing = { mode: "strict", change: false }) });
  await word.select(3);
  await page.keyboard.type("d");
  await expect(page.locator(".ui-status")).toHaveText("Changes not saved yet");
  await word.peer!.content();
  await word.peer!.change(new Delta().insert("0"));
  await expect(word.text).toHaveText("0abcd");
  expect((await word.content()).ops).toEqual([{ insert: "0abc\n" }]);
  await page.locator(".ui-save").click();
  await word.has(new Delta().insert("0abcd\n"));
});

test("whatever a document says is kept: random deltas and changes of them by others", async ({ page }) => {
  test.setTimeout(120_000);
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  const random = chance(seed);
  const word = await Word.with(page, storage, aDocument(random));
  for (let round = 0; round < 12; round += 1) {
    const peer = word.peer as Peer;
    const now = await peer.content();
    await peer.change(aChange(now, random));
    const whole = await peer.content();
    await expect.poll(async () => plainEnd(await word.copied()), { message: `seed ${seed}, round ${round}` }).toEqual(plainEnd(whole));
  }
  // All of it taken out and put back is the same document.
  const before = await word.content();
  await word.text.focus();
  await word.press("Control+a", "Delete");
  await expect.poll(async () => (await word.content()).length() < before.length()).toBe(true);
  await word.press("Control+z");
  await word.has(before);
});

/** Without the line ends that it ends with: a selection of everything has not all of them where the last line is empty. */
function plainEnd(delta: Delta): Delta["ops"] {
  const text = delta.ops.map((op) => (typeof op.insert === "string" ? op.insert : " ")).join("");
  return delta.slice(0, text.replace(/\n+$/, "").length).ops;
}

function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const NAMES = ["bold", "header", "list", "indent", "align", "table", "code-block", "blockquote", "link", "color", "size", "class", "style", "inline", "text", "block", "e", "cursor", "author", "t:x", "l:y", "é", "__x"];
const VALUES = [true, false, 0, 1, 2, 9, "", "x", "ordered", "checked", "row-1", "row-2", "#ff0000", { a: [1, null, "b"] }, ["c"], 1.5];
const EMBEDS = [{ image: "image/none.png" }, { divider: true }, { divider: { style: "wavy" } }, { formula: "x" }, { mention: { id: "1" } }, { poll: [1, 2] }, { e: "\u2028" }, { text: "t" }, { "": 1 }, { image: { odd: true } }];
const TEXTS = ["a", "word ", "\n", "\n\n", "x\ny", "漢字", "😀", "\u2028", "é\u2028\n", "  "];

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

function attributesOf(random: () => number): Record<string, unknown> | undefined {
  const many = Math.floor(random() * 4);
  return many === 0 ? undefined : Object.fromEntries(Array.from({ length: many }, () => [pick(NAMES, random), pick(VALUES, random)]));
}

function aDocument(random: () => number): Delta {
  const delta = new Delta();
  for (let at = 0; at < 40; at += 1) delta.insert(random() < 0.2 ? pick(EMBEDS, random) : pick(TEXTS, random), attributesOf(random));
  return delta.insert("\n", attributesOf(random));
}

function aChange(now: Delta, random: () => number): Delta {
  const length = now.length();
  const text = now.ops.map((op) => (typeof op.insert === "string" ? op.insert : " ")).join("");
  const whole = (at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at);
  const from = whole(Math.floor(random() * (length - 1)));
  const to = whole(Math.min(length - 1, from + Math.floor(random() * 20)));
  const change = new Delta().retain(from);
  const what = random();
  if (what < 0.4) change.insert(random() < 0.3 ? pick(EMBEDS, random) : pick(TEXTS, random), attributesOf(random));
  else if (what < 0.6) change.delete(to - from);
  else change.retain(to - from, { ...attributesOf(random), [pick(NAMES, random)]: random() < 0.5 ? null : pick(VALUES, random) });
  return change.chop();
}
