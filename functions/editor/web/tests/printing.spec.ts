import { expect, test } from "@playwright/test";

import { editorFrame, event, noting } from "./frame";
import { Storage } from "./storage";

let storage: Storage;
test.beforeAll(async () => {
  storage = await Storage.start({ script: noting(["onDocumentReady"]) });
});
test.afterAll(() => storage.stop());

for (const [name, text] of [["print.docx", "To be printed\n"], ["print.xlsx", "to,be,printed\n"]] as const) {
  test(`Ctrl+P prints the pages of ${name}, not the page of the browser`, async ({ page }) => {
    // The frame that is printed is made of the service's PDF; a headless browser puts nothing on paper, so what it would is looked at.
    await page.addInitScript(() => {
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob: Blob) => {
        void blob.slice(0, 5).text().then((start) => ((window as unknown as { made: string }).made = `${blob.type} ${start}`));
        return createObjectURL(blob);
      };
    });
    await storage.make(name, text);
    await page.goto(storage.page(name, {}));
    await event(page, "onDocumentReady");
    const frame = await editorFrame(page);
    await frame.locator(name.endsWith("docx") ? ".ql-editor" : ".cg-input").focus();
    const prepared = page.waitForResponse((response) => /\/download$/.test(new URL(response.url()).pathname) && response.status() === 200);
    await page.keyboard.press("Control+p");
    expect((await prepared).request().postDataJSON()).toMatchObject({ fileType: "pdf" });
    await expect.poll(() => frame.evaluate(() => (window as unknown as { made?: string }).made), { timeout: 20_000 }).toBe("application/pdf %PDF-");
    await expect(frame.locator('iframe[src^="blob:"]')).toBeAttached();
  });
}
