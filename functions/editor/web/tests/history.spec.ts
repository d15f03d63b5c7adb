import { expect, type Frame, type Page, test } from "@playwright/test";

import { serious } from "./axe";
import { editorFrame, event, noting } from "./frame";
import { deck } from "./samples";
import { service, Storage } from "./storage";

let storage: Storage;

/** What a page does for the history: the versions that the storage has, each with the one before. */
const script = () => `${noting(["onDocumentReady", "onRequestHistory", "onRequestHistoryData", "onRequestRestore", "onError"])}
const ada = { id: "u1", name: "Ada" }, zoe = { id: "u2", name: "Zoë" };
const name = config.document.title, base = config.document.url;
const old = (version) => ({ version, key: config.document.key + "." + version, url: base + "?version=" + version, fileType: config.document.fileType });
const told = (event, run) => { const note = config.events[event]; config.events[event] = (data) => { note(data); run(data.data); }; };
told("onRequestHistory", () => window.docEditor.refreshHistory({ currentVersion: 2, history: [
  { version: 1, key: old(1).key, created: "2026-11-25 10:00:00", user: ada },
  { version: 2, key: old(2).key, created: "2026-11-26T10:00:00Z", user: zoe, changes: [{ created: "2026-11-26 10:00:00", user: zoe }] },
] }));
told("onRequestHistoryData", (version) => window.docEditor.setHistoryData(
  name.startsWith("broken") && version === 2 ? { version, error: "The archive is closed" }
  : { ...old(version), ...(version > 1 ? { previous: old(version - 1) } : {}) }));
`;

test.beforeAll(async () => {
  storage = await Storage.start({ script: script() });
});

test.afterAll(() => storage.stop());

/** A file with two versions: the second one is what the changes make of the first. */
async function twoVersions(name: string, text: string, changes: object): Promise<void> {
  await storage.make(name, text);
  const post = async (path: string, body: unknown) => (await fetch(`${service}${path}`, { method: "POST", body: JSON.stringify(body) })).json();
  const { session } = (await post("/editing", storage.config(name))) as { session: string };
  expect(await post(`/editing/${session}/changes`, { version: 1, seq: 1, ...changes })).toMatchObject({ missed: [] });
  await post(`/editing/${session}/close`, {});
  await storage.callback(name, 2);
}

async function openHistory(page: Page, name: string, query: Record<string, string> = {}): Promise<Frame> {
  await page.goto(storage.page(name, query));
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  await frame.locator("[data-file=menu]").click();
  await frame.getByRole("menuitem", { name: /Version history|版本历史/ }).click();
  await event(page, "onRequestHistory");
  return frame;
}

const plan = { changes: [{ ops: [{ retain: 4 }, { insert: "new" }, { delete: 3 }] }] };

test("versions of a text, with who wrote them and what they changed", async ({ page }) => {
  await twoVersions("plan.docx", "The old plan\nStays\n", plan);
  const frame = await openHistory(page, "plan.docx");
  expect(await event(page, "onRequestHistoryData")).toBe(2);
  const list = frame.getByRole("list", { name: "Versions" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list.getByRole("listitem").first()).toContainText("Zoë");
  await expect(frame.getByText("Differences to the version before: 1")).toBeVisible();
  const text = frame.locator(".ql-editor");
  await expect(text).toHaveAttribute("contenteditable", "false");
  await expect(text).toContainText("The oldnew plan");
  expect(await text.getByText("old", { exact: true }).evaluate((one) => getComputedStyle(one).textDecorationLine)).toBe("line-through");
  expect(await text.getByText("new", { exact: true }).evaluate((one) => getComputedStyle(one).textDecorationLine)).toBe("underline");
  await page.screenshot({ path: "test-results/history-text.png" });
  expect(await serious(frame)).toEqual([]);

  await frame.getByRole("checkbox", { name: "Show the differences" }).uncheck();
  await expect(text).toContainText("The new plan");
  await list.getByRole("button", { name: /2026-11-25/ }).click();
  await expect(text).toContainText("The old plan");
  await expect(frame.getByText("This is the first version.")).toBeVisible();

  await frame.getByRole("button", { name: "Restore" }).click();
  await frame.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
  expect(await event(page, "onRequestRestore")).toEqual({ version: 1, fileType: "docx" });
});

test("the document is there again when the history is closed, and goes on", async ({ page }) => {
  await twoVersions("goes-on.docx", "The old plan\n", plan);
  const frame = await openHistory(page, "goes-on.docx");
  await expect(frame.getByText("Differences to the version before: 1")).toBeVisible();
  await frame.getByRole("button", { name: "Back to the document" }).click();
  const text = frame.locator(".ql-editor");
  await expect(text).toHaveAttribute("contenteditable", "true");
  await text.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Zero. ");
  await expect(frame.getByRole("banner").getByText("Saved")).toBeVisible();
  await page.evaluate(() => (window as unknown as { docEditor: { destroyEditor(): void } }).docEditor.destroyEditor());
  const saved = await storage.callback("goes-on.docx", 2, { after: 1 });
  expect(saved.body.history).toBeTruthy();
});

test("changed cells of a spreadsheet are marked", async ({ page }) => {
  const commands = [{ cmd: "editCell", sheetName: "Sheet1", row: 0, col: 1, newValue: 42 }, { cmd: "editCell", sheetName: "Sheet1", row: 2, col: 0, newValue: "added" }];
  await twoVersions("sums.xlsx", "a,1\nb,2\n", { commands });
  const frame = await openHistory(page, "sums.xlsx");
  await expect(frame.getByText("Differences to the version before: 2")).toBeVisible();
  await page.screenshot({ path: "test-results/history-cells.png" });
});

test("a version that the page cannot give is said in words, and the others still open", async ({ page }) => {
  await twoVersions("broken.docx", "The old plan\n", plan);
  const frame = await openHistory(page, "broken.docx");
  await expect(frame.getByRole("alert")).toContainText("The archive is closed");
  await frame.getByRole("button", { name: /2026-11-25/ }).click();
  await expect(frame.locator(".ql-editor")).toContainText("The old plan");
});

test("versions of a presentation stand beside its pages", async ({ page }) => {
  storage.put("deck.pptx", await deck(["The old plan"]));
  storage.add("deck.pptx", await deck(["The new plan"]));
  const frame = await openHistory(page, "deck.pptx");
  await expect(frame.getByText("The new plan")).toBeVisible();
  await expect(frame.getByRole("checkbox")).toHaveCount(0);
  await frame.getByRole("list", { name: "Versions" }).getByRole("button", { name: /2026-11-25/ }).click();
  await expect(frame.getByText("The old plan")).toBeVisible();
  await expect(frame.getByRole("list", { name: "Versions" }).getByRole("listitem")).toHaveCount(2);
  await frame.getByRole("button", { name: "Back to the document" }).click();
  await expect(frame.getByText("The new plan")).toBeVisible();
  await expect(frame.getByRole("option", { name: "Page 1" })).toBeVisible();
});

test("on a phone, in Chinese", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await twoVersions("phone.docx", "The old plan\n", plan);
  const frame = await openHistory(page, "phone.docx", { lang: "zh" });
  await expect(frame.getByText("与上一版本的差异：1 处")).toBeVisible();
  expect(await frame.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await page.screenshot({ path: "test-results/history-phone.png" });
  expect(await serious(frame)).toEqual([]);
});
