builder.CreateFile("docx");
var oDocument = Api.GetDocument();
var oStyle = oDocument.GetDefaultTextPr();
oStyle.SetFontFamily("Calibri Light");
oStyle.SetFontSize(24);
oStyle.SetLanguage("en-GB");
oDocument.GetDefaultParaPr().SetSpacingAfter(100);
var oSection = oDocument.GetFinalSection();
oSection.SetEqualColumns(2, 720);
var oParagraph = oDocument.GetElement(0);
oParagraph.AddText("John Smith").SetSmallCaps(true);
oParagraph.SetBottomBorder("single", 24, 4, 91, 155, 213);
oParagraph.SetShd("clear", 242, 242, 242);
function block(title, entries) {
  var p = Api.CreateParagraph();
  p.SetStyle(oDocument.GetStyle("Heading 2"));
  p.SetKeepNext(true);
  p.AddText(title);
  oDocument.Push(p);
  for (var i = 0; i < entries.length; i++) {
    p = Api.CreateParagraph();
    p.SetTabs([1440, 4320], ["left", "right"]);
    p.AddText(entries[i][0]);
    p.AddTabStop();
    var run = Api.CreateRun();
    run.AddText(entries[i][1]);
    run.SetItalic(true);
    run.SetColor(89, 89, 89, false);
    p.AddElement(run);
    oDocument.Push(p);
  }
}
block("Work", [["2019-2024", "Engineer, Contoso"], ["2015-2019", "Developer, Fabrikam"]]);
block("Education", [["2010-2015", "University of Tartu"]]);
oParagraph = Api.CreateParagraph();
oParagraph.AddColumnBreak();
oParagraph.AddText("Languages");
oDocument.Push(oParagraph);
var oHyper = Api.CreateParagraph();
oHyper.AddText("Site: ");
var link = Api.CreateHyperlink ? Api.CreateHyperlink("https://example.com", "example.com", "my site") : null;
if (link) oHyper.AddElement(link);
oDocument.Push(oHyper);
var oLast = Api.CreateParagraph();
oLast.AddText([oParagraph.GetClassType(), oHyper.GetElementsCount(), oDocument.GetSections().length, oDocument.GetElement(1).GetStyle().GetName()].join("; "));
oDocument.Push(oLast);
oDocument.Push(Api.CreateParagraph());
builder.SaveFile("docx", "cv.docx");
builder.CloseFile();
