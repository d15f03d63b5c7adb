import { expect, test, type Browser, type Frame, type Page } from "@playwright/test";

import { serious } from "./axe";
import { cell, goTo, put, saved } from "./cells";
import { editorFrame, event, noting } from "./frame";
import { build } from "./samples";
import { Storage } from "./storage";

let storage: Storage;

test.beforeAll(async () => {
  storage = await Storage.start({ script: noting(["onDocumentReady"]) });
});

test.afterAll(() => storage.stop());

/** Opens a file and waits until it can be edited. */
async function open(page: Page, name: string, query: Record<string, string> = {}): Promise<Frame> {
  await page.goto(storage.page(name, query));
  await event(page, "onDocumentReady");
  return editorFrame(page);
}

const content = (frame: Frame) => frame.getByRole("textbox", { name: "Content of the cell" });
const nameBox = (frame: Frame) => frame.getByRole("textbox", { name: "Name box" });

test("a formula is helped with, and not kept while it has a mistake; it may name cells of another sheet", async ({ page }) => {
  await storage.make("formula.xlsx", "Ann,10\nBob,20\nCid,30\n");
  const frame = await open(page, "formula.xlsx");
  await goTo(frame, "D1");
  await page.keyboard.type("=su");
  const functions = frame.getByRole("listbox", { name: "Functions" });
  await expect(functions.getByRole("option").first()).toContainText("SUM");
  await page.keyboard.press("Tab");
  await page.keyboard.type("B1:B3");
  await expect(frame.locator(".cg-signature b")).toHaveText("number1");
  await expect(frame.locator(".cg-named")).toHaveCount(1);
  expect(await serious(frame)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(cell(frame, 1, 4)).toHaveText("60");
  await expect(frame.locator(".cg-named")).toHaveCount(0);
  // A mistake is told, and what was typed is still there.
  await goTo(frame, "D2");
  await page.keyboard.type("=B1+");
  await page.keyboard.press("Enter");
  await expect(frame.getByText("This formula has a mistake")).toBeVisible();
  await expect(frame.locator(".cg-editing")).toHaveValue("=B1+");
  // Nor is another cell gone to.
  await nameBox(frame).fill("E9");
  await nameBox(frame).press("Enter");
  await expect(nameBox(frame)).not.toHaveValue("E9");
  await expect(frame.locator(".cg-input")).toBeFocused();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(cell(frame, 2, 4)).toHaveText("11");
  // A text that begins like a formula.
  await put(page, frame, "D3", "'=B1+");
  await expect(cell(frame, 3, 4)).toHaveText("=B1+");
  await frame.getByRole("button", { name: "Add a sheet" }).click();
  await goTo(frame, "A1");
  await page.keyboard.type("=");
  await frame.getByRole("tab", { name: "Sheet1" }).click();
  await cell(frame, 2, 2).click();
  await expect(content(frame)).toHaveValue("=Sheet1!B2");
  await page.keyboard.press("Enter");
  await expect(frame.getByRole("tab", { name: "Sheet2" })).toHaveAttribute("aria-selected", "true");
  await expect(cell(frame, 1, 1)).toHaveText("20");
  await saved(frame);
});

test("tabs and Enter go along a form, Ctrl+Enter fills, days and dates go on", async ({ page }) => {
  await storage.make("series.xlsx", "a\n");
  const frame = await open(page, "series.xlsx");
  await goTo(frame, "B1");
  for (const [text, key] of [["x", "Tab"], ["y", "Tab"], ["z", "Enter"]] as const) {
    await page.keyboard.type(text);
    await page.keyboard.press(key);
  }
  await expect(nameBox(frame)).toHaveValue("B2");
  await goTo(frame, "E1:E3");
  await page.keyboard.type("7");
  await page.keyboard.press("Control+Enter");
  await expect(cell(frame, 3, 5)).toHaveText("7");
  await put(page, frame, "F1", "Mon");
  await put(page, frame, "G1", "31.1.2025");
  await put(page, frame, "G2", "28.2.2025");
  await goTo(frame, "F1");
  const first = await cell(frame, 1, 6).boundingBox();
  if (!first) throw new Error("there is no cell");
  // Double click on the handle: as far as the cells beside it go.
  await page.mouse.dblclick(first.x + first.width - 1, first.y + first.height - 1);
  await expect(cell(frame, 3, 6)).toHaveText("Wed");
  await goTo(frame, "G1");
  await page.mouse.move(0, 0);
  const date = await cell(frame, 1, 7).boundingBox();
  if (!date) throw new Error("there is no cell");
  await page.mouse.move(date.x + date.width - 1, date.y + date.height - 1);
  await page.mouse.down();
  await page.mouse.move(date.x + 10, date.y + date.height * 3 + 4, { steps: 4 });
  await page.mouse.up();
  await goTo(frame, "G3");
  await expect(content(frame)).toHaveValue("2025/2/2");
});

test("comments are shown, and links are followed", async ({ page, context }) => {
  const bytes = await build(`builder.CreateFile("xlsx");
var sheet = Api.GetActiveSheet();
sheet.GetRange("A1").SetValue("Rent");
sheet.GetRange("A1").AddComment("Ask the landlord", "Zoë");
sheet.SetHyperlink("A2", "https://example.com/", "", "A page", "");
builder.SaveFile("xlsx", "notes.xlsx");
builder.CloseFile();`);
  storage.put("notes.xlsx", bytes);
  await context.route("https://example.com/**", (route) => route.fulfill({ body: "there" }));
  const frame = await open(page, "notes.xlsx");
  await expect(frame.locator(".cg-noted")).toHaveCount(1);
  await goTo(frame, "A1");
  await expect(frame.locator(".cg-note")).toContainText("Ask the landlord");
  await expect(frame.locator(".cg-input")).toHaveAttribute("aria-label", /comment: Ask the landlord/);
  expect(await serious(frame)).toEqual([]);
  await goTo(frame, "A2");
  const opened = context.waitForEvent("page");
  await frame.locator(".cg-note-link").click();
  await (await opened).close();
  await goTo(frame, "C3");
  await expect(frame.locator(".cg-note")).toBeHidden();
});

test("cells that are cut and pasted are named at their new place", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await storage.make("cut.xlsx", "5\n");
  const frame = await open(page, "cut.xlsx");
  await put(page, frame, "C1", "=A1*2");
  await goTo(frame, "A1");
  await page.keyboard.press("Control+x");
  await goTo(frame, "B3");
  await page.keyboard.press("Control+v");
  await expect(cell(frame, 3, 2)).toHaveText("5");
  await expect(cell(frame, 1, 3)).toHaveText("10");
  await goTo(frame, "C1");
  await expect(content(frame)).toHaveValue("=B3*2");
  await page.keyboard.press("Control+z");
  await goTo(frame, "C1");
  await expect(content(frame)).toHaveValue("=A1*2");
});

test("rows are filtered by the values of a column", async ({ page }) => {
  await page.setViewportSize({ width: 1600, height: 800 });
  await storage.make("filter.xlsx", "City,Count\nOslo,1\nRome,2\nOslo,3\nBonn,4\n");
  const frame = await open(page, "filter.xlsx");
  const choose = async () => {
    await goTo(frame, "A3");
    await frame.getByRole("button", { name: "Sort and filter" }).click();
    await frame.getByRole("menuitem", { name: "Filter by values…" }).click();
  };
  await choose();
  const dialog = frame.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "Rome" }).uncheck();
  await dialog.getByRole("checkbox", { name: "Bonn" }).uncheck();
  expect(await serious(frame)).toEqual([]);
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(cell(frame, 3, 1)).toHaveCount(0);
  await expect(cell(frame, 4, 1)).toHaveText("Oslo");
  await choose();
  await expect(dialog.getByRole("checkbox", { name: "Rome" })).not.toBeChecked();
  await dialog.getByRole("checkbox", { name: "All" }).check();
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(cell(frame, 3, 1)).toHaveText("Rome");
  await saved(frame);
});

test("tables of other programs are pasted with the numbers behind what they show", async ({ page }) => {
  await storage.make("pasted.xlsx", "a\n");
  const frame = await open(page, "pasted.xlsx");
  const paste = (html: string) =>
    frame.evaluate((html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", "?");
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, html);
  await goTo(frame, "B2");
  await paste(`<table><tr><td sdval="2.5678" sdnum="1033;0;#,##0.00"><b>2.57</b></td><td>=== heading ===</td></tr>
<tr><td data-sheets-value='{"1":3,"3":0.126}' data-sheets-numberformat='{"1":3,"2":"0%"}'>13%</td><td>31.12.2025</td></tr></table>`);
  await expect(cell(frame, 2, 2)).toHaveText("2.57");
  await expect(content(frame)).toHaveValue("2.5678");
  await expect(cell(frame, 3, 2)).toHaveText("13%");
  // What is no formula is a text, not a file that no program opens.
  await expect(cell(frame, 2, 3)).toHaveText("=== heading ===");
  await goTo(frame, "C3");
  await expect(content(frame)).toHaveValue("2025/12/31");
  await goTo(frame, "E5");
  await paste(`<style>.xl1 { mso-number-format:"\\#\\,\\#\\#0\\.0"; }</style><table><tr><td class="xl1" x:num="7.25">7.3</td></tr></table>`);
  await expect(content(frame)).toHaveValue("7.25");
  await expect(cell(frame, 5, 5)).toHaveText("7.3");
});

/** Somebody whose window is wide enough for the whole toolbar. */
async function person(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 1600, height: 800 } })).newPage();
}

test("while others insert rows, what is typed and what is not sent yet stays in its cells", async ({ browser }) => {
  await storage.make("rows.xlsx", "1\n2\n3\n4\n");
  const [one, two] = [await person(browser), await person(browser)];
  const ada = await open(one, "rows.xlsx", { user: "ada", name: "Ada" });
  const ben = await open(two, "rows.xlsx", { user: "ben", name: "Ben" });
  const insertAt = async (name: string) => {
    await goTo(ada, name);
    await ada.getByRole("button", { name: "Rows and columns" }).click();
    await ada.getByRole("menuitem", { name: "Insert row above" }).click();
  };
  await goTo(ben, "B3");
  await two.keyboard.type("=A3*2");
  await insertAt("A2");
  await expect(content(ben)).toHaveValue("=A4*2");
  await two.keyboard.press("Enter");
  await expect(cell(ada, 4, 2)).toHaveText("6");
  // Offline, and sent later.
  await saved(ben);
  await two.context().setOffline(true);
  await put(two, ben, "C4", "kept");
  await put(two, ben, "C5", "=A5+1");
  await insertAt("A1");
  await saved(ada);
  await two.context().setOffline(false);
  await saved(ben);
  for (const frame of [ada, ben]) {
    await expect(cell(frame, 5, 3)).toHaveText("kept");
    await expect(cell(frame, 6, 3)).toHaveText("5");
  }
  await Promise.all([one.context().close(), two.context().close()]);
});
