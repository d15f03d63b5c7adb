import { expect, test, type Page } from "@playwright/test";

import type { Command } from "../src/session";
import { chance } from "../src/session/text/chance";
import { bare, joinIn } from "./bare";
import { Storage } from "./storage";

test("three people edit cells and rows at random and come to the same workbook", async ({ context }) => {
  test.setTimeout(240_000);
  const storage = await Storage.start();
  const random = chance(7);
  const upTo = (most: number) => Math.floor(random() * most);
  try {
    await storage.make("book.xlsx", "1,2,3\n4,5,6\n7,8,9\n");
    await bare(context);
    const pages: Page[] = [];
    for (const user of ["a", "b", "c"]) {
      const page = await context.newPage();
      await joinIn(page, storage.config("book.xlsx", new URLSearchParams({ user })));
      pages.push(page);
    }
    const sheetName = await pages[0]!.evaluate(() => window.bare.book!.name(window.bare.book!.keys()[0]!));
    for (let edits = 0; edits < 400; edits += 1) {
      const what = random();
      const command: Command = what < 0.9
        ? { cmd: "editCell", sheetName, row: upTo(5), col: upTo(4), newValue: upTo(1000) }
        : { cmd: what < 0.95 ? "insertRows" : "deleteRows", sheetName, row: upTo(4), count: 1 };
      await pages[upTo(3)]!.evaluate((command) => window.bare.edit(command), command);
    }
    for (const page of pages) await expect.poll(() => page.evaluate(() => window.bare.state), { timeout: 60_000 }).toBe("saved");
    await expect(async () => {
      const truth = await pages[0]!.evaluate(() => window.bare.truth());
      for (const page of pages) expect(await page.evaluate(() => window.bare.cells())).toEqual(truth);
    }).toPass({ timeout: 30_000 });
    expect(await pages[0]!.evaluate(() => Object.keys(window.bare.cells()).length)).toBeGreaterThan(5);
    for (const page of pages) expect(await page.evaluate(() => window.bare.session!.unsaved.length)).toBe(0);
  } finally {
    await storage.stop();
  }
});
