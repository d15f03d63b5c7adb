var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var ole = Api.CreateOleObject("https://example.invalid/x.png", 4680000, 3240000, "https://example.invalid/data", "asc.{38E022EA-AD92-45FC-B22B-49DF39746DB4}");
say("object", ole);
say("data", ole.GetData());
say("program", ole.GetApplicationId());
doc.GetElement(0).AddDrawing(ole);
say("size", [ole.GetWidth(), ole.GetHeight()]);
say("set data", [ole.SetData("abc"), ole.GetData(), ole.SetData(""), ole.SetData(5), ole.GetData()]);
say("set program", [ole.SetApplicationId("asc.{X}"), ole.SetApplicationId(), ole.GetApplicationId()]);
say("copy", ole.Copy());
say("previous", ole.GetPrevDrawing());
