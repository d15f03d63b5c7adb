import { expect, test, type BrowserContext, type FrameLocator, type Page } from "@playwright/test";

import { paragraphs } from "./docx";
import { Mortal } from "./kill";
import { Storage } from "./storage";

/** Seconds without a network. */
const CUT_S = Number(process.env.CUT_S ?? 60);

/** Somebody who has a file open in the real editor, in the page of a storage. */
class Somebody {
  private constructor(readonly page: Page, readonly frame: FrameLocator) {}

  static async opens(context: BrowserContext, storage: Storage, file: string, user: string): Promise<Somebody> {
    const page = await context.newPage();
    await page.goto(storage.page(file, { user }));
    const frame = page.frameLocator('iframe[name="frameEditor"]');
    await frame.locator("html[data-word=ready]").waitFor();
    return new Somebody(page, frame);
  }

  get text() {
    return this.frame.locator(".ql-editor");
  }

  /** Types at the beginning or the end of the document, as with a keyboard. */
  async types(words: string, at: "Home" | "End" = "End"): Promise<void> {
    await this.text.focus();
    await this.page.keyboard.press(`Control+${at}`);
    await this.page.keyboard.type(words, { delay: 15 });
  }

  async saved(): Promise<void> {
    await this.frame.locator('.ui-header[data-status="saved"]').waitFor({ timeout: 30_000 });
  }

  /** Closes the tab as people do. A whole context that is closed takes the frames' last calls along, like a browser that dies. */
  async closes(): Promise<void> {
    await this.page.close({ runBeforeUnload: true });
  }

  /** The lines on the screen. */
  async lines(): Promise<string[]> {
    return (await this.text.innerText()).split("\n").map((line) => line.trim()).filter(Boolean);
  }
}

let storage: Storage;
test.beforeEach(async () => {
  storage = await Storage.start();
});
test.afterEach(async () => {
  await storage.stop();
});

test("two people write together, one of them a minute without a network; the storage gets the words of both", async ({ browser }) => {
  test.setTimeout(240_000);
  await storage.make("plan.docx", "The plan\nTo be written\n");
  const contexts = [await browser.newContext(), await browser.newContext()] as const;
  const zoe = await Somebody.opens(contexts[0], storage, "plan.docx", "zoe");
  const ada = await Somebody.opens(contexts[1], storage, "plan.docx", "ada");
  await Promise.all([zoe.types("Zoe was here. ", "Home"), ada.types("Ada was here. ", "End")]);
  await expect(ada.text).toContainText("Zoe was here.");
  await expect(zoe.text).toContainText("Ada was here.");

  await contexts[0].setOffline(true);
  await zoe.types("Zoe without a network. ", "Home");
  await expect(zoe.frame.locator('.ui-header[data-status="offline"]')).toBeVisible();
  await ada.types("Ada meanwhile. ", "End");
  await ada.saved();
  const cut = Date.now();
  await expect.poll(() => Date.now() - cut, { timeout: (CUT_S + 10) * 1000, intervals: [5000] }).toBeGreaterThan(CUT_S * 1000);
  await zoe.types("Zoe still without. ", "Home");
  await expect(ada.text).not.toContainText("without");
  await contexts[0].setOffline(false);
  await zoe.saved();
  await expect(ada.text).toContainText("Zoe still without. Zoe without a network. Zoe was here. ");
  await expect(zoe.text).toContainText("Ada meanwhile.");
  await expect.poll(async () => JSON.stringify(await zoe.lines()) === JSON.stringify(await ada.lines())).toBe(true);

  // The last words and the closing are one moment.
  await ada.types("Ada's last words.", "End");
  const lines = await ada.lines();
  await ada.closes();
  await zoe.closes();
  const closed = Date.now();
  const saved = await storage.callback("plan.docx", 2, { timeout: 60_000 });
  console.log(`the storage had the file ${saved.at - closed} ms after the last page was closed`);
  expect(paragraphs(saved.bytes!).map((line) => line.trim()).filter(Boolean)).toEqual(lines);
  expect(lines.join("\n")).toContain("Ada's last words.");
});

test("a browser that is killed in the middle of a sentence brings the sentence in when it is back", async ({ browser }) => {
  test.setTimeout(180_000);
  await storage.make("killed.docx", "Notes\n");
  const mortal = await Mortal.start();
  try {
    const zoe = await Somebody.opens(mortal.context, storage, "killed.docx", "zoe");
    const ada = await Somebody.opens(await browser.newContext(), storage, "killed.docx", "ada");
    await zoe.types("Before the crash. ", "Home");
    await zoe.saved();
    await mortal.context.setOffline(true);
    await zoe.types("Never sent. ", "Home");
    await expect(zoe.text).toContainText("Never sent.");
    await mortal.kill();
    await ada.types("Ada meanwhile. ", "Home");
    await mortal.restart();
    const back = await Somebody.opens(mortal.context, storage, "killed.docx", "zoe");
    await expect(back.text).toContainText("Never sent.");
    await back.saved();
    await expect(ada.text).toContainText("Never sent.");
    await back.closes();
    await ada.closes();
    const saved = await storage.callback("killed.docx", 2, { timeout: 60_000 });
    const text = paragraphs(saved.bytes!).join("\n");
    for (const words of ["Before the crash.", "Never sent.", "Ada meanwhile."]) expect(text.split(words).length, words).toBe(2);
  } finally {
    await mortal.end();
  }
});
