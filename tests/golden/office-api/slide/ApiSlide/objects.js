var presentation = Api.GetPresentation();
var slide = presentation.GetSlideByIndex(0);
var master = presentation.GetMaster(0);
var lines = [];
function shape(kind) {
    return Api.CreateShape(kind || "rect", 100 * 36000, 50 * 36000, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)), Api.CreateStroke(0, Api.CreateNoFill()));
}
function say(what, value) {
    lines.push(what + ": " + (value && value.GetClassType ? "<" + value.GetClassType() + ">" : Array.isArray(value) ? value.map(function (one) { return one && one.GetClassType ? "<" + one.GetClassType() + ">" : String(one); }).join(", ") : String(value)));
}
var one = shape(), other = shape("ellipse");
say("add", [slide.AddObject(one), slide.AddObject(one), slide.AddObject(other), slide.GetAllDrawings().length]);
say("names", [one.GetName(), other.GetName()]);
say("kinds", [slide.GetAllShapes().length, slide.GetAllImages().length, slide.GetAllCharts().length, slide.GetAllTables().length, slide.GetAllOleObjects().length]);
say("placeholders", [slide.GetDrawingsByPlaceholderType("ctrTitle"), slide.GetDrawingsByPlaceholderType("subTitle"), slide.GetDrawingsByPlaceholderType("body")]);
var group = slide.GroupDrawings([one, other]);
say("group", [group, group.GetName(), slide.GetAllDrawings().length, slide.GroupDrawings([]), slide.GroupDrawings([one])]);
say("remove", [slide.RemoveObject(0), slide.RemoveObject(9), slide.GetAllDrawings().length]);
say("remove all", [slide.RemoveAllObjects(), slide.GetAllDrawings().length]);

var paper = Api.CreateShape("rect", 9000000, 6000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
var content = paper.GetContent();
lines.forEach(function (line, index) {
    if (index === 0) {
        content.GetElement(0).AddText(line);
        return;
    }
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(line);
    content.Push(paragraph);
});
(presentation.GetSlideByIndex(0) || slide).AddObject(paper);
