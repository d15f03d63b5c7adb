import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Frame, type Page } from "@playwright/test";

import { serious } from "./axe";
import { cell, goTo, put, saved } from "./cells";
import { editorFrame, event, noting } from "./frame";
import { budget } from "./samples";
import { Storage } from "./storage";

let storage: Storage;

test.beforeAll(async () => {
  storage = await Storage.start({
    script: noting(["onDocumentReady", "onDocumentStateChange", "onError"]),
    adjust: (config, query) => {
      const theme = query.get("theme");
      if (theme !== null) config.editorConfig["customization"] = { uiTheme: theme };
    },
  });
});

test.afterAll(() => storage.stop());

/** A spreadsheet of the storage that no other test has. */
async function file(name: string): Promise<string> {
  storage.put(name, await budget());
  return name;
}

/** Opens a file and waits until it can be edited. */
async function open(page: Page, name: string, query: Record<string, string> = {}): Promise<Frame> {
  await page.goto(storage.page(name, query));
  await event(page, "onDocumentReady");
  return editorFrame(page);
}

/** The Python that has the outside readers, as for the other tests. */
const judge = process.env.SPINDLE_JUDGE_PYTHON ?? "python3";

/** Whether it can judge workbooks. */
function hasOpenpyxl(): boolean {
  try {
    execFileSync(judge, ["-c", "import openpyxl"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** What openpyxl finds in a file: an expression over `book`. */
function openpyxl(bytes: Buffer, expression: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), "cell-"));
  const path = join(folder, "saved.xlsx");
  writeFileSync(path, bytes);
  const script = `import json, sys, openpyxl\nbook = openpyxl.load_workbook(sys.argv[1])\nprint(json.dumps(${expression}, default=str))`;
  return JSON.parse(execFileSync(judge, ["-c", script, path]).toString());
}

test("a workbook is shown with its formats, merged cells and formulas; axe finds nothing serious", async ({ page }) => {
  const frame = await open(page, await file("shown.xlsx"));
  await expect(cell(frame, 2, 1)).toHaveText("Item");
  await expect(cell(frame, 3, 2)).toHaveText("2024/1/1");
  await expect(cell(frame, 7, 5)).toHaveText("2,210.60");
  await expect(frame.locator(".cg-span")).toHaveText("Budget of the year");
  expect(await serious(frame)).toEqual([]);
  await page.screenshot({ path: "test-results/cell-shown.png" });
  await frame.getByRole("tab", { name: "Report" }).click();
  await expect(cell(frame, 1, 1)).toHaveText("2210.6");
});

test("typing, keys and the formula bar edit cells; formulas are calculated again; steps are taken back", async ({ page }) => {
  const frame = await open(page, await file("typing.xlsx"));
  await put(page, frame, "C3", "200");
  await expect(cell(frame, 3, 5)).toHaveText("200.00");
  await expect(cell(frame, 7, 5)).toHaveText("1,210.60");
  await page.keyboard.press("ArrowUp");
  await expect(frame.getByRole("textbox", { name: "Content of the cell" })).toHaveValue("200");
  await page.keyboard.press("F2");
  await page.keyboard.type("5");
  await page.keyboard.press("Tab");
  await expect(cell(frame, 3, 3)).toHaveText("2,005.00");
  await page.keyboard.press("Control+z");
  await expect(cell(frame, 3, 3)).toHaveText("200.00");
  await page.keyboard.press("Control+y");
  await expect(cell(frame, 3, 3)).toHaveText("2,005.00");
  // A formula by pointing at cells.
  await goTo(frame, "G2");
  await page.keyboard.type("=sum(");
  await cell(frame, 4, 4).click();
  await page.keyboard.type(",");
  await cell(frame, 5, 4).click();
  await page.keyboard.press("Enter");
  await expect(cell(frame, 2, 7)).toHaveText("14");
  await page.keyboard.press("ArrowUp");
  await expect(frame.getByRole("textbox", { name: "Content of the cell" })).toHaveValue("=SUM(D4,D5)");
  // What reads as a percentage or a date becomes one.
  await put(page, frame, "G3", "12%");
  await expect(cell(frame, 3, 7)).toHaveText("12%");
  await saved(frame);
});

test("two people edit: each sees the other's cells within a second, and where the other is", async ({ browser }) => {
  const name = await file("two.xlsx");
  const [one, two] = await Promise.all([browser.newPage(), browser.newPage()]);
  const ada = await open(one, name, { user: "ada", name: "Ada" });
  const ben = await open(two, name, { user: "ben", name: "Ben" });
  await put(one, ada, "C4", "100");
  const start = Date.now();
  await expect(cell(ben, 4, 3)).toHaveText("100.00");
  test.info().annotations.push({ type: "seen after ms", description: String(Date.now() - start) });
  await expect(cell(ben, 4, 5)).toHaveText("600.00");
  await goTo(ben, "B8");
  await expect(ada.locator(".cg-other .cg-who")).toHaveText("Ben");
  // Both at once: the last in the service's order is what both see.
  await Promise.all([put(one, ada, "F9", "from Ada"), put(two, ben, "F9", "from Ben")]);
  await Promise.all([saved(ada), saved(ben)]);
  await expect.poll(async () => (await cell(ada, 9, 6).textContent()) === (await cell(ben, 9, 6).textContent())).toBe(true);
  // One's own step is taken back; the other's stays.
  await put(two, ben, "C5", "7");
  await expect(cell(ada, 5, 3)).toHaveText("7.00");
  await one.bringToFront();
  await goTo(ada, "A1");
  await one.keyboard.press("Control+z");
  await one.keyboard.press("Control+z");
  await expect(cell(ada, 4, 3)).toHaveText("89.50");
  await expect(cell(ben, 4, 3)).toHaveText("89.50");
  await expect(cell(ben, 5, 3)).toHaveText("7.00");
  await Promise.all([one.close(), two.close()]);
});

test("formats, merged cells, rows and sheets reach the saved file", async ({ page, browser }) => {
  test.skip(!hasOpenpyxl(), `${judge} has no openpyxl`);
  test.setTimeout(120_000);
  const name = await file("saved.xlsx");
  const frame = await open(page, name, { user: "ada" });
  const other = await browser.newPage();
  const second = await open(other, name, { user: "ben" });
  await goTo(frame, "A3:B4");
  await page.keyboard.press("Control+b");
  await frame.getByRole("button", { name: "Fill colour" }).click();
  await frame.getByRole("button", { name: "#fcf1c5" }).click();
  await frame.getByRole("button", { name: "Centre" }).click();
  await goTo(frame, "C3:C6");
  await frame.getByRole("button", { name: /Number format/ }).click();
  await frame.getByRole("menuitemradio", { name: "Percent" }).click();
  await expect(cell(frame, 4, 3)).toHaveText("8950.00%");
  await goTo(frame, "A11:C12");
  await frame.getByRole("button", { name: "Borders" }).click();
  await frame.getByRole("menuitem", { name: "All borders" }).click();
  await frame.getByRole("button", { name: "Merge cells" }).click();
  await put(page, frame, "A11", "merged");
  await put(other, second, "G4", "from Ben");
  await expect(cell(second, 4, 1)).toHaveCSS("background-color", "rgb(252, 241, 197)");
  // A row before the table: formulas follow.
  await goTo(frame, "A2");
  await frame.locator(".cg-view").click({ button: "right", position: { x: 20, y: 62 } });
  await frame.getByRole("menuitem", { name: "Insert row above" }).click();
  await expect(cell(frame, 8, 5)).toHaveText("2,210.60");
  await goTo(frame, "E8");
  await expect(frame.getByRole("textbox", { name: "Content of the cell" })).toHaveValue("=SUM(E4:E7)");
  await frame.getByRole("button", { name: "Add a sheet" }).click();
  await frame.getByRole("tab", { name: "Sheet1" }).dblclick();
  await frame.getByRole("textbox", { name: "Name of the sheet" }).fill("Notes");
  await frame.getByRole("button", { name: "OK" }).click();
  await expect(frame.getByRole("tab", { name: "Notes" })).toBeVisible();
  await put(page, frame, "A1", "=Budget!E8/2");
  await expect(cell(frame, 1, 1)).toHaveText("1105.3");
  await Promise.all([saved(frame), saved(second)]);
  await page.screenshot({ path: "test-results/cell-formats.png" });
  // Closing a context outright would lose the call by which its page leaves.
  await Promise.all([page.goto("about:blank"), other.goto("about:blank")]);
  const { bytes } = await storage.callback(name, 2, { timeout: 60_000 });
  expect(bytes).toBeDefined();
  const found = openpyxl(bytes ?? Buffer.alloc(0), `(lambda s: {
    "sheets": book.sheetnames,
    "bold": [s["A4"].font.b, s["B5"].font.b, bool(s["A6"].font.b)],
    "fill": s["A4"].fill.fgColor.rgb,
    "align": s["A4"].alignment.horizontal,
    "format": s["C5"].number_format,
    "merged": sorted(str(one) for one in s.merged_cells.ranges),
    "border": s["A12"].border.left.style,
    "text": s["A12"].value,
    "ben": s["G5"].value,
    "sum": s["E8"].value,
    "note": book["Notes"]["A1"].value,
    "report": book["Report"]["A1"].value,
    "date": s["B4"].value,
  })(book["Budget"])`);
  await other.close();
  expect(found).toEqual({
    sheets: ["Budget", "Report", "Notes"],
    bold: [true, true, false],
    fill: "FFFCF1C5",
    align: "center",
    format: "0.00%",
    merged: ["A12:C13", "A1:E1"],
    border: "thin",
    text: "merged",
    ben: "from Ben",
    sum: "=SUM(E4:E7)",
    note: "=Budget!E8/2",
    report: "=Budget!E8",
    date: "2024-01-01 00:00:00",
  });
});

test("copying, filling, sorting and finding", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // Wide enough for the whole toolbar.
  await page.setViewportSize({ width: 1600, height: 900 });
  const frame = await open(page, await file("moves.xlsx"));
  await goTo(frame, "E3");
  await page.keyboard.press("Control+c");
  await goTo(frame, "F3");
  await page.keyboard.press("Control+v");
  await expect(frame.getByRole("textbox", { name: "Content of the cell" })).toHaveValue("=D3*E3");
  await goTo(frame, "A3:E6");
  await expect(frame.locator(".cg-sums")).toContainText("Count: 20");
  await frame.getByRole("button", { name: "Sort and filter" }).click();
  await frame.getByRole("menuitem", { name: "Sort A to Z" }).click();
  await expect(cell(frame, 3, 1)).toHaveText("Chairs");
  await expect(cell(frame, 3, 5)).toHaveText("537.00");
  await expect(cell(frame, 7, 5)).toHaveText("2,210.60");
  // A column is selected alone, though cells of it are merged with others.
  await frame.locator(".cg-column-heads .cg-head", { hasText: /^C$/ }).click();
  await expect(frame.getByRole("textbox", { name: "Name box" })).toHaveValue("C:C");
  await put(page, frame, "H1", "1");
  await put(page, frame, "H2", "3");
  await goTo(frame, "H1:H2");
  const handle = await frame.locator(".cg-handle").first().boundingBox();
  if (!handle) throw new Error("there is no handle");
  await page.mouse.move(handle.x + handle.width, handle.y + handle.height);
  await page.mouse.down();
  await page.mouse.move(handle.x + 10, handle.y + handle.height + 50, { steps: 4 });
  await page.mouse.up();
  await expect(cell(frame, 4, 8)).toHaveText("7");
  await page.keyboard.press("Control+f");
  await frame.getByRole("searchbox", { name: "Find" }).fill("lamps");
  await expect(frame.locator(".cg-find-status")).toHaveText("1 of 1");
  await frame.getByRole("textbox", { name: "Replace with" }).fill("Lights");
  await frame.getByRole("button", { name: "Replace all" }).click();
  await expect(cell(frame, 4, 1)).toHaveText("Lights");
});

test("in the dark, in Chinese, on a phone", async ({ browser }) => {
  const name = await file("phone.xlsx");
  const dark = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const night = await open(dark, name, { theme: "theme-dark", lang: "zh-CN" });
  await expect(night.getByRole("button", { name: "加粗" })).toBeVisible();
  expect(await serious(night)).toEqual([]);
  await dark.screenshot({ path: "test-results/cell-dark-zh.png" });
  await dark.close();
  const phone = await browser.newContext({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  const small = await phone.newPage();
  const frame = await open(small, name);
  await cell(frame, 4, 3).tap();
  await expect(frame.getByRole("textbox", { name: "Name box" })).toHaveValue("C4");
  await cell(frame, 4, 3).tap();
  await expect(frame.locator(".cg-editing")).toBeVisible();
  await expect(frame.locator(".cg-input")).toBeFocused();
  await small.screenshot({ path: "test-results/cell-phone-editing.png" });
  await small.keyboard.type("1");
  await small.keyboard.press("Enter");
  await expect(cell(frame, 4, 3)).toHaveText("89.51");
  expect(await frame.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await serious(frame)).toEqual([]);
  await small.screenshot({ path: "test-results/cell-phone.png" });
  await phone.close();
});

test("who only looks cannot change anything", async ({ page }) => {
  const frame = await open(page, await file("look.xlsx"), { mode: "view" });
  await goTo(frame, "C3");
  await page.keyboard.type("5");
  await expect(cell(frame, 3, 3)).toHaveText("1,200.00");
  await expect(frame.getByRole("button", { name: "Bold" })).toHaveCount(0);
});
