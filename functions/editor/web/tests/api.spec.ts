import { expect, type Page, test } from "@playwright/test";

import { serious } from "./axe";
import { editorFrame, event, noting } from "./frame";
import { service, Storage } from "./storage";

const EVENTS = [
  "onAppReady", "onDocumentReady", "onDocumentStateChange", "onInfo", "onError", "onWarning", "onCollaborativeChanges", "onMetaChange",
  "onRequestClose", "onRequestRename", "onRequestEditRights", "onDownloadAs", "onRequestSaveAs", "onRequestInsertImage", "onRequestUsers",
  "onRequestSharingSettings", "onMakeActionLink", "onOutdatedVersion", "onUserActionRequired",
];
let storage: Storage;

test.beforeAll(async () => {
  storage = await Storage.start({
    script: `${noting(EVENTS)}\nwindow.place = document.getElementById("placeholder");`,
    adjust: (config, query) => {
      config.document["info"] = { favorite: false };
      if (query.get("forcesave") !== null) config.editorConfig["customization"] = { forcesave: true };
      if (query.get("edit") === "no") config.document["permissions"] = { edit: true };
    },
  });
});

test.afterAll(() => storage.stop());

/** Calls a method of the editor in the page. */
const call = (page: Page, method: string, ...args: unknown[]) =>
  page.evaluate(([name, given]) => (window as unknown as { docEditor: Record<string, (...args: unknown[]) => void> }).docEditor[name as string]?.(...(given as unknown[])), [method, args] as const);

const open = async (page: Page, name: string, query: Record<string, string> = {}) => {
  await storage.make(name, "one two three\nfour five six\n");
  await page.goto(storage.page(name, query));
  await event(page, "onDocumentReady");
  return editorFrame(page);
};

test("a frame takes the placeholder's place, the events come in their order, and destroying gives it back", async ({ page }) => {
  const frame = await open(page, "order.docx");
  const told = await page.evaluate(() => (window as unknown as { told: [string, unknown][] }).told.map(([name]) => name));
  expect(told.filter((name) => ["onAppReady", "onDocumentReady", "onInfo", "onError"].includes(name))).toEqual(["onAppReady", "onDocumentReady", "onInfo"]);
  expect(await event(page, "onInfo")).toEqual({ mode: "edit" });
  expect(await page.locator("#placeholder").count()).toBe(0);
  expect(await page.locator("iframe").getAttribute("name")).toBe("frameEditor");
  expect(new URL(frame.url()).pathname).toMatch(/\/web-apps\/apps\/documenteditor\/main\/index\.html$/);
  expect(await serious(frame)).toEqual([]);
  await call(page, "destroyEditor");
  expect(await page.evaluate(() => document.getElementById("placeholder") === (window as unknown as { place: Element }).place)).toBe(true);
  await expect(page.locator("iframe")).toHaveCount(0);
  // Leaving without a change is told at once.
  await storage.callback("order.docx", 4);
});

test("a change makes the document dirty until the service has it, and others are told", async ({ page, context }) => {
  const frame = await open(page, "dirty.docx");
  const other = await context.newPage();
  await other.goto(storage.page("dirty.docx", { user: "u2", name: "Ada" }));
  await event(other, "onDocumentReady");
  await frame.getByRole("textbox", { name: "Document text" }).or(frame.locator(".ql-editor")).first().click();
  await page.keyboard.type("zero ");
  expect(await event(page, "onDocumentStateChange")).toBe(true);
  expect(await event(page, "onDocumentStateChange", 1)).toBe(false);
  await event(other, "onCollaborativeChanges");
  await expect((await editorFrame(other)).locator(".ql-editor")).toContainText("zero");
  await expect(frame.getByRole("list", { name: /Ada/ })).toBeVisible();
  await other.close();
});

test("closing is asked of the page, after the edits are kept; then the storage gets them", async ({ page }) => {
  const frame = await open(page, "close.docx");
  await frame.locator(".ql-editor").click();
  await page.keyboard.type("zero ");
  await frame.getByRole("banner").getByRole("button", { name: "Close", exact: true }).click();
  await event(page, "onRequestClose");
  await call(page, "destroyEditor");
  const saved = await storage.callback("close.docx", 2);
  expect(saved.bytes?.subarray(0, 2).toString()).toBe("PK");
});

test("a name is asked of the page without its ending, and comes back by the command meta", async ({ page }) => {
  const frame = await open(page, "old.docx");
  await frame.getByRole("button", { name: "old.docx" }).click();
  await frame.getByRole("textbox", { name: "Name of the document" }).fill("new name.docx");
  await page.keyboard.press("Enter");
  expect(await event(page, "onRequestRename")).toBe("new name");
  const answer = await fetch(`${service}/command`, { method: "POST", body: JSON.stringify({ c: "meta", key: storage.key("old.docx"), meta: { title: "told.docx" } }) });
  expect(await answer.json()).toMatchObject({ error: 0 });
  expect(await event(page, "onMetaChange")).toEqual({ title: "told.docx" });
  await expect(frame.getByRole("button", { name: "told.docx" })).toBeVisible();
});

test("a file is made for the page, for a copy and for the user", async ({ page }) => {
  const frame = await open(page, "files.docx");
  await call(page, "downloadAs", "pdf");
  const made = (await event(page, "onDownloadAs")) as { fileType: string; url: string };
  expect(made.fileType).toBe("pdf");
  expect(Buffer.from(await (await fetch(made.url)).arrayBuffer()).subarray(0, 5).toString()).toBe("%PDF-");
  await frame.getByRole("button", { name: "File", exact: true }).click();
  await frame.getByRole("menuitem", { name: "Save a copy as" }).click();
  await frame.getByRole("menuitem", { name: "ODT" }).click();
  const copy = (await event(page, "onRequestSaveAs")) as { title: string; url: string; fileType: string };
  expect([copy.title, copy.fileType]).toEqual(["files.odt", "odt"]);
  expect((await fetch(copy.url)).status).toBe(200);
  await frame.getByRole("button", { name: "File", exact: true }).click();
  await frame.getByRole("menuitem", { name: "Download as" }).click();
  const download = page.waitForEvent("download");
  await frame.getByRole("menuitem", { name: "DOCX" }).click();
  expect((await download).suggestedFilename()).toBe("files.docx");
});

test("the Save button makes a version in the storage", async ({ page }) => {
  const frame = await open(page, "forced.docx", { forcesave: "1" });
  await frame.locator(".ql-editor").click();
  await page.keyboard.type("zero ");
  await event(page, "onDocumentStateChange", 1);
  await frame.getByRole("button", { name: "Save", exact: true }).click();
  const saved = await storage.callback("forced.docx", 6);
  expect(saved.body["forcesavetype"]).toBe(1);
  await expect(frame.getByText("A version was stored.")).toBeVisible();
});

test("messages are shown, short ones and those with a title", async ({ page }) => {
  const frame = await open(page, "messages.docx");
  await call(page, "showMessage", "Backup at noon");
  await expect(frame.getByText("Backup at noon")).toBeVisible();
  await call(page, "showMessage", "About this file", "It moved");
  await expect(frame.getByRole("dialog", { name: "About this file" })).toContainText("It moved");
});

test("the right to edit ends and comes back", async ({ page }) => {
  const frame = await open(page, "rights.docx");
  const text = frame.locator(".ql-editor");
  await call(page, "denyEditingRights", "The project is closed");
  await expect(frame.getByText("The project is closed")).toBeVisible();
  await expect(text).toHaveAttribute("contenteditable", "false");
  await call(page, "processRightsChange", true);
  await expect(text).toHaveAttribute("contenteditable", "true");
  await expect(frame.getByText("The project is closed")).toBeHidden();
});

test("a viewer asks for the right to edit", async ({ page }) => {
  const frame = await open(page, "viewer.docx", { mode: "view", edit: "no" });
  expect(await event(page, "onInfo")).toEqual({ mode: "view" });
  await frame.getByRole("button", { name: "Edit", exact: true }).click();
  await event(page, "onRequestEditRights");
});

test("the star, sharing, links and people are the page's", async ({ page }) => {
  const frame = await open(page, "page.docx");
  await frame.getByRole("button", { name: "Add to favourites" }).click();
  expect(await event(page, "onMetaChange")).toEqual({ favorite: true });
  await call(page, "setFavorite", true);
  await expect(frame.getByRole("button", { name: "Remove from favourites" })).toBeVisible();

  await frame.getByRole("button", { name: "Share", exact: true }).click();
  await event(page, "onRequestSharingSettings");
  await call(page, "setSharingSettings", { sharingSettings: [{ user: "Ada", permissions: "Full access" }, { user: "Link", permissions: "Read", isLink: true }] });
  await expect(frame.getByRole("dialog").getByRole("row", { name: "Ada Full access" })).toBeVisible();
  await page.keyboard.press("Escape");

  await frame.locator(".ql-editor").click();
  await frame.getByRole("button", { name: "File", exact: true }).click();
  await frame.getByRole("menuitem", { name: "Copy a link" }).click();
  expect(await event(page, "onMakeActionLink")).toMatchObject({ action: { type: "place" } });
  await call(page, "setActionLink", "https://example.com/?action=1");
  await expect(frame.getByRole("dialog").getByRole("textbox")).toHaveValue("https://example.com/?action=1");
  await page.keyboard.press("Escape");

  expect(await event(page, "onRequestUsers")).toEqual({ c: "info", id: ["u1"] });
  await call(page, "setUsers", { c: "info", users: [{ id: "u1", name: "Zoë of Accounts" }] });
  await expect(frame.getByRole("list", { name: /Zoë of Accounts/ })).toBeVisible();
});

test("a picture of the storage is chosen by the page and stands in the text", async ({ page }) => {
  const frame = await open(page, "picture.docx");
  await frame.locator(".ql-editor").click();
  const dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
  await call(page, "insertImage", { c: "add", images: [{ fileType: "png", url: dot }] });
  await expect(frame.locator(".ql-editor img")).toHaveCount(1);
  expect(await event(page, "onDocumentStateChange")).toBe(true);
  expect(await event(page, "onDocumentStateChange", 1)).toBe(false);
});

test("a page refreshes the file: the document opens anew with what it gives", async ({ page }) => {
  await open(page, "first.docx");
  await storage.make("second.docx", "quite another text\n");
  await call(page, "refreshFile", storage.config("second.docx"));
  await event(page, "onDocumentReady", 1);
  const frame = await editorFrame(page);
  await expect(frame.locator(".ql-editor")).toContainText("quite another text");
  await expect(frame.getByRole("banner")).toContainText("second.docx");
  // Nobody is left in the first one.
  await storage.callback("first.docx", 4);
});

test("a configuration that cannot be used is an alert, and no frame", async ({ page }) => {
  const alerts: string[] = [];
  page.on("dialog", (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  await storage.make("bad.docx", "one\n");
  await page.goto(storage.page("bad.docx"));
  await event(page, "onAppReady");
  await page.evaluate(() => {
    const place = document.createElement("div");
    place.id = "second";
    document.body.append(place);
    const { DocEditor } = (window as unknown as { DocsAPI: { DocEditor: new (place: unknown, config: unknown) => unknown } }).DocsAPI;
    new DocEditor("second", { document: { key: "k", fileType: "docx" } });
    new DocEditor("nowhere", { document: { key: "k", fileType: "docx", url: "u" } });
    // Pages that clean up destroy what they have made, whatever became of it.
    for (const made of [new DocEditor("second", null)] as { destroyEditor(): void; setFavorite(on: boolean): void }[]) {
      made.setFavorite(true);
      made.destroyEditor();
    }
  });
  await expect.poll(() => alerts).toEqual([expect.stringContaining("document.url is missing"), expect.stringContaining('no element "nowhere"'), expect.stringContaining("without a configuration")]);
  await expect(page.locator("#second")).toHaveCount(1);
  await expect(page.locator("iframe")).toHaveCount(1);
});

test("a document that cannot be downloaded is said in words, to the page and to people", async ({ page }) => {
  await storage.make("gone.docx", "one\n");
  storage.options.adjust = (config) => void (config.document.url = `${storage.url}/file/nothing.docx`);
  await page.goto(storage.page("gone.docx"));
  storage.options.adjust = undefined as never;
  expect(await event(page, "onError")).toMatchObject({ errorCode: -4 });
  const frame = await editorFrame(page);
  await expect(frame.getByRole("alert")).toContainText("cannot be downloaded from its storage");
  await expect(frame.getByRole("alert")).toContainText("404");
  await expect(frame.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(await serious(frame)).toEqual([]);
});

test("a key that is over says so, and a click asks the page for the newer version", async ({ page }) => {
  await storage.make("over.docx", "one\n");
  const config = storage.config("over.docx");
  const joined = (await (await fetch(`${service}/editing`, { method: "POST", body: JSON.stringify(config) })).json()) as { session: string };
  await fetch(`${service}/editing/${joined.session}/changes`, { method: "POST", body: JSON.stringify({ version: 1, seq: 1, changes: [{ ops: [{ insert: "x" }] }] }) });
  await fetch(`${service}/editing/${joined.session}/close`, { method: "POST" });
  await storage.callback("over.docx", 2);
  const { options } = storage;
  const before = options.adjust;
  options.adjust = (made) => void (made.document.key = config.document.key);
  await page.goto(storage.page("over.docx"));
  if (before) options.adjust = before;
  expect(await event(page, "onOutdatedVersion")).toHaveProperty("nextKey");
  const frame = await editorFrame(page);
  await expect(frame.getByRole("heading", { name: "There is a newer version" })).toBeVisible();
  await frame.getByRole("button", { name: "Reload", exact: true }).click();
  await event(page, "onOutdatedVersion", 1);
});
