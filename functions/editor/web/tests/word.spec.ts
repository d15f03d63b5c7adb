import { expect, test } from "@playwright/test";
import Delta from "quill-delta";

import { Storage } from "./storage";
import { Word } from "./word/open";

let storage: Storage;
test.beforeAll(async () => void (storage = await Storage.start()));
test.afterAll(async () => storage.stop());

const one = (text = "one two three\n") => new Delta().insert(text);

test("what is typed is saved, and the status says so", async ({ page }) => {
  const word = await Word.with(page, storage, one("\n"));
  await word.text.focus();
  await page.keyboard.type("Hello, 世界!");
  await word.has(one("Hello, 世界!\n"));
  await expect(page.locator(".ui-status")).toHaveText("Saved");
});

for (const [tool, attributes] of [
  ["bold", { bold: true }],
  ["italic", { italic: true }],
  ["underline", { underline: true }],
  ["strike", { strike: true }],
  ["code", { code: true }],
  ["super", { script: "super" }],
  ["sub", { script: "sub" }],
] as const) {
  test(`the tool ${tool} gives the selected text its format and takes it away`, async ({ page }) => {
    const word = await Word.with(page, storage, one());
    await word.select(4, 3);
    await word.tool(tool);
    await word.has(new Delta().insert("one ").insert("two", attributes).insert(" three\n"));
    await expect(page.locator(`[data-tool="${tool}"]`)).toHaveAttribute("aria-pressed", "true");
    await page.locator(`[data-tool="${tool}"]`).click();
    await word.has(one());
  });
}

test("colours, fonts and sizes come from the palette and the menus", async ({ page }) => {
  const word = await Word.with(page, storage, one());
  await word.select(0, 3);
  await word.tool("color");
  await page.getByRole("dialog").getByRole("button", { name: "#c8281f" }).click();
  await word.select(4, 3);
  await word.tool("background");
  await page.getByRole("dialog").getByRole("button", { name: "#fcf1c5" }).click();
  await word.select(8, 5);
  await word.tool("font");
  await word.choose("Georgia");
  await word.tool("size");
  await word.choose("14");
  await word.has(new Delta().insert("one", { color: "#c8281f" }).insert(" ").insert("two", { background: "#fcf1c5" }).insert(" ").insert("three", { font: "Georgia", size: "14pt" }).insert("\n"));
  await word.select(0, 13);
  await word.tool("clear");
  await word.has(one());
});

test("lines become headings, quotations, code and plain again", async ({ page }) => {
  const word = await Word.with(page, storage, one("a\n"));
  await word.text.focus();
  await word.tool("style");
  await word.choose("Heading 2");
  await word.has(new Delta().insert("a").insert("\n", { header: 2 }));
  await expect(word.text.locator("h2")).toHaveText("a");
  await word.tool("style");
  await word.choose("Quotation");
  await word.has(new Delta().insert("a").insert("\n", { blockquote: true }));
  await word.tool("style");
  await word.choose("Code block");
  await word.has(new Delta().insert("a").insert("\n", { "code-block": true }));
  await word.tool("style");
  await word.choose("Normal text");
  await word.has(one("a\n"));
  await word.press("Control+Alt+1");
  await word.has(new Delta().insert("a").insert("\n", { header: 1 }));
});

test("lists: numbers, bullets, checks, levels, and how Enter and Backspace end them", async ({ page }) => {
  const word = await Word.with(page, storage, one("a\n"));
  await word.text.focus();
  await word.press("End");
  await word.tool("ordered");
  await word.press("Enter");
  await page.keyboard.type("b");
  await word.press("Home", "Tab");
  await word.has(new Delta().insert("a").insert("\n", { list: "ordered" }).insert("b").insert("\n", { list: "ordered", indent: 1 }));
  await word.press("End", "Enter", "Enter", "Enter");
  await word.has(new Delta().insert("a").insert("\n", { list: "ordered" }).insert("b").insert("\n", { list: "ordered", indent: 1 }).insert("\n"));
  await page.keyboard.type("- c");
  await word.has(new Delta().insert("a").insert("\n", { list: "ordered" }).insert("b").insert("\n", { list: "ordered", indent: 1 }).insert("c").insert("\n", { list: "bullet" }));
  await word.tool("check");
  await word.press("Control+Enter");
  await word.press("Control+Home");
  await word.tool("ordered");
  await word.has(new Delta().insert("a\nb").insert("\n", { list: "ordered", indent: 1 }).insert("c").insert("\n", { list: "checked" }));
  const box = (await word.text.locator("li[data-list=checked]").boundingBox())!;
  await page.mouse.click(box.x + 10, box.y + box.height / 2);
  await word.has(new Delta().insert("a\nb").insert("\n", { list: "ordered", indent: 1 }).insert("c").insert("\n", { list: "unchecked" }));
});

test("alignment, indentation and direction of lines", async ({ page }) => {
  const word = await Word.with(page, storage, one("a\n"));
  await word.text.focus();
  await word.tool("align");
  await word.choose("Centre");
  await word.tool("indent");
  await word.tool("direction");
  await word.has(new Delta().insert("a").insert("\n", { align: "center", indent: 1, direction: "rtl" }));
  await word.press("Escape");
  await word.tool("outdent");
  await word.text.focus();
  await word.press("Control+l");
  await word.has(new Delta().insert("a").insert("\n", { align: "left", direction: "rtl" }));
  await word.press("Control+r");
  await word.has(new Delta().insert("a").insert("\n", { direction: "rtl" }));
});

test("links are made, changed and removed", async ({ page }) => {
  const word = await Word.with(page, storage, one());
  await word.select(4, 3);
  await word.press("Control+k");
  await page.getByLabel("Address").fill("example.com/a");
  await word.press("Enter");
  await word.has(new Delta().insert("one ").insert("two", { link: "https://example.com/a" }).insert(" three\n"));
  await word.select(5);
  await word.press("Control+k");
  await page.getByLabel("Address").fill("javascript:alert(1)");
  await word.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByLabel("Address").fill("mail@example.com");
  await word.press("Enter");
  await word.has(new Delta().insert("one ").insert("two", { link: "mailto:mail@example.com" }).insert(" three\n"));
  await word.select(5);
  await word.press("Control+k");
  await page.getByRole("button", { name: "Remove link" }).click();
  await word.has(one());
});

test("dividers and formulas are inserted; a line break stays within its line", async ({ page }) => {
  const word = await Word.with(page, storage, one("ab\n"));
  await word.select(1);
  await word.tool("insert");
  await word.choose("Dividing line");
  await word.has(new Delta().insert("a\n").insert({ divider: true }).insert("b\n"));
  await word.press("End");
  await word.tool("insert");
  await word.choose("Formula");
  await page.getByLabel("LaTeX source").fill("x^2");
  await page.getByRole("dialog").getByRole("button", { name: "Insert" }).click();
  await word.press("Shift+Enter");
  await page.keyboard.type("c");
  await word.has(new Delta().insert("a\n").insert({ divider: true }).insert("b").insert({ formula: "x^2" }).insert("\u2028c\n"));
});

test("undo and redo take back one's own edits only, while somebody else writes", async ({ page }) => {
  const word = await Word.with(page, storage, one("abc\n"));
  await word.select(3);
  await page.keyboard.type("XYZ");
  await word.has(one("abcXYZ\n"));
  await word.peer!.content();
  await word.peer!.change(new Delta().insert("peer "));
  await expect(word.text).toContainText("peer abcXYZ");
  await word.press("Control+z");
  await word.has(one("peer abc\n"));
  await word.press("Control+Shift+z");
  await word.has(one("peer abcXYZ\n"));
});
