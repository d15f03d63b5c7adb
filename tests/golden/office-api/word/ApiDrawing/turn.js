var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var shape = Api.CreateShape("rect", 720000, 360000);
doc.GetElement(0).AddDrawing(shape);
say("size", [shape.SetSize(1440000, 720000), shape.GetWidth(), shape.GetHeight()]);
say("scale", [shape.ScaleWidth(2), shape.ScaleHeight(0.5), shape.ScaleHeight("a"), shape.GetWidth(), shape.GetHeight()]);
say("name", [shape.SetName("Box"), shape.GetName(), shape.SetName("")]);
[45, -30, 400, 12.345].forEach(function (angle) {
    say("rotation", [shape.SetRotation(angle), shape.GetRotation()]);
});
say("flips", [shape.GetFlipH(), shape.SetFlipH(true), shape.GetFlipH(), shape.SetFlipV(1), shape.GetFlipV()]);
say("older flips", [shape.SetHorFlip(false), shape.GetFlipH(), shape.SetVertFlip(true), shape.GetFlipV()]);
say("locks", [shape.GetLockValue("noSelect"), shape.SetLockValue("noSelect", true), shape.GetLockValue("noSelect"), shape.SetLockValue("bad", true), shape.GetLockValue("bad")]);
say("fill", [shape.Fill(Api.CreateNoFill()), shape.Fill(), shape.SetOutLine(Api.CreateStroke(9525, Api.CreateNoFill())), shape.SetOutLine()]);
say("select", [shape.Select(), shape.Unselect()]);
say("delete", [shape.Delete(), doc.GetAllDrawingObjects().length]);
