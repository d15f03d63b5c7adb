// The document as Markdown and HTML.
let doc = Api.GetDocument();
let first = doc.GetElement(0);
first.AddText("Plain & <tag> ");
[["bold", "SetBold"], ["ital", "SetItalic"], ["strike", "SetStrikeout"], ["under", "SetUnderline"]].forEach(function (pair) {
  let run = Api.CreateRun();
  run.AddText(pair[0]);
  run[pair[1]](true);
  first.AddElement(run);
});
first.AddLineBreak();
first.AddText("next\tline");
for (let i = 1; i < 4; i++) {
  let heading = Api.CreateParagraph();
  heading.AddText("Head " + i);
  heading.SetStyle(doc.GetStyle("Heading " + i));
  doc.Push(heading);
}
let bullets = doc.CreateNumbering("bullet");
let numbers = doc.CreateNumbering("numbered");
[[bullets, 0], [bullets, 1], [numbers, 0], [numbers, 0]].forEach(function (pair, index) {
  let item = Api.CreateParagraph();
  item.AddText("item " + index);
  item.SetNumbering(pair[0].GetLevel(pair[1]));
  doc.Push(item);
});
let table = Api.CreateTable(2, 2);
table.GetCell(0, 0).GetContent().GetElement(0).AddText("A1");
doc.Push(table);
let link = Api.CreateParagraph();
link.AddElement(Api.CreateHyperlink("http://example.org", "link", "tip"));
doc.Push(link);
let texts = [doc.ToMarkdown(), doc.ToMarkdown(true, false, true), doc.ToHtml(), doc.ToHtml(false, false, true, true), Api.ConvertDocument("markdown"), first.ToHtml(), first.GetRange(0, 8).ToHtml()];
texts.forEach(function (text) {
  let said = Api.CreateParagraph();
  said.AddText(text);
  doc.Push(said);
});
