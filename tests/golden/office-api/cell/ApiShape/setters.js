var sheet = Api.GetActiveSheet();
var row = 1;
function say(label, value) {
    sheet.GetRange("A" + row).SetValue(label);
    sheet.GetRange("B" + row).SetValue(value && value.GetClassType ? value.GetClassType() : JSON.stringify(value) + " ");
    row = row + 1;
}
var fill = Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61));
var stroke = Api.CreateStroke(180000, Api.CreateSolidFill(Api.CreateSchemeColor("accent2")), "dash");
var shape = sheet.AddShape("roundRect", 2160000, 1260000, fill, stroke, 3, 72000, 0, 108000);
say("shape", shape);
say("size", [shape.GetWidth(), shape.GetHeight()]);
say("style", [shape.GetFill().GetType(), shape.GetLine().GetWidth(), shape.GetLine().GetDashType(), shape.GetGeometry().GetPreset()]);
say("set fill", [shape.SetFill(Api.CreateNoFill()), shape.SetFill(), shape.GetFill().GetType()]);
say("set line", [shape.SetLine(Api.CreateStroke(25400, fill)), shape.SetLine(), shape.GetLine().GetWidth()]);
say("geometry", [shape.SetGeometry(Api.CreatePresetGeometry("heart")), shape.SetGeometry(), shape.GetGeometry().GetPreset()]);
say("align", ["top", "center", "bottom", "bad"].map(function (align) { return shape.SetVerticalTextAlign(align); }));
say("paddings", [shape.SetPaddings(36000, 36000, 72000, 72000), shape.SetPaddings()]);
say("content", shape.GetContent());
say("older content", shape.GetDocContent());
say("copy", shape.Copy());
