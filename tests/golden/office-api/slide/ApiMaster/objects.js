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
var one = shape(), other = shape();
say("add", [master.AddObject(one), one.GetName(), one.GetParent(), one.GetParentMaster(), one.GetParentSlide()]);
master.AddObject(other);
say("drawings", master.GetAllDrawings().map(function (item) { return item.GetName(); }).join("; "));
say("kinds", [master.GetAllShapes().length, master.GetAllImages().length, master.GetAllCharts().length, master.GetAllTables().length, master.GetAllOleObjects().length]);
say("placeholder", master.GetDrawingsByPlaceholderType("footer"));
say("group", master.GroupDrawings([one, other]));
say("remove", [master.RemoveObject(0, 2), master.GetAllDrawings().length]);
say("background", [master.SetBackground(Api.CreateSolidFill(Api.CreateRGBColor(1, 1, 1))), master.ClearBackground()]);
say("theme", master.SetTheme(Api.CreateMaster().GetTheme()));
say("json", typeof master.ToJSON());

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
