// A small handbook: sections, headers of their own, footnotes, bookmarks, cross references, captions, a watermark.
const doc = Api.GetDocument();
const add = (text, style) => {
  const p = Api.CreateParagraph();
  p.AddText(text);
  if (style) p.SetStyle(doc.GetStyle(style));
  doc.Push(p);
  return p;
};
doc.GetElement(0).AddText("Handbook");
doc.GetElement(0).SetStyle(doc.GetStyle("Title"));
doc.GetElement(0).SetJc("center");
const first = add("Getting started", "Heading 1");
const body = add("Unpack the machine and check that nothing is missing.");
body.GetRange(0, 6).SetBold(true);
body.GetRange(11, 18).AddBookmark("machine");
body.Select();
const note = doc.AddFootnote();
note.GetElement(0).AddText("Keep the box.");
const parts = Api.CreateTable(2, 3);
["Part", "Count", "Weight"].forEach((text, i) => parts.GetCell(0, i).GetContent().GetElement(0).AddText(text));
["Arm", "2", "1.5 kg"].forEach((text, i) => parts.GetCell(1, i).GetContent().GetElement(0).AddText(text));
doc.Push(parts);
parts.AddCaption("Parts in the box");
const end = add("End of the first chapter.");
const section = doc.CreateSection(end);
section.SetPageMargins(720, 720, 720, 720);
const second = add("Care", "Heading 1");
const care = add("Clean it once a week. Oil it once a month.");
care.GetRange(0, 20).SetItalic(true);
const list = doc.CreateNumbering("bullet");
["soft cloth", "light oil", "no solvents"].forEach((text) => add(text).SetNumbering(list.GetLevel(0)));
const picture = Api.CreateShape("ellipse", 30 * 36000, 30 * 36000, Api.CreateSolidFill(Api.CreateRGBColor(200, 220, 240)), Api.CreateStroke(0, Api.CreateNoFill()));
const holder = add("");
holder.AddDrawing(picture);
holder.AddCaption("Where to oil", "Figure");
const back = add("See ");
back.AddBookmarkCrossRef("text", "machine");
back.AddText(" and ");
back.AddHeadingCrossRef("text", first);
back.AddText(".");
const final = doc.GetFinalSection();
final.GetHeader("default", true).GetElement(0).AddText("Handbook, care");
final.SetTitlePage(true);
final.GetHeader("title", true).GetElement(0).AddText("First page");
doc.InsertWatermark("Draft", true);
doc.SearchAndReplace({ searchString: "once a", replaceString: "every", matchCase: true });
const contents = [
  doc.GetSections().length, section.GetPageMarginLeft(), final.GetPageWidth(), final.GetType(),
  doc.GetAllHeadingParagraphs().map((p) => p.GetText().trim()).join("/"),
  doc.GetAllCaptionParagraphs("Figure").length, doc.GetAllCaptionParagraphs("Table")[0].GetText().trim(),
  doc.GetAllBookmarksNames().join(), doc.GetBookmarkRange("machine").GetText(),
  doc.GetFootnotesFirstParagraphs().map((p) => p.GetText().trim()).join(),
  care.GetText().trim(), back.GetText().trim(), second.GetNext().GetText().trim(), doc.GetAllShapes().length
];
add(contents.join("; "));
