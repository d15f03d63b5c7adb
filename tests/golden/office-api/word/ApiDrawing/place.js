var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var shape = Api.CreateShape("rect", 720000, 360000, Api.CreateNoFill(), Api.CreateStroke(9525, Api.CreateSolidFill(Api.CreateRGBColor(0, 0, 0))));
doc.GetElement(0).AddDrawing(shape);
["inline", "square", "tight", "through", "topAndBottom", "behind", "bad", "inFront"].forEach(function (style) {
    say(style, shape.SetWrappingStyle(style));
});
say("distances", shape.SetDistances(36000, 72000, 108000, 144000));
say("align", [shape.SetHorAlign("page", "center"), shape.SetHorAlign("bad", "center"), shape.SetVerAlign("page", "bottom"), shape.SetVerAlign("page", "bad")]);
say("position", [shape.SetHorPosition("page", 36000), shape.SetHorPosition("page", 10, true), shape.SetVerPosition("margin", 36000), shape.SetVerPosition("page", 20, true)]);
say("relative", [shape.SetRelativeWidth("page", 50), shape.SetRelativeHeight("margin", 25), shape.SetRelativeHeight("bad", 25)]);
say("parents", [shape.GetParentParagraph() === null, shape.GetParentTable(), shape.GetParentTableCell()]);
say("neighbours", [shape.GetNextDrawing(), shape.GetPrevDrawing()]);
var table = Api.CreateTable(1, 1);
doc.Push(table);
var other = Api.CreateShape();
table.GetCell(0, 0).GetContent().GetElement(0).AddDrawing(other);
say("in a table", [other.GetParentTable().GetClassType(), other.GetParentTableCell().GetClassType(), other.GetPrevDrawing().GetClassType()]);
say("properties", [other.SetDrawingPrFromDrawing(shape), other.SetDrawingPrFromDrawing()]);
