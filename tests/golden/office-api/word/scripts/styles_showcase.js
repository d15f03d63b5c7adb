var oDocument = Api.GetDocument();
var oMyStyle = oDocument.CreateStyle("My document style");
var oTextPr = oMyStyle.GetTextPr();
oTextPr.SetCaps(true);
oTextPr.SetFontFamily("Calibri Light");
oTextPr.SetFontSize(20);
var oParaPr = oMyStyle.GetParaPr();
oParaPr.SetJc("center");
oParaPr.SetSpacingBefore(240);
var oParagraph = oDocument.GetElement(0);
oParagraph.SetStyle(oMyStyle);
oParagraph.AddText("A paragraph of the style");
var names = ["Normal", "Heading 1", "Heading 2", "Title", "Subtitle", "Quote", "Intense Quote", "List Paragraph", "No Spacing", "Caption", "Header", "Footer", "footnote text", "toc 1"];
names.forEach(function (name) {
  var style = oDocument.GetStyle(name);
  var p = Api.CreateParagraph();
  if (style) {
    p.SetStyle(style);
    p.AddText(name + ": " + style.GetName() + ", " + style.GetType() + ", " + style.GetTextPr().GetFontSize() + ", " + style.GetTextPr().GetBold());
  } else {
    p.AddText(name + ": missing");
  }
  oDocument.Push(p);
});
var oNormal = oDocument.GetDefaultStyle("paragraph");
oNormal.GetTextPr().SetFontSize(22);
oNormal.GetParaPr().SetSpacingLine(276, "auto");
oParagraph = Api.CreateParagraph();
oParagraph.AddText("Line spacing " + oNormal.GetParaPr().GetSpacingLineValue() + " " + oNormal.GetParaPr().GetSpacingLineRule() + ", size " + oNormal.GetTextPr().GetFontSize());
oDocument.Push(oParagraph);
