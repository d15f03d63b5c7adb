import { expect, test, type CDPSession, type Page } from "@playwright/test";
import Delta from "quill-delta";

import { editorFrame, event, noting } from "./frame";
import { Storage } from "./storage";
import { Word } from "./word/open";

let storage: Storage;
test.beforeAll(async () => {
  storage = await Storage.start({ script: noting(["onDocumentReady"]) });
});
test.afterAll(() => storage.stop());

/** Writes as an input method does: what is composed is shown step by step, then the chosen words take its place. */
class InputMethod {
  private constructor(private readonly devtools: CDPSession) {}

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  async composes(letters: string): Promise<void> {
    for (const end of Array.from(letters, (_, at) => at + 1)) {
      await this.devtools.send("Input.imeSetComposition", { text: letters.slice(0, end), selectionStart: end, selectionEnd: end });
    }
  }

  async chooses(words: string): Promise<void> {
    await this.devtools.send("Input.insertText", { text: words });
  }
}

test("Chinese is composed in a text while somebody else writes before it", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("first\nlast\n"));
  await page.locator(".ql-editor").focus();
  await page.keyboard.press("Control+End");
  const method = await InputMethod.of(page);
  await method.composes("nihao");
  await word.peer?.content();
  await word.peer?.change(new Delta().insert("Peer: "));
  await method.chooses("你好");
  await expect(page.locator(".ql-editor")).toContainText("Peer: first");
  await page.keyboard.type("!");
  await word.has(new Delta().insert("Peer: first\nlast你好!\n"));
  await expect(page.locator(".ql-editor")).toHaveText("Peer: firstlast你好!");
});

test("what is composed looks like the text before it", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("bold", { bold: true }).insert("\n"));
  await page.locator(".ql-editor").focus();
  await page.keyboard.press("Control+End");
  const method = await InputMethod.of(page);
  await method.composes("zhong");
  await method.chooses("中");
  await method.composes("wen");
  await method.chooses("文");
  await word.has(new Delta().insert("bold中文", { bold: true }).insert("\n"));
});

test("a composition that is given up leaves nothing", async ({ page }) => {
  const word = await Word.with(page, storage, new Delta().insert("text\n"));
  await page.locator(".ql-editor").focus();
  await page.keyboard.press("Control+End");
  const method = await InputMethod.of(page);
  await method.composes("ni");
  await method.chooses("");
  await page.keyboard.type(".");
  await word.has(new Delta().insert("text.\n"));
});

test("Chinese is composed in a cell; the keys of the input method neither commit nor move", async ({ page }) => {
  await storage.make("cells.xlsx", "a,b\n");
  await page.goto(storage.page("cells.xlsx", {}));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  await expect(frame.locator(".cg-input")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const method = await InputMethod.of(page);
  await method.composes("shuliang");
  await expect(frame.locator(".cg-input")).toHaveValue("shuliang");
  await method.chooses("数量");
  await expect(frame.locator(".cg-input")).toHaveValue("数量");
  await page.keyboard.press("Enter");
  const cell = (row: number, col: number) => frame.locator(`.cg-row[aria-rowindex="${row}"] > [aria-colindex="${col}"]`);
  await expect(cell(2, 1)).toHaveText("数量");
  await expect(frame.locator(".ui-header")).toHaveAttribute("data-status", "saved");
});
