import { expect, test } from "@playwright/test";

import { serious } from "./axe";
import { call, enter, keepFile, operator, secret } from "./console";
import { service, Storage } from "./storage";

const unique = (name: string) => `${name}-${Math.random().toString(36).slice(2, 8)}`;

test.describe("who may come in", () => {
  test.skip(!secret, "the service asks for no tokens");

  test("nobody without a token, nobody with a wrong one", async ({ page }) => {
    await page.goto(`${service}/web-apps/apps/console/index.html#/files`);
    const field = page.getByLabel("Operator’s token");
    await expect(field).toBeFocused();
    await field.fill("not.a.token");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("does not take this token");
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await expect(page.getByRole("navigation")).toHaveCount(0);
    expect(await serious(page)).toEqual([]);
  });

  test("the token is in no address and goes with signing out", async ({ page }) => {
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    await enter(page, "saves");
    await expect(page.getByRole("heading", { name: "Saves", exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Jobs" })).toBeVisible();
    await page.getByRole("link", { name: "Files" }).click();
    await expect(page.getByRole("button", { name: "New", exact: true })).toBeVisible();
    const signature = operator().split(".")[0] ?? "";
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((one) => one.includes(signature))).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(signature);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("Operator’s token")).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("spindle-operator"))).toBeNull();
  });
});

test("the overview tells what the service tells", async ({ page }) => {
  await enter(page);
  await expect(page.getByText(/Everything works|Something wants attention/)).toBeVisible();
  const status = (await (await call("/v1/status")).json()) as { version: string; healthy: boolean; saves: { forgotten: number } };
  expect(status.healthy).toBe(true);
  await expect(page.getByText(`Spindle ${status.version}`)).toBeVisible();
  await expect(page.locator(".c-tile", { hasText: "Forgotten files" }).locator("strong")).toHaveText(String(status.saves.forgotten));
  await page.getByRole("link", { name: /^Playground/ }).first().click();
  await expect(page).toHaveURL(/#\/playground$/);
});

test("a save that a storage refused is told with the reason, and delivered again", async ({ page }) => {
  const storage = await Storage.start(secret ? { secret } : {});
  const name = `${unique("contract")}.docx`;
  try {
    await storage.make(name, "one\n");
    storage.refuse = () => ({ status: 200, body: '{"error":1}' });
    const config = storage.config(name, new URLSearchParams({ user: "u1" }));
    const joined = (await (await fetch(`${service}/editing`, { method: "POST", body: JSON.stringify(config) })).json()) as { session: string; version: number };
    await fetch(`${service}/editing/${joined.session}/changes`, { method: "POST", body: JSON.stringify({ version: joined.version, seq: 1, changes: [{ ops: [{ insert: "My " }] }] }) });
    await fetch(`${service}/editing/${joined.session}/close`, { method: "POST" });
    await storage.callback(name, 2);
    const key = storage.callbacks.find((one) => one.body.status === 2)?.body.key ?? "";
    await enter(page, "saves");
    const outbox = page.getByRole("region", { name: "Undelivered saves" });
    const row = outbox.getByRole("row").filter({ hasText: key });
    await expect(row).toContainText("not taken");
    await expect(row).toContainText("it answered");
    await expect(row).toContainText("Final save");
    const forgotten = page.getByRole("region", { name: "Forgotten files" }).getByRole("row").filter({ hasText: key });
    await expect(forgotten).toBeVisible();
    const [kept] = await Promise.all([page.waitForEvent("download"), forgotten.getByRole("link", { name: "Download" }).click()]);
    expect(kept.suggestedFilename()).toBe("output.docx");
    await row.getByRole("button", { name: "Deliver again" }).click();
    await expect(page.getByText(`The save of ${key} was not taken`)).toBeVisible();
    storage.refuse = undefined;
    await row.getByRole("button", { name: "Deliver again" }).click();
    await expect(row).toHaveCount(0);
    await expect(forgotten).toHaveCount(0);
    expect(storage.versions(name)).toBe(2);
  } finally {
    await storage.stop();
  }
});

test("a lock is ended, after a question", async ({ page }) => {
  const name = `${unique("held")}.docx`;
  const id = await keepFile(name, "x");
  const body = JSON.stringify({ userId: "u1", userName: "Zoë", permissions: "all", client: "collabora" });
  const { access_token: token } = (await (await call(`/v1/files/${id}/tokens`, { method: "POST", body })).json()) as { access_token: string };
  const locked = await fetch(`${service}/wopi/files/${id}?access_token=${token}`, { method: "POST", headers: { "x-wopi-override": "LOCK", "x-wopi-lock": "l1" } });
  expect(locked.status).toBe(200);
  await enter(page, "saves");
  const row = page.getByRole("region", { name: "Locks" }).getByRole("row").filter({ hasText: name });
  await row.getByRole("button", { name: "End the lock" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: "End the lock" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the lock" }).click();
  await expect(row).toHaveCount(0);
  const { locks } = (await (await call("/v1/locks")).json()) as { locks: { id: string }[] };
  expect(locks.map((one) => one.id)).not.toContain(id);
});

test("files come, are renamed, go back to what they were, and go", async ({ page }) => {
  const folder = unique("Folder");
  const name = `${unique("plan")}.docx`;
  await enter(page, "files");
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByRole("menuitem", { name: "New folder" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("a/b");
  await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).not.toBeEmpty();
  await page.getByRole("dialog").getByLabel("Name").fill(folder);
  await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
  await page.getByRole("link", { name: folder }).click();
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from("first") });
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("5 B");
  // Dropped on the page, anywhere.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["dropped"], "dropped.txt"));
    return transfer;
  });
  await page.dispatchEvent("main", "dragenter", { dataTransfer: data });
  await expect(page.getByText("Drop files to keep them here")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
  await expect(page.getByRole("row").filter({ hasText: "dropped.txt" })).toContainText("7 B");
  await expect(page.getByText("Drop files to keep them here")).toBeHidden();
  const [download] = await Promise.all([page.waitForEvent("download"), row.getByRole("button", { name: `Download: ${name}` }).click()]);
  expect(download.suggestedFilename()).toBe(name);
  // Another content, then back.
  const { files } = (await (await call(`/v1/files?folder=${new URL(page.url()).hash.split("/").pop()}`)).json()) as { files: { id: string; name: string }[] };
  const id = files.find((one) => one.name === name)?.id ?? "";
  expect((await call(`/v1/files/${id}`, { method: "PUT", body: "second" })).status).toBe(200);
  await row.getByRole("button", { name: `More: ${name}` }).click();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  const versions = page.getByRole("dialog");
  await expect(versions.getByRole("row")).toHaveCount(3);
  await versions.getByRole("button", { name: "Bring back" }).click();
  await expect(versions.getByRole("row")).toHaveCount(4);
  expect(await (await call(`/v1/files/${id}`)).text()).toBe("first");
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: `More: ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(`neu ${name}`);
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("link", { name: `neu ${name}` })).toBeVisible();
  await page.getByRole("button", { name: `More: neu ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("link", { name: `neu ${name}` })).toHaveCount(0);
  expect((await call(`/v1/files/${id}/info`)).status).toBe(404);
});

test("a script becomes pages; what is wrong with it is told at its line", async ({ page }) => {
  test.slow();
  await enter(page, "playground/invoice");
  await page.getByRole("button", { name: "Run" }).click();
  const result = page.getByRole("region", { name: "What the script makes" }).last();
  await expect(result.locator('[data-drawn="true"] canvas').first()).toBeVisible({ timeout: 45_000 });
  const drawn = await result.locator("canvas").first().evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let dark = 0;
    for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 128) dark += 1;
    return dark;
  });
  expect(drawn).toBeGreaterThan(500);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download: invoice.docx" }).click()]);
  expect(download.suggestedFilename()).toBe("invoice.docx");
  const editor = page.getByRole("textbox", { name: "Script" });
  await editor.fill('builder.CreateFile("docx");\nvar p = Api.CreateParagraph();\np.AddTxt("x");\nbuilder.SaveFile("docx", "x.docx");\nbuilder.CloseFile();');
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("the nearest is AddText")).toBeVisible();
  await page.getByRole("button", { name: "Line 3" }).click();
  await expect(page.locator(".cm-lintRange-error")).toBeVisible();
  await expect(page.locator(".cm-activeLine")).toContainText("AddTxt");
});

test("a workbook is shown in pages too, and members are proposed", async ({ page }) => {
  test.slow();
  await enter(page, "playground");
  await page.getByLabel("Examples").selectOption("budget");
  await expect(page.locator('[data-drawn="true"] canvas').first()).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("button", { name: "budget.xlsx", exact: true })).toHaveAttribute("aria-pressed", "true");
  const editor = page.getByRole("textbox", { name: "Script" });
  await editor.fill('builder.CreateFile("xlsx");\nvar sheet = Api.GetActiveSheet();\n');
  await page.keyboard.press("Control+End");
  await page.keyboard.type("sheet.GetRangeBy");
  await expect(page.locator(".cm-tooltip-autocomplete")).toContainText("GetRangeByNumber");
});

test("files become other formats, with reasons where they do not", async ({ page }) => {
  await enter(page, "convert");
  await expect(page.getByText("Read here: docx")).toBeVisible();
  await page.locator('input[type="file"]').setInputFiles([
    { name: "notes.md", mimeType: "text/markdown", buffer: Buffer.from("# Plan\n\n- one\n- two\n") },
    { name: "broken.docx", mimeType: "application/octet-stream", buffer: Buffer.from("no archive") },
    { name: "song.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("x") },
  ]);
  const line = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(line("song.mp3").getByRole("alert")).toContainText("mp3 files are not read here");
  await line("notes.md").getByRole("combobox").selectOption("docx");
  await line("notes.md").getByRole("button", { name: "Convert" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), line("notes.md").getByRole("button", { name: "Download notes.docx" }).click()]);
  const bytes = Buffer.concat(await (await download.createReadStream()).toArray());
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
  await line("broken.docx").getByRole("button", { name: "Convert" }).click();
  await expect(line("broken.docx").getByRole("alert")).not.toBeEmpty();
  await line("notes.md").getByRole("combobox").selectOption("pdf");
  await line("notes.md").getByRole("button", { name: "Convert" }).click();
  await expect(line("notes.md").getByRole("button", { name: "Download notes.pdf" })).toBeVisible();
});

for (const [what, options] of [
  ["a desk", {}],
  ["a phone", { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ["the dark", { colorScheme: "dark" as const }],
  ["Chinese", { locale: "zh-CN" }],
] as const) {
  test.describe(`on ${what}`, () => {
    test.use(options);
    test(`every tab can be used: ${what}`, async ({ page }) => {
      await enter(page);
      for (const route of ["overview", "saves", "files", "playground", "convert"]) {
        await page.locator(`nav a[href="#/${route}"]`).click();
        await expect(page.locator(`nav a[href="#/${route}"]`)).toHaveAttribute("aria-current", "page");
        await expect(page.locator("main h1")).toHaveCount(1);
        await expect(page.locator(".c-loading")).toHaveCount(0);
        expect(await serious(page), route).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, `${route} is wider than the window`).toBeLessThanOrEqual(0);
      }
    });
  });
}
