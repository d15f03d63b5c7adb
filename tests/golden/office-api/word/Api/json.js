// Fills, lines, colours, drawings and controls go to JSON and back.
let doc = Api.GetDocument();
let fill = Api.CreateSolidFill(Api.CreateRGBColor(255, 0, 0));
let stroke = Api.CreateStroke(12700, fill);
let shape = Api.CreateShape("rect", 360000, 360000, fill, stroke);
doc.GetElement(0).AddDrawing(shape);
let lines = [fill, stroke, Api.CreateGradientStop(Api.CreateRGBColor(1, 2, 3), 5000), Api.RGB(1, 2, 3), shape].map(function (object) {
  return Api.FromJSON(object.ToJSON()).GetClassType();
});
let control = Api.CreateInlineLvlSdt();
control.AddText("inline");
let block = Api.CreateBlockLvlSdt();
block.AddText("block");
lines.push(Api.FromJSON(control.ToJSON(true, true)).GetClassType(), Api.FromJSON(block.ToJSON(true, true)).GetClassType());
lines.push(Api.GetFullName(), Api.attachEvent("onWorksheetChange", function () {}), Api.detachEvent("onWorksheetChange"));
let said = Api.CreateParagraph();
said.AddText(lines.join("|"));
doc.Push(said);
