import { expect, test } from "@playwright/test";

import { call, enter, keepFile } from "./console";

/** How many versions a file has. */
async function versions(id: string): Promise<number> {
  return ((await (await call(`/v1/files/${id}/versions`)).json()) as { versions: unknown[] }).versions.length;
}

const opened = (url: string) => /#\/open\/(\w+)$/.exec(url)?.[1] ?? "";

test("a new text is made, edited right here and saved, without any storage", async ({ page }) => {
  test.slow();
  await enter(page);
  await page.getByRole("button", { name: /^New text/ }).click();
  await expect(page).toHaveURL(/#\/open\/\w+$/);
  const id = opened(page.url());
  const editor = page.frameLocator("main iframe").frameLocator("iframe");
  await editor.locator(".ql-editor").click({ timeout: 45_000 });
  await page.keyboard.type("Written in the console");
  await expect(editor.locator(".ui-status")).toHaveText("Saved");
  expect(await versions(id)).toBe(1);
  await page.getByRole("link", { name: "Files" }).click();
  await expect.poll(() => versions(id), { timeout: 45_000 }).toBe(2);
  const form = new FormData();
  form.append("outputtype", "txt");
  form.append("file", await (await call(`/v1/files/${id}`)).blob(), "new.docx");
  const begun = (await (await call("/v1/conversions", { method: "POST", body: form })).json()) as { id: string };
  await expect.poll(async () => ((await (await call(`/v1/conversions/${begun.id}`)).json()) as { endConvert?: boolean }).endConvert).toBe(true);
  const { fileUrl } = (await (await call(`/v1/conversions/${begun.id}`)).json()) as { fileUrl: string };
  expect(await (await fetch(fileUrl)).text()).toContain("Written in the console");
});

for (const [label, app] of [["New spreadsheet", "cell"], ["New presentation", "slide"]] as const) {
  test(`what the overview begins opens: ${label}`, async ({ page }) => {
    test.slow();
    await enter(page);
    await page.getByRole("button", { name: new RegExp(`^${label}`) }).click();
    await expect(page).toHaveURL(/#\/open\/\w+$/);
    const editor = page.frameLocator("main iframe").frameLocator("iframe");
    await expect(editor.locator(`html[data-app="${app}"]`)).toHaveCount(1, { timeout: 45_000 });
    await expect(editor.getByRole("banner")).toContainText(label);
  });
}

test("a file that is not there any more is told in words", async ({ page }) => {
  const id = await keepFile("gone.docx", "x");
  expect((await call(`/v1/files/${id}`, { method: "DELETE" })).status).toBe(200);
  await enter(page, `open/${id}`);
  await expect(page.getByRole("alert")).toContainText(id);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});
