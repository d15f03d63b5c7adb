import { expect, test, type Page } from "@playwright/test";

import { bare, joinIn } from "./bare";
import { paragraphs } from "./docx";
import { service, Storage } from "./storage";
import { sign } from "./token";

const text = (page: Page) => page.evaluate(() => window.bare.text());
const state = (page: Page) => page.evaluate(() => window.bare.state);
const config = (storage: Storage, file: string, user: string) => storage.config(file, new URLSearchParams({ user }));
const pause = (page: Page, milliseconds: number) =>
  page.evaluate((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)), milliseconds);

let storage: Storage;
test.beforeEach(async ({ context }) => {
  storage = await Storage.start();
  await bare(context);
});
test.afterEach(async () => {
  await storage.stop();
});

test("a page that is closed in the middle of a word loses nothing", async ({ context }) => {
  await storage.make("closed.docx", "start\n");
  const page = await context.newPage();
  await joinIn(page, config(storage, "closed.docx", "a"));
  await page.evaluate(() => window.bare.type("typed "));
  await expect.poll(() => state(page)).toBe("saved");
  // The navigation begins in the same turn as the last words.
  await page.evaluate(() => {
    window.bare.type("last ");
    window.bare.type("words ");
    location.href = "about:blank";
  });
  const saved = await storage.callback("closed.docx", 2, { timeout: 30_000 });
  expect(paragraphs(saved.bytes!)).toContain("words last typed start");
});

test("two tabs of one user keep their own edits", async ({ context }) => {
  await storage.make("tabs.docx", "start\n");
  const tabs = [await context.newPage(), await context.newPage()] as const;
  await joinIn(tabs[0], config(storage, "tabs.docx", "a"));
  await context.setOffline(true);
  await tabs[0].evaluate(() => window.bare.type("first "));
  await pause(tabs[0], 300);
  // The first tab cannot send yet, the second one joins meanwhile.
  await context.route("**/changes", (route) => route.abort());
  await context.setOffline(false);
  await joinIn(tabs[1], config(storage, "tabs.docx", "a"));
  expect(await tabs[1].evaluate(() => window.bare.session!.recovered)).toBe(0);
  expect(await text(tabs[1])).toBe("start\n");
  await context.unroute("**/changes");
  await expect.poll(() => text(tabs[1]), { timeout: 30_000 }).toBe("first start\n");
  // A tab that is closed without a network leaves its edits to the next one.
  await context.setOffline(true);
  await tabs[0].evaluate(() => window.bare.type("second "));
  await pause(tabs[0], 300);
  await tabs[0].close();
  await context.setOffline(false);
  const third = await context.newPage();
  await joinIn(third, config(storage, "tabs.docx", "a"));
  expect(await text(third)).toBe("second first start\n");
  await expect.poll(() => text(tabs[1])).toBe("second first start\n");
});

test("edits of a document that was saved without them are offered", async ({ context }) => {
  await storage.make("late.docx", "start\n");
  const before = config(storage, "late.docx", "a");
  const page = await context.newPage();
  await joinIn(page, before);
  const session = await page.evaluate(() => window.bare.session!.joined.session);
  await context.setOffline(true);
  await page.evaluate(() => window.bare.type("too late "));
  await pause(page, 300);
  // Somebody edits and closes; the service lets the silent one go.
  const other = await (await fetch(`${service}/editing`, { method: "POST", body: JSON.stringify({ ...before, editorConfig: { ...before.editorConfig, user: { id: "b" } } }) })).json();
  await fetch(`${service}/editing/${other.session}/changes`, { method: "POST", body: JSON.stringify({ version: 1, seq: 1, changes: [{ ops: [{ insert: "other " }] }] }) });
  for (const one of [session, other.session]) await fetch(`${service}/editing/${one}/close`, { method: "POST" });
  await storage.callback("late.docx", 2);
  await context.setOffline(false);
  await expect.poll(() => state(page), { timeout: 30_000 }).toBe("lost");
  const lost = await page.evaluate(() => ({ status: window.bare.session!.status, text: window.bare.session!.unsaved[0]?.text }));
  expect(lost).toMatchObject({ status: { state: "lost", reason: { error: "outdated" } }, text: "too late " });
  expect(await text(page)).toContain("too late ");
  await page.close();
  const again = await context.newPage();
  await joinIn(again, before);
  expect(await again.evaluate(() => window.bare.outdated!.map((one) => one.text))).toEqual(["too late "]);
  await again.evaluate(() => window.bare.outdated![0]!.forget());
  await joinIn(again, before);
  expect(await again.evaluate(() => window.bare.outdated)).toEqual([]);
});

test("a session that the service let go comes back by itself", async ({ context }) => {
  await storage.make("slept.docx", "start\n");
  const page = await context.newPage();
  await joinIn(page, config(storage, "slept.docx", "a"));
  await page.evaluate(() => window.bare.type("before "));
  await expect.poll(() => state(page)).toBe("saved");
  const session = await page.evaluate(() => window.bare.session!.joined.session);
  const other = await (await fetch(`${service}/editing`, { method: "POST", body: JSON.stringify(config(storage, "slept.docx", "b")) })).json();
  await context.setOffline(true);
  await page.evaluate(() => window.bare.type("asleep "));
  await fetch(`${service}/editing/${session}/leave`, { method: "POST" });
  await fetch(`${service}/editing/${other.session}/changes`, { method: "POST", body: JSON.stringify({ version: 2, seq: 1, changes: [{ ops: [{ insert: "other " }] }] }) });
  await context.setOffline(false);
  await expect.poll(() => state(page), { timeout: 30_000 }).toBe("saved");
  await expect.poll(() => text(page)).toBe("other asleep before start\n");
  expect(await page.evaluate(() => window.bare.resets)).toEqual([]);
  expect(await page.evaluate(() => window.bare.session!.joined.session)).not.toBe(session);
});

test("a drop ends the right to edit and keeps what was not sent", async ({ context }) => {
  await storage.make("drop.docx", "start\n");
  const page = await context.newPage();
  const asked = config(storage, "drop.docx", "a");
  await joinIn(page, asked);
  await context.route("**/changes", (route) => route.abort());
  await page.evaluate(() => window.bare.type("unsent "));
  expect(await storage.command({ c: "drop", key: asked.document.key, users: ["a"] })).toMatchObject({ error: 0 });
  await expect.poll(() => state(page)).toBe("lost");
  expect(await page.evaluate(() => window.bare.session!.unsaved.map((one) => [one.text, one.reason.error]))).toEqual([["unsent ", "dropped"]]);
});

test("cells: the order of the service counts on every screen", async ({ context }) => {
  await storage.make("book.xlsx", "1,2\n3,4\n");
  const pages = [await context.newPage(), await context.newPage()] as const;
  for (const [index, page] of pages.entries()) await joinIn(page, config(storage, "book.xlsx", `u${index}`));
  const sheet = await pages[0].evaluate(() => Object.keys((window.bare.session!.content as unknown as { sheets: object }).sheets)[0]!);
  const edit = (page: Page, row: number, newValue: unknown) => page.evaluate(
    ([sheetName, row, newValue]) => window.bare.session!.change([{ cmd: "editCell", sheetName, row, col: 0, newValue } as never] as never),
    [sheet, row, newValue] as const);
  await edit(pages[0], 0, "one");
  await expect.poll(() => pages[1].evaluate(() => window.bare.commands.map((told) => told.commands[0]?.["newValue"]))).toEqual(["one"]);
  // Held back: the other's command comes first in the order of the service, so one's own is to be done again.
  await context.route("**/changes", async (route) => {
    if (route.request().frame().page() === pages[0]) await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await edit(pages[0], 1, "late");
  await edit(pages[1], 1, "early");
  await expect.poll(() => pages[0].evaluate(() => window.bare.commands.map((told) => [told.commands[0]?.["newValue"], told.redo.map((one) => one["newValue"])]))).toEqual([["early", ["late"]]]);
  await expect.poll(() => pages[1].evaluate(() => window.bare.commands.at(-1)?.commands[0]?.["newValue"])).toBe("late");
  await expect.poll(async () => [await state(pages[0]), await state(pages[1])]).toEqual(["saved", "saved"]);
  // A sheet that is not there: the command is offered, the others are kept.
  await context.unroute("**/changes");
  await pages[0].evaluate((sheetName) => window.bare.session!.change([
    { cmd: "editCell", sheetName, row: 5, col: 0, newValue: "good" },
    { cmd: "editCell", sheetName: "No such sheet", row: 0, col: 0, newValue: "bad" },
    { cmd: "editCell", sheetName, row: 6, col: 0, newValue: "good, too" },
  ] as never), sheet);
  await expect.poll(() => pages[0].evaluate(() => window.bare.resets.length)).toBe(1);
  expect(await pages[0].evaluate(() => window.bare.session!.unsaved.map((one) => one.commands!.map((command) => command["newValue"])))).toEqual([["bad"]]);
  await expect.poll(() => pages[1].evaluate(() => window.bare.commands.flatMap((told) => told.commands.map((one) => one["newValue"])))).toEqual(expect.arrayContaining(["good", "good, too"]));
  expect(await state(pages[0])).toBe("saved");
});

test("pictures, files and the Save button", async ({ context }) => {
  await storage.make("save.docx", "start\n");
  const page = await context.newPage();
  await joinIn(page, config(storage, "save.docx", "a"));
  const picture = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2, 2);
    canvas.getContext("2d")!.fillRect(0, 0, 2, 2);
    const id = await window.bare.session!.putObject(await canvas.convertToBlob());
    const bytes = await (await fetch(window.bare.session!.objectUrl(id))).blob();
    return [id, bytes.size > 20];
  });
  expect(picture).toEqual([expect.stringMatching(/^image\//), true]);
  await page.evaluate(() => window.bare.type("saved "));
  expect(await page.evaluate(() => window.bare.session!.save())).toMatchObject({ error: 0 });
  const saved = await storage.callback("save.docx", 6);
  expect(saved.body).toMatchObject({ forcesavetype: 1 });
});

test("everybody sees where the others are, also after changes", async ({ context }) => {
  await storage.make("where.docx", "one two three\n");
  const pages = [await context.newPage(), await context.newPage()] as const;
  for (const [index, page] of pages.entries()) await joinIn(page, config(storage, "where.docx", `u${index}`));
  await pages[0].evaluate(() => window.bare.session!.select({ index: 4, length: 3 }));
  const seen = () => pages[1].evaluate(() => Object.values(window.bare.cursors)[0]);
  await expect.poll(seen).toEqual({ index: 4, length: 3 });
  // One's own letters in front of it move it at once, and so it stays when they are sent.
  expect(await pages[1].evaluate(() => {
    window.bare.type("zero ");
    return Object.values(window.bare.cursors)[0];
  })).toEqual({ index: 9, length: 3 });
  await expect.poll(() => state(pages[1])).toBe("saved");
  expect(await seen()).toEqual({ index: 9, length: 3 });
  // Who types pushes his own.
  await expect.poll(() => text(pages[0])).toBe("zero one two three\n");
  await pages[0].evaluate(() => {
    window.bare.session!.select({ index: 18, length: 0 });
    window.bare.type("!", 18);
    window.bare.session!.select({ index: 19, length: 0 });
  });
  await expect.poll(seen).toEqual({ index: 19, length: 0 });
  await pages[0].evaluate(() => window.bare.session!.leave());
  await expect.poll(seen).toBeNull();
});

test("an old version is shown, and never saved", async ({ context }) => {
  await storage.make("old.docx", "as it was\n");
  const { document } = config(storage, "old.docx", "a");
  const page = await context.newPage();
  const asked = { version: 1, key: document.key, url: document.url, fileType: "docx" };
  const { secret } = storage.options;
  await joinIn(page, { history: secret ? { ...asked, token: sign(asked, secret) } : asked });
  expect(await page.evaluate(() => window.bare.session!.joined.mode)).toBe("view");
  expect(await text(page)).toBe("as it was\n");
  expect(await page.evaluate(() => {
    try {
      window.bare.type("x");
      return "";
    } catch (error) {
      return String(error);
    }
  })).toContain("only be viewed");
  expect(await page.evaluate(() => window.bare.session!.download("pdf").then(({ url }) => fetch(url)).then((file) => file.text()))).toMatch(/^%PDF/);
});
