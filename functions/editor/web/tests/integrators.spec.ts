import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { expect, type Page, test } from "@playwright/test";

import { serious } from "./axe";
import { editorFrame, event, noting } from "./frame";
import { Storage } from "./storage";
import { sign } from "./token";

/** What integrators' pages rely on besides opening and saving. */

let storage: Storage;

test.beforeAll(async () => {
  storage = await Storage.start({
    script: `window.config = config;
${noting(["onDocumentReady", "onRequestClose", "onInfo", "onRequestEditRights", "onRequestInsertImage", "onRequestRename", "onMetaChange"])}`,
    adjust: (config, query) => {
      const type = query.get("type");
      if (type !== null) config["type"] = type;
      const customization = query.get("customization");
      if (customization !== null) config.editorConfig["customization"] = JSON.parse(customization);
      if (query.get("nameless") !== null) delete config.editorConfig["user"];
      if (query.get("mode") === "view") config.document["permissions"] = { edit: true };
    },
  });
});

test.afterAll(() => storage.stop());

const open = async (page: Page, name: string, query: Record<string, string> = {}) => {
  await storage.make(name, "one two three\n");
  await page.goto(storage.page(name, query));
  await event(page, "onDocumentReady");
  return editorFrame(page);
};

const call = (page: Page, method: string, data: unknown) =>
  page.evaluate(([name, given]) => (window as unknown as { docEditor: Record<string, (data: unknown) => void> }).docEditor[name as string]?.(given), [method, data] as const);

test("a document in the midst of another page is only shown, even where its page asks for editing", async ({ page }) => {
  const frame = await open(page, "embedded.docx", { type: "embedded" });
  expect(await event(page, "onInfo")).toEqual({ mode: "view" });
  await expect(frame.getByText("Read-only")).toBeVisible();
  await expect(frame.getByRole("button", { name: "Bold" })).toHaveCount(0);
  await expect(frame.locator(".ql-editor")).toHaveAttribute("contenteditable", "false");
});

test("a frame that fills its page makes it scroll nowhere; on a phone it has the window, whatever is around it", async ({ page }) => {
  const scrolls = () => page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight || document.documentElement.scrollWidth > window.innerWidth);
  await open(page, "fills.docx");
  expect(await scrolls()).toBe(false);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "phone.docx", { type: "mobile" });
  expect(await scrolls()).toBe(false);
  // Such a page says nothing of heights.
  await page.evaluate(() => {
    document.documentElement.style.height = document.body.style.height = "auto";
  });
  expect(await page.locator("iframe").evaluate((one) => [one.clientWidth, one.clientHeight])).toEqual([390, 844]);
});

test("a reader of a text may ask to edit it; of what is only shown nobody is offered to", async ({ page, context }) => {
  const text = await open(page, "reader.docx", { mode: "view" });
  await text.getByRole("button", { name: "Edit", exact: true }).click();
  await event(page, "onRequestEditRights");
  const other = await context.newPage();
  const pages = await open(other, "reader.pdf");
  await expect(pages.getByText("Read-only")).toBeVisible();
  await expect(pages.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
});

test("a picture comes out of a storage that lets no other origin read it, and a drawing too", async ({ page }) => {
  const frame = await open(page, "pictures.docx");
  const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="teal"/></svg>';
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  storage.put("drawing.svg", svg);
  storage.put("dot.png", png);
  await frame.locator(".ql-editor").click();
  const data = { c: "add", images: ["drawing.svg", "dot.png"].map((name) => ({ fileType: name.slice(-3), url: `${storage.url}/file/${name}` })) };
  const { secret } = storage.options;
  await call(page, "insertImage", secret ? { ...data, token: sign(data, secret) } : data);
  const sizes = () => frame.locator(".ql-editor img").evaluateAll((all) => (all as HTMLImageElement[]).map((one) => one.naturalWidth));
  await expect.poll(sizes).toEqual([40, 1]);
});

test("what is at an address of the storage and is no picture is said, and changes nothing", async ({ page }) => {
  const frame = await open(page, "nopicture.docx");
  storage.put("page.png", "<!doctype html><p>please sign in</p>");
  const data = { c: "add", fileType: "png", url: `${storage.url}/file/page.png` };
  const { secret } = storage.options;
  await call(page, "insertImage", secret ? { ...data, token: sign(data, secret) } : data);
  await expect(frame.getByText("cannot be fetched from the storage")).toBeVisible();
  await expect(frame.locator(".ql-editor img")).toHaveCount(0);
});

test("a download has the name that the document was given meanwhile", async ({ page }) => {
  const frame = await open(page, "before.docx");
  await frame.getByRole("button", { name: /before\.docx/ }).click();
  await frame.getByRole("textbox", { name: "Name of the document" }).fill("Afterwards");
  await page.keyboard.press("Enter");
  expect(await event(page, "onRequestRename")).toBe("Afterwards");
  await storage.command({ c: "meta", key: storage.key("before.docx"), meta: { title: "Afterwards.docx" } });
  await event(page, "onMetaChange");
  await frame.getByRole("button", { name: "File", exact: true }).click();
  await frame.getByRole("menuitem", { name: "Download as" }).click();
  const download = page.waitForEvent("download");
  await frame.getByRole("menuitem", { name: "ODT", exact: true }).click();
  expect((await download).suggestedFilename()).toBe("Afterwards.odt");
});

test("a page out of a file, which is of no site, shows and edits a document", async ({ page }, info) => {
  await storage.make("local.docx", "one two three\n");
  const html = await (await fetch(storage.page("local.docx"))).text();
  const file = info.outputPath("page.html");
  await writeFile(file, html);
  await page.goto(pathToFileURL(file).href);
  await event(page, "onDocumentReady");
  const frame = await editorFrame(page);
  await frame.locator(".ql-editor").click();
  await page.keyboard.type("zero ");
  await expect(frame.locator(".ui-header")).toHaveAttribute("data-status", "saved");
});

test("a page has its own logo, its own word for closing and its own address for complaints, and may keep the name to itself", async ({ page }) => {
  const dot = (color: string) => `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30" fill="${color}"/></svg>`)}`;
  const customization = {
    logo: { image: dot("teal"), imageDark: dot("gold"), url: "https://example.com/home" }, close: { visible: true, text: "Back to the wiki" },
    feedback: { url: "https://example.com/help", visible: true }, toolbarHideFileName: true, uiTheme: "theme-dark",
  };
  const frame = await open(page, "look.docx", { customization: JSON.stringify(customization) });
  const logo = frame.getByRole("banner").getByRole("link", { name: "Logo" });
  await expect(logo).toHaveAttribute("href", "https://example.com/home");
  await expect(logo.getByRole("img")).toHaveAttribute("src", dot("gold"));
  await expect.poll(() => logo.getByRole("img").evaluate((one) => (one as HTMLImageElement).clientWidth)).toBe(90);
  expect((await frame.getByRole("heading", { name: "look.docx" }).boundingBox())?.width ?? 0).toBeLessThan(2);
  await frame.getByRole("button", { name: "File", exact: true }).click();
  await expect(frame.getByRole("menuitem", { name: "Feedback and support" })).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await serious(frame)).toEqual([]);
  await frame.getByRole("banner").getByRole("button", { name: "Back to the wiki" }).click();
  await event(page, "onRequestClose");
});

test("who comes without a name is asked for one where the page wants that, and others see it", async ({ page }) => {
  await storage.make("guest.docx", "one two three\n");
  await page.goto(storage.page("guest.docx", { nameless: "1", customization: JSON.stringify({ anonymous: { request: true, label: "Visitor" } }) }));
  const frame = await editorFrame(page);
  await frame.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.keyboard.press("Enter");
  await event(page, "onDocumentReady");
  await expect(frame.getByRole("list", { name: /Ada \(Visitor\)/ })).toBeVisible();
});

test("a page with more editors than a browser has connections to a host shows them all, and they hear of one another", async ({ page }) => {
  const frame = await open(page, "many.docx");
  await storage.make("many.pdf", "four\n");
  const configs = ["many.pdf", "many.docx"].map((name) => storage.config(name));
  await page.evaluate((given) => {
    const { DocsAPI, config } = window as unknown as { DocsAPI: { DocEditor: new (place: HTMLElement, config: unknown) => unknown }; config: { events: unknown } };
    for (let count = 0; count < 8; count++) {
      const place = document.createElement("div");
      place.id = `more-${count}`;
      document.body.append(place);
      new DocsAPI.DocEditor(place, { ...given[count % 2], height: "200px", events: config.events });
    }
  }, configs);
  await event(page, "onDocumentReady", 8);
  await frame.locator(".ql-editor").click();
  await page.keyboard.type("zero ");
  const last = page.frames().filter((one) => one.url().includes("frameEditorId=more-7"))[0];
  await expect(last?.locator(".ql-editor") ?? frame.locator("none")).toContainText("zero");
});
