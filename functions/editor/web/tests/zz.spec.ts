import { test } from "@playwright/test";
import { editorFrame, event, noting } from "./frame";
import { budget } from "./samples";
import { Storage } from "./storage";

test("look", async ({ page }) => {
  const storage = await Storage.start({ script: noting(["onDocumentReady", "onError"]) });
  storage.put("budget.xlsx", await budget());
  page.on("console", (m) => console.log("console", m.type(), m.text()));
  page.on("pageerror", (e) => console.log("pageerror", e.stack));
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(storage.page("budget.xlsx", { lang: process.env.LANGX ?? "en" }));
  const frame = await editorFrame(page);
  await frame.locator(".cg").waitFor({ timeout: 50000 });
  await page.screenshot({ path: "test-results/cell1.png" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("2000");
  await page.keyboard.press("Enter");
  await page.screenshot({ path: "test-results/cell2.png" });
  await storage.stop();
});
