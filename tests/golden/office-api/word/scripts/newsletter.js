let doc = Api.GetDocument();
let section = doc.GetFinalSection();
section.SetPageSize(11906, 16838);
section.SetEqualColumns(2, 500);
section.SetTitlePage(true);
let title = doc.GetElement(0);
title.AddText("The Weekly");
title.SetJc("center");
title.SetFontSize(56);
title.SetFontFamily("Georgia");
title.SetBottomBorder("single", 12, 6, 0, 0, 0);
let articles = [["Harvest is early", "Farmers report that the harvest came two weeks early this year. Prices fell."], ["New bridge", "The bridge over the Daugava opens on Monday."]];
articles.forEach(([head, body], i) => {
  let h = Api.CreateParagraph();
  h.AddText(head);
  h.SetStyle(doc.GetStyle("Heading 3"));
  doc.Push(h);
  body.split(". ").forEach(sentence => {
    let p = Api.CreateParagraph();
    p.AddText(sentence.replace(/\.?$/, "."));
    p.SetJc("both");
    p.SetIndFirstLine(360);
    p.SetWidowControl(true);
    doc.Push(p);
  });
  if (i === 0) {
    let brk = Api.CreateParagraph();
    brk.AddColumnBreak();
    doc.Push(brk);
  }
});
let header = section.GetHeader("default", true);
header.GetElement(0).AddText("The Weekly, page ");
header.GetElement(0).AddPageNumber();
section.GetHeader("title", true).GetElement(0).AddText("First issue");
let box = Api.CreateShape("rect", 60 * 36000, 30 * 36000, Api.CreateSolidFill(Api.CreateRGBColor(240, 240, 220)), Api.CreateStroke(6350, Api.CreateSolidFill(Api.CreateRGBColor(0, 0, 0))));
box.SetWrappingStyle("square");
box.SetHorPosition("rightMargin", 0);
box.SetVerPosition("page", 100 * 36000);
box.GetContent().GetElement(0).AddText("Advertisement");
title.AddDrawing(box);
let p = Api.CreateParagraph();
p.AddText([section.GetColumnsCount ? section.GetColumnsCount() : "", section.GetPageWidth(), doc.GetElementsCount(), doc.GetAllShapes()[0].GetContent().GetElement(0).GetText(), doc.GetAllDrawingObjects().length].join("|"));
doc.Push(p);
let mark = doc.InsertWatermark ? (doc.InsertWatermark("DRAFT", true), "watermark") : "none";
doc.GetElement(1).AddText(" (" + mark + ")");
