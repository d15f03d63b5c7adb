import { expect, test } from "@playwright/test";

import { paragraphs, unzipped } from "./docx";
import { build } from "./samples";
import { Storage } from "./storage";

/** What of a package no edit of its text may change. */
const PARTS = ["word/styles.xml", "word/header1.xml", "word/footnotes.xml"];

const script = `builder.CreateFile("docx");
var doc = Api.GetDocument();
var style = doc.CreateStyle("House", "paragraph");
style.GetTextPr().SetColor(200, 30, 30, false);
doc.GetFinalSection().GetHeader("default", true).GetElement(0).AddText("The header stays");
var noted = doc.GetElement(0);
noted.SetStyle(style);
noted.AddText("A sentence with a note");
doc.MoveCursorToEnd && doc.MoveCursorToEnd();
doc.AddFootnote && doc.AddFootnote();
var picture = Api.CreateParagraph();
picture.AddDrawing(Api.CreateImage("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8Dwn4EBAA36Af+Nuk2WAAAAAElFTkSuQmCC", 36000 * 20, 36000 * 10));
doc.Push(picture);
builder.SaveFile("docx", "rich.docx");
builder.CloseFile();`;

test("headers, footnotes, pictures and styles are after an edit what they were before", async ({ page }) => {
  const storage = await Storage.start();
  try {
    const before = await build(script, process.env.SPINDLE_SECRET);
    storage.put("rich.docx", before);
    await page.goto(storage.page("rich.docx"));
    const frame = page.frameLocator('iframe[name="frameEditor"]');
    await frame.locator("html[data-word=ready]").waitFor();
    await frame.locator(".ql-editor").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("Edited. ", { delay: 15 });
    await frame.locator('.ui-header[data-status="saved"]').waitFor({ timeout: 30_000 });
    await page.goto("about:blank");
    const { bytes } = await storage.callback("rich.docx", 2, { timeout: 60_000 });
    const after = bytes!;
    expect(paragraphs(after)[0]).toBe("Edited. A sentence with a note");
    for (const part of PARTS) expect(unzipped(after, part), part).toBe(unzipped(before, part));
    const [was, is] = [before, after].map((file) => unzipped(file, "word/document.xml")) as [string, string];
    for (const mark of [/<w:footnoteReference [^>]*>/, /<w:drawing>.*?<\/w:drawing>/s, /<w:headerReference [^>]*>/, /<w:pStyle w:val="House"[^>]*>/]) {
      const found = mark.exec(was)?.[0];
      expect(found, String(mark)).toBeDefined();
      expect(is, String(mark)).toContain(found!);
    }
  } finally {
    await storage.stop();
  }
});
