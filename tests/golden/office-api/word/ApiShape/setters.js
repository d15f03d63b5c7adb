var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var shape = Api.CreateShape();
var other = Api.CreateShape("star5", 720000, 720000);
var run = Api.CreateRun();
say("run", run.AddDrawing(shape));
doc.GetElement(0).AddElement(run);
doc.GetElement(0).AddDrawing(other);
say("size", [shape.GetWidth(), shape.GetHeight()]);
say("style", [shape.GetFill().GetType(), shape.GetLine().GetWidth(), shape.GetLine().GetDashType(), shape.GetGeometry().GetPreset()]);
say("set fill", [shape.SetFill(Api.CreateNoFill()), shape.SetFill(), shape.GetFill().GetType()]);
say("set line", [shape.SetLine(Api.CreateStroke(25400, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)))), shape.SetLine(), shape.GetLine().GetWidth()]);
say("geometry", [shape.SetGeometry(Api.CreatePresetGeometry("heart")), shape.SetGeometry(), shape.GetGeometry().GetPreset()]);
say("align", ["top", "center", "bottom", "bad"].map(function (align) { return shape.SetVerticalTextAlign(align); }));
say("paddings", shape.SetPaddings(36000, 36000, 72000, 72000));
say("next", shape.GetNextShape());
say("previous", shape.GetPrevShape());
say("previous of other", other.GetPrevShape());
say("copy", shape.Copy());
say("copy has a parent", shape.Copy().GetParentParagraph());
