var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var image = Api.CreateImage("https://example.invalid/x.png", 2160000, 1260000);
var dot = Api.CreateImage("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", 360000, 360000);
doc.GetElement(0).AddDrawing(image);
doc.GetElement(0).AddDrawing(dot);
say("image", image);
say("size", [image.GetWidth(), image.GetHeight()]);
say("flips", [image.GetFlipH(), image.GetFlipV(), image.GetRotation()]);
say("locks", [image.GetLockValue("noChangeAspect"), image.GetLockValue("noMove")]);
say("next", image.GetNextImage());
say("previous", image.GetPrevImage());
say("previous of the second", dot.GetPrevImage());
say("copy", image.Copy());
say("outline", image.SetOutLine(Api.CreateStroke(9525, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)))));
say("no arguments", Api.CreateImage());
