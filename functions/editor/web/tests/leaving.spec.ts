import { expect, test, type Frame, type Page } from "@playwright/test";

import { paragraphs } from "./docx";
import { Storage } from "./storage";

/** From leaving to the file in the storage: the service waits five seconds whether somebody comes back, and writes it. */
const SAVED_MS = 12_000;
const LAST = "Last words.";

let storage: Storage;
test.beforeEach(async () => {
  storage = await Storage.start();
});
test.afterEach(async () => {
  await storage.stop();
});

/** Opens `plan.docx`; answers the frame of its editor. */
async function opens(page: Page, host = "127.0.0.1"): Promise<Frame> {
  await page.goto(storage.page("plan.docx", { user: "zoe" }).replace("127.0.0.1", host));
  return ready(page);
}

async function ready(page: Page): Promise<Frame> {
  await page.frameLocator('iframe[name="frameEditor"]').locator("html[data-word=ready]").waitFor();
  return page.frame({ name: "frameEditor" })!;
}

/** Types at the end of the document. What was typed last is still on its way when this is over. */
async function types(page: Page, frame: Frame, words: string): Promise<void> {
  await frame.locator(".ql-editor").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words, { delay: 15 });
}

const status = (frame: Frame, state: string) => frame.locator(`.ui-header[data-status="${state}"]`).waitFor({ timeout: 30_000 });

/** The storage has the file in time, and `words` are in it once. */
async function getsOnce(...words: string[]): Promise<void> {
  const left = Date.now();
  const saved = await storage.callback("plan.docx", 2, { timeout: SAVED_MS });
  console.log(`the storage had the file ${saved.at - left} ms after the page was left`);
  const text = paragraphs(saved.bytes!).join("\n");
  for (const one of words) expect(text.split(one).length, one).toBe(2);
}

/** As people close a tab or a window: the page may ask whether it may go, and hears that it goes. */
const close = (page: Page) => page.close({ runBeforeUnload: true });

const WAYS: [string, (page: Page) => Promise<unknown>][] = [
  ["closes the tab", close],
  ["goes to another page", (page) => page.goto("about:blank")],
];

for (const [way, leave] of WAYS) {
  for (const [where, host] of [["", "127.0.0.1"], [", the storage being another site", "localhost"]] as const) {
    test(`who ${way} has left at once, and nothing of the last words is missing${where}`, async ({ page }) => {
      await storage.make("plan.docx", "The plan\n");
      await types(page, await opens(page, host), LAST);
      await leave(page);
      await getsOnce(LAST);
    });
  }

  test(`who ${way} after a cut has left at once`, async ({ page, context }) => {
    await storage.make("plan.docx", "The plan\n");
    const frame = await opens(page);
    await context.setOffline(true);
    await types(page, frame, "Without a network. ");
    await status(frame, "offline");
    await context.setOffline(false);
    await status(frame, "saved");
    await types(page, frame, LAST);
    await leave(page);
    await getsOnce("Without a network. ", LAST);
  });
}

test("who closes the tab in the moment the network is back takes along what was written without it", async ({ page, context }) => {
  await storage.make("plan.docx", "The plan\n");
  const frame = await opens(page);
  await context.setOffline(true);
  await types(page, frame, "Without a network. ");
  await status(frame, "offline");
  await types(page, frame, LAST);
  await context.setOffline(false);
  await close(page);
  await getsOnce("Without a network. ", LAST);
});

test("who reloads the page is there once, with the last words", async ({ page }) => {
  await storage.make("plan.docx", "The plan\n");
  await types(page, await opens(page), LAST);
  await page.reload();
  const frame = await ready(page);
  await expect(frame.locator(".ql-editor")).toContainText(LAST);
  await status(frame, "saved");
  await types(page, frame, " More.");
  await close(page);
  // A session that had stayed behind would keep the document open.
  await getsOnce(LAST, " More.");
});
