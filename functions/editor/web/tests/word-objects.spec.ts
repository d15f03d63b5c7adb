import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import Delta from "quill-delta";

import { Storage } from "./storage";
import { Word } from "./word/open";

let storage: Storage;
test.beforeAll(async () => void (storage = await Storage.start()));
test.afterAll(async () => storage.stop());

/** A picture of 2 by 1 pixels. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8Dwn4EBAA36Af+Nuk2WAAAAAElFTkSuQmCC";

/** The lines of a table without ids of rows: for each row its cells' texts. */
function tableOf(delta: Delta): string[][] {
  const rows: { id: unknown; cells: string[] }[] = [];
  let text = "";
  for (const op of delta.ops) {
    if (typeof op.insert !== "string") continue;
    for (const part of op.insert.split(/(\n)/)) {
      if (part !== "\n") {
        text += part;
        continue;
      }
      const id = op.attributes?.table;
      if (id !== undefined) {
        if (rows.at(-1)?.id === id) rows.at(-1)?.cells.push(text);
        else rows.push({ id, cells: [text] });
      }
      text = "";
    }
  }
  return rows.map(({ cells }) => cells);
}

test("tables: made, filled by Tab, rows and columns added and deleted, Enter stays in the cell", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("before\n"));
  const has = (rows: string[][]) => expect.poll(async () => tableOf(await word.content())).toEqual(rows);
  await word.select(6);
  await word.tool("table");
  await page.getByRole("button", { name: "2 × 2 table" }).click();
  await page.keyboard.type("a");
  await word.press("Tab");
  await page.keyboard.type("b");
  await word.press("Tab", "Tab", "Tab");
  await page.keyboard.type("e");
  await has([["a", "b"], ["", ""], ["e", ""]]);
  await word.press("Enter");
  await page.keyboard.type("f");
  await word.tool("cells");
  await word.choose("Insert column after");
  await has([["a", "", "b"], ["", "", ""], ["e\u2028f", "", ""]]);
  await word.tool("cells");
  await word.choose("Insert row above");
  await has([["a", "", "b"], ["", "", ""], ["", "", ""], ["e\u2028f", "", ""]]);
  await word.tool("cells");
  await word.choose("Delete column");
  await has([["", "b"], ["", ""], ["", ""], ["", ""]]);
  await expect(word.text.locator("table tr")).toHaveCount(4);
  await word.text.locator("td").nth(1).click();
  await word.tool("cells");
  await word.choose("Delete row");
  await has([["", ""], ["", ""], ["", ""]]);
  await word.text.locator("td").first().click();
  // Neither Backspace nor Delete at its edges takes a cell out of its row; a selection over cells takes only their texts.
  await word.press("Backspace", "Delete");
  await page.keyboard.type("x");
  await word.press("Tab");
  await page.keyboard.type("y");
  await word.press("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Delete");
  await has([["", ""], ["", ""], ["", ""]]);
  await word.text.locator("td").first().click();
  await word.tool("cells");
  await word.choose("Delete table");
  await word.has(new Delta().insert("before\n\n"));
  await word.press("Control+z");
  await has([["", ""], ["", ""], ["", ""]]);
});

test("pictures: chosen, pasted and dropped; resized by keys, described, taken back", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("ab\n"));
  await word.select(1);
  const chooser = page.waitForEvent("filechooser");
  await word.tool("image");
  await (await chooser).setFiles({ name: "dot.png", mimeType: "image/png", buffer: Buffer.from(PNG, "base64") });
  const image = { image: expect.stringMatching(/^image\/.+\.png$/) };
  await expect.poll(async () => (await word.content()).ops).toEqual([{ insert: "a" }, { insert: image, attributes: { width: "2", height: "1" } }, { insert: "b\n" }]);
  await expect.poll(() => word.text.locator("img").evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(2);
  await word.text.locator("img").click();
  await page.getByRole("slider", { name: "Width of the picture" }).focus();
  await word.press("ArrowRight", "ArrowRight");
  await expect.poll(async () => (await word.content()).ops[1]?.attributes).toEqual({ width: "26", height: "13" });
  await page.getByRole("button", { name: "Description" }).click();
  await page.getByLabel("What the picture shows").fill("A dot");
  await page.getByRole("button", { name: "OK" }).click();
  await expect.poll(async () => (await word.content()).ops[1]?.attributes).toEqual({ width: "26", height: "13", alt: "A dot" });
  await expect(word.text.locator("img")).toHaveAttribute("alt", "A dot");
  await word.select(3);
  await word.paste({}, [{ name: "b.png", type: "image/png", base64: PNG }]);
  await expect.poll(async () => (await word.content()).ops.filter((op) => typeof op.insert === "object").length).toBe(2);
  await word.text.evaluate((root, base64) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], "c.png", { type: "image/png" }));
    const box = root.querySelector("p")!.getBoundingClientRect();
    root.dispatchEvent(new DragEvent("dragenter", { dataTransfer: data, bubbles: true }));
    root.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, clientX: box.left + 2, clientY: box.top + 8 }));
  }, PNG);
  await expect.poll(async () => (await word.content()).ops.filter((op) => typeof op.insert === "object").length).toBe(3);
  await word.press("Control+z");
  await expect.poll(async () => (await word.content()).ops.filter((op) => typeof op.insert === "object").length).toBe(2);
});

test("pasting from Word and from web pages gives what it says, not how its page looks", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("\n"));
  await word.text.focus();
  const html = readFileSync(new URL("word/clipboard-word.html", import.meta.url), "utf8");
  await word.paste({ "text/html": html, "text/plain": "never" });
  const expected = new Delta()
    .insert("Plan").insert("\n", { header: 1 })
    .insert("Some ").insert("bold", { bold: true }).insert(" and ").insert("red", { color: "#ff0000" }).insert(" text, ").insert("a link", { link: "https://example.com/" }).insert(".\n")
    .insert("first").insert("\n", { list: "bullet" })
    .insert("deeper").insert("\n", { list: "bullet", indent: 1 })
    .insert("one").insert("\n", { list: "ordered" })
    .insert("centred").insert("\n", { align: "center" });
  const got = async () => (await word.content()).ops;
  await expect.poll(async () => new Delta((await got()).slice(0, expected.ops.length)).ops).toEqual(expected.ops);
  await expect.poll(async () => tableOf(await word.content())).toEqual([["A", "B\u2028C"], ["1", "2"]]);
  const text = (await got()).map((op) => (typeof op.insert === "string" ? op.insert : "")).join("");
  expect(text).not.toContain("never");
  expect(text).toContain("the end");
  for (const op of await got()) expect(Object.keys(op.attributes ?? {}).filter((name) => name === "font" || name === "size")).toEqual([]);
});

test("plain text, links to scripts and pictures as data are pasted as they should be", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("x\n"));
  await word.select(1);
  await word.paste({ "text/plain": "a\r\nb" });
  await word.has(new Delta().insert("xa\nb\n"));
  await word.paste({ "text/html": `<p onclick="alert(1)">c<a href="javascript:alert(1)">d</a><script>alert(2)</script><img src="data:image/png;base64,${PNG}" alt="dot"></p>` });
  await expect.poll(async () => (await word.content()).ops).toEqual([{ insert: "xa\nbcd" }, { insert: { image: expect.stringMatching(/^image\//) }, attributes: { alt: "dot" } }, { insert: "\n" }]);
});

test("what is copied here is pasted here with all that it says, and cut text comes back by undo", async ({ page }) => {
  const all = new Delta().insert("H", { author: "x" }).insert("\n", { header: 1, list: "ordered", custom: { deep: [1, null] } }).insert({ poll: { id: 7 } }, { bold: true }).insert("t\n");
  const word = await Word.with(page, storage, all);
  await word.text.focus();
  await word.press("Control+a");
  const json = await word.text.evaluate((root) => {
    const data = new DataTransfer();
    root.dispatchEvent(new ClipboardEvent("cut", { clipboardData: data, bubbles: true, cancelable: true }));
    return { own: data.getData("application/x-spindle-delta"), html: data.getData("text/html") };
  });
  expect(json.html).toContain("<li>");
  await expect.poll(async () => (await word.content()).length()).toBe(1);
  await word.press("Control+z");
  await word.has(all);
  await word.press("Control+a");
  await word.paste({ "application/x-spindle-delta": json.own });
  await word.has(all);
});

test("find and replace: counts, steps, case, whole words, one and all; marks are no part of the document", async ({ page }) => {
  const text = new Delta().insert("Cat cat category\nA CAT\n");
  const word = await Word.with(page, storage, text);
  await word.text.focus();
  await word.press("Control+f");
  const count = page.locator(".w-find-count");
  await page.getByLabel("Find", { exact: true }).locator("visible=true").last().fill("cat");
  await expect(count).toHaveText("1 of 4");
  expect(await page.evaluate(() => [CSS.highlights.get("w-found")?.size, CSS.highlights.get("w-current")?.size])).toEqual([3, 1]);
  await word.press("Enter", "Enter");
  await expect(count).toHaveText("3 of 4");
  await word.press("Shift+Enter");
  await expect(count).toHaveText("2 of 4");
  await page.getByLabel("Whole words").check();
  await expect(count).toHaveText(/of 3$/);
  await page.getByLabel("Match case").check();
  await expect(count).toHaveText("1 of 1");
  await page.getByLabel("Match case").uncheck();
  await word.text.focus();
  await word.press("Control+h");
  await page.getByLabel("Replace with").fill("dog");
  await page.getByRole("button", { name: "Replace all" }).click();
  await expect(count).toHaveText("3 replaced");
  await word.has(new Delta().insert("dog dog category\nA dog\n"));
  await word.press("Escape");
  expect(await page.evaluate(() => CSS.highlights.get("w-found")?.size ?? 0)).toBe(0);
  await word.press("Control+z");
  await word.has(text);
});
