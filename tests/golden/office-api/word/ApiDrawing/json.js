var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var shape = Api.CreateShape("star5", 360000, 720000, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)), Api.CreateStroke(5000, Api.CreateNoFill()));
shape.SetName("Star");
shape.GetContent().GetElement(0).AddText("inside");
var read = Api.FromJSON(shape.ToJSON());
say("class", read);
say("size", [read.GetWidth(), read.GetHeight(), read.GetName()]);
doc.GetElement(0).AddDrawing(read);
say("listed", doc.GetAllDrawingObjects().map(function (item) { return item.GetClassType(); }));
say("picture", Api.FromJSON(Api.CreateImage("https://example.invalid/x.png", 36000, 36000).ToJSON()));
say("group", Api.FromJSON(Api.CreateGroup([Api.CreateShape(), Api.CreateShape()]).ToJSON()));
