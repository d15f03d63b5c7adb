import { service } from "./storage";
import { sign } from "./token";

/** Runs a script of the document builder and answers the bytes of the one file that it saves. */
export async function build(script: string, secret?: string): Promise<Buffer> {
  const headers: Record<string, string> = secret ? { authorization: `Bearer ${sign({}, secret)}` } : {};
  const answer = await fetch(`${service}/docbuilder`, { method: "POST", headers, body: script });
  const { urls, error } = (await answer.json()) as { urls?: Record<string, string>; error?: unknown };
  const url = Object.values(urls ?? {})[0];
  if (url === undefined) throw new Error(`the document builder made no file: ${JSON.stringify(error)}`);
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

/** A presentation with a line of text on each slide. */
export function deck(slides: string[]): Promise<Buffer> {
  return build(`builder.CreateFile("pptx");
var deck = Api.GetPresentation();
var lines = ${JSON.stringify(slides)};
for (var i = 0; i < lines.length; i++) {
  var slide = i === 0 ? deck.GetSlideByIndex(0) : Api.CreateSlide();
  if (i > 0) deck.AddSlide(slide);
  slide.RemoveAllObjects();
  var shape = Api.CreateShape("rect", 280 * 36000, 50 * 36000, Api.CreateSolidFill(Api.CreateRGBColor(40 + i * 25, 96, 200)), Api.CreateStroke(0, Api.CreateNoFill()));
  shape.SetPosition(20 * 36000, 30 * 36000);
  shape.GetDocContent().GetElement(0).AddText(lines[i]);
  slide.AddObject(shape);
}
builder.SaveFile("pptx", "deck.pptx");
builder.CloseFile();`);
}

/** A PDF with a heading on each of its pages. */
export function pages(headings: string[]): Promise<Buffer> {
  return build(`builder.CreateFile("docx");
var text = Api.GetDocument();
var lines = ${JSON.stringify(headings)};
for (var i = 0; i < lines.length; i++) {
  var paragraph = i === 0 ? text.GetElement(0) : Api.CreateParagraph();
  if (i > 0) { paragraph.SetPageBreakBefore(true); text.Push(paragraph); }
  paragraph.AddText(lines[i]);
}
builder.SaveFile("pdf", "pages.pdf");
builder.CloseFile();`);
}
