import { expect, test } from "@playwright/test";

import { serious } from "./axe";
import { editorFrame, event, noting } from "./frame";
import { deck, pages } from "./samples";
import { Storage } from "./storage";

const lines = ["Rivers of the north", "Sources and springs", "Where the Elbe bends", "Ships and locks", "Floods since 1800", "Thank you"];
let storage: Storage;

test.beforeAll(async () => {
  storage = await Storage.start({
    script: noting(["onAppReady", "onDocumentReady", "onError", "onInfo"]),
    adjust: (config, query) => {
      const theme = query.get("theme");
      if (theme !== null) config.editorConfig["customization"] = { uiTheme: theme };
    },
  });
  storage.put("rivers.pptx", await deck(lines));
  storage.put("rivers.pdf", await pages(lines));
});

test.afterAll(() => storage.stop());

test("a presentation is shown in pages, with its text for selecting and reading out", async ({ page }) => {
  await page.goto(storage.page("rivers.pptx"));
  await event(page, "onDocumentReady");
  expect(await event(page, "onInfo")).toEqual({ mode: "view" });
  const frame = await editorFrame(page);
  await expect(frame.getByText(lines[0] ?? "")).toBeVisible();
  await expect(frame.getByRole("heading", { name: "rivers.pptx" })).toBeVisible();
  await expect(frame.getByRole("option")).toHaveCount(6);
  await expect(frame.locator(".view-thumbnail canvas").first()).toBeVisible();
  await page.screenshot({ path: "test-results/view-pptx.png" });
  expect(await serious(frame)).toEqual([]);
});

test("pages are turned by buttons, by number, by thumbnails and by keys", async ({ page }) => {
  await page.goto(storage.page("rivers.pptx"));
  const frame = await editorFrame(page);
  const number = frame.getByRole("textbox", { name: "Page number" });
  await expect(number).toHaveValue("1");
  await frame.getByRole("button", { name: "Next page" }).click();
  await expect(number).toHaveValue("2");
  await number.fill("5");
  await number.press("Enter");
  await expect(frame.getByText(lines[4] ?? "")).toBeInViewport();
  await frame.getByRole("option", { name: "Page 3" }).click();
  await expect(number).toHaveValue("3");
  await expect(frame.getByRole("option", { name: "Page 3" })).toHaveAttribute("aria-selected", "true");
  await frame.getByRole("region", { name: "Pages of the document" }).press("End");
  await expect(number).toHaveValue("6");
  await number.fill("99");
  await number.press("Enter");
  await expect(number).toHaveValue("6");
});

test("words are found, counted and gone through", async ({ page }) => {
  await page.goto(storage.page("rivers.pdf"));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  await frame.getByRole("region", { name: "Pages of the document" }).press("Control+f");
  const search = frame.getByRole("searchbox");
  await expect(search).toBeFocused();
  await search.fill("s");
  const total = lines.join("").match(/s/gi)?.length ?? 0;
  await expect(frame.locator(".view-find-count")).toHaveText(`1 of ${total}`);
  await search.fill("elbe");
  await expect(frame.locator(".view-find-count")).toHaveText("1 of 1");
  await expect(frame.locator(".highlight.selected")).toHaveText("Elbe");
  await page.screenshot({ path: "test-results/view-find.png" });
  await frame.getByRole("button", { name: "Match case" }).click();
  await expect(frame.locator(".view-find-count")).toHaveText("Not found");
  await search.press("Escape");
  await expect(search).toBeHidden();
});

test("the scale is chosen, stepped and fitted", async ({ page }) => {
  await page.goto(storage.page("rivers.pdf"));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  const width = () => frame.locator(".page").first().evaluate((one) => one.getBoundingClientRect().width);
  const fitted = await width();
  await frame.getByRole("button", { name: "Zoom: Fit width" }).click();
  await frame.getByRole("menuitemradio", { name: "50 %", exact: true }).click();
  await expect.poll(width).toBeLessThan(fitted / 2);
  const half = await width();
  await frame.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(width).toBeGreaterThan(half);
  await frame.getByRole("button", { name: /^Zoom: / }).click();
  await frame.getByRole("menuitemradio", { name: "Fit width" }).click();
  await expect.poll(width).toBe(fitted);
});

test("a presentation goes on by keys after a click", async ({ page }) => {
  await page.goto(storage.page("rivers.pptx"));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  await frame.getByRole("button", { name: "Present" }).click();
  await expect.poll(() => frame.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  const shown = frame.locator(".view-scroll .page");
  await page.keyboard.press("ArrowRight");
  await expect(shown).toHaveAttribute("data-page-number", "2");
  await page.mouse.click(640, 300);
  await expect(shown).toHaveAttribute("data-page-number", "3");
  await page.keyboard.press("End");
  await expect(shown).toHaveAttribute("data-page-number", "6");
});

test("what is under the pointer, or between two fingers, stays there while it grows; a page that is turned stays the page", async ({ page }) => {
  await page.goto(storage.page("rivers.pdf"));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  const number = frame.getByRole("textbox", { name: "Page number" });
  await number.fill("4");
  await number.press("Enter");
  const word = frame.getByText(lines[3] ?? "");
  await expect(word).toBeInViewport();
  const place = async () => (await word.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const before = await place();
  await page.mouse.move(before.x, before.y);
  await page.keyboard.down("Control");
  for (let step = 0; step < 3; step++) await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect.poll(async () => (await place()).width).toBeGreaterThan(before.width * 1.3);
  const after = await place();
  // The room around pages does not grow with them.
  expect(Math.abs(after.x - before.x) + Math.abs(after.y - before.y)).toBeLessThan(60);

  await frame.locator(".view-scroll").evaluate((element, { x, y }) => {
    const fingers = (kind: string, apart: number) => {
      const finger = (identifier: number, by: number) => new Touch({ identifier, target: element, clientX: x + by, clientY: y });
      element.dispatchEvent(new TouchEvent(kind, { touches: [finger(1, -apart), finger(2, apart)], cancelable: true, bubbles: true }));
    };
    fingers("touchstart", 100);
    fingers("touchmove", 50);
  }, after);
  await expect.poll(async () => (await place()).width).toBeLessThan(after.width * 0.6);

  await number.fill("4");
  await number.press("Enter");
  await frame.getByRole("button", { name: "Rotate" }).click();
  await expect(number).toHaveValue("4");
});

test("what cannot be read is said in the reader's words, and to the page as any damaged file", async ({ page }) => {
  storage.put("broken.pdf", storage.bytes("rivers.pdf").subarray(0, 500));
  await page.goto(storage.page("broken.pdf", { lang: "zh" }));
  expect(await event(page, "onError")).toMatchObject({ errorCode: -4 });
  await expect((await editorFrame(page)).getByRole("alert")).toContainText("无法从存储下载文档，或文档已损坏。");
});

test("a PDF is downloaded as it came", async ({ page }) => {
  await page.goto(storage.page("rivers.pdf"));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  await frame.getByRole("button", { name: "File", exact: true }).click();
  await frame.getByRole("menuitem", { name: "Download as" }).click();
  const download = page.waitForEvent("download");
  await frame.getByRole("menuitem", { name: "PDF" }).click();
  const kept = await download;
  expect(kept.suggestedFilename()).toBe("rivers.pdf");
  const { readFile } = await import("node:fs/promises");
  expect((await readFile(await kept.path())).equals(storage.bytes("rivers.pdf"))).toBe(true);
});

test("on a phone, in Chinese and in the dark", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto(storage.page("rivers.pptx", { lang: "zh", theme: "theme-dark" }));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  await expect(frame.getByRole("textbox", { name: "页码" })).toHaveValue("1");
  const wide = await frame.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
  await expect(frame.getByText(lines[0] ?? "")).toBeVisible();
  await page.screenshot({ path: "test-results/view-phone.png" });
  expect(await serious(frame)).toEqual([]);
});
