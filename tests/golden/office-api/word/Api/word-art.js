var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var art = Api.CreateWordArt();
say("art", art);
say("size", [art.GetWidth(), art.GetHeight()]);
say("text", art.GetContent().GetText());
var textPr = Api.CreateTextPr();
textPr.SetFontSize(30);
textPr.SetBold(true);
var second = Api.CreateWordArt(textPr, "Some text", "textArchDown", Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)), Api.CreateStroke(9525, Api.CreateNoFill()), 0, 3600000, 1800000);
doc.GetElement(0).AddDrawing(art);
doc.GetElement(0).AddDrawing(second);
say("size", [second.GetWidth(), second.GetHeight()]);
say("listed", doc.GetAllShapes().map(function (item) { return item.GetClassType(); }));
