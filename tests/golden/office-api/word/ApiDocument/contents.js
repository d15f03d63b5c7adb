// Tables of contents and of figures.
let doc = Api.GetDocument();
doc.GetElement(0).AddText("Before");
for (let i = 1; i < 4; i++) {
  let heading = Api.CreateParagraph();
  heading.AddText("Chapter " + i);
  heading.SetStyle(doc.GetStyle("Heading " + i));
  doc.Push(heading);
  let body = Api.CreateParagraph();
  body.AddText("Text " + i);
  doc.Push(body);
}
doc.GetElement(2).AddCaption("a picture", "Figure");
doc.GetElement(5).AddCaption("another", "Figure");
doc.AddTableOfFigures({ "BuildFrom": "Figure", "LabelNumber": true, "ShowPageNums": false });
doc.MoveCursorToStart();
doc.AddTableOfContents({ "ShowPageNums": true, "RightAlgn": true, "LeaderType": "dot", "FormatAsLinks": true, "BuildFrom": { "OutlineLvls": 9 }, "TocStyle": "standard" });
let said = Api.CreateParagraph();
said.AddText(doc.GetAllCaptionParagraphs("Figure").length + " " + doc.GetAllCaptionParagraphs("Table").length);
doc.Push(said);
