var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var fill = Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61));
var stroke = Api.CreateStroke(180000, Api.CreateSolidFill(Api.CreateSchemeColor("accent2")), "dash");
var shape = Api.CreateShape("roundRect", 2160000, 1260000, fill, stroke);
var paragraph = doc.GetElement(0);
say("class", shape);
say("run", paragraph.AddDrawing(shape));
say("again", paragraph.AddDrawing(shape));
say("size", [shape.GetWidth(), shape.GetHeight()]);
say("fill", shape.GetFill().GetType());
say("line", [shape.GetLine().GetWidth(), shape.GetLine().GetDashType(), shape.GetLine().GetFill().GetType()]);
say("geometry", shape.GetGeometry().GetPreset());
var content = shape.GetContent();
say("content", content);
say("elements", content.GetElementsCount());
say("align", content.GetElement(0).GetJc());
content.GetElement(0).AddText("Text in the shape");
var second = Api.CreateParagraph();
second.AddText("Second line");
content.Push(second);
say("elements", shape.GetDocContent().GetElementsCount());
say("text", content.GetText());
say("outer text", paragraph.GetText());
