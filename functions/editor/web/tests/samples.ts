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

/** A small spreadsheet: titles, money, dates, formulas, a merged title, and a second sheet that asks the first. */
export function budget(): Promise<Buffer> {
  return build(`builder.CreateFile("xlsx");
var sheet = Api.GetActiveSheet();
sheet.SetName("Budget");
var rows = [["Item", "Month", "Price", "Count", "Total"], ["Rent", 45292, 1200, 1], ["Chairs", 45323, 89.5, 6], ["Lamps", 45352, 34.25, 8], ["Paper", 45383, 4.99, 40]];
sheet.GetRange("A1").SetValue("Budget of the year");
sheet.GetRange("A1:E1").Merge(false);
sheet.GetRange("A1").SetBold(true);
sheet.GetRange("A1").SetFontSize(16);
for (var r = 0; r < rows.length; r++) {
  for (var c = 0; c < rows[r].length; c++) sheet.GetRangeByNumber(r + 1, c).SetValue(rows[r][c]);
  if (r > 0) sheet.GetRangeByNumber(r + 1, 4).SetValue("=C" + (r + 2) + "*D" + (r + 2));
}
sheet.GetRange("A2:E2").SetBold(true);
sheet.GetRange("A2:E2").SetFillColor(Api.CreateColorFromRGB(220, 240, 228));
sheet.GetRange("B3:B6").SetNumberFormat("yyyy/m/d");
sheet.GetRange("C3:C6").SetNumberFormat("#,##0.00");
sheet.GetRange("E3:E7").SetNumberFormat("#,##0.00");
sheet.GetRange("D7").SetValue("Sum");
sheet.GetRange("E7").SetValue("=SUM(E3:E6)");
sheet.GetRange("A9").SetValue("A long note that reaches over the cells beside it, as they are empty");
sheet.SetColumnWidth(0, 18);
sheet.SetColumnWidth(2, 12);
Api.AddSheet("Report");
var report = Api.GetActiveSheet();
report.GetRange("A1").SetValue("=Budget!E7");
report.GetRange("A2").SetValue("=ROUND(A1/12,2)");
Api.GetSheet("Budget").SetActive();
builder.SaveFile("xlsx", "budget.xlsx");
builder.CloseFile();`);
}
