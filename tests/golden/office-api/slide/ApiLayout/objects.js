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
var layout = master.GetLayout(0), one = shape();
say("add", [layout.AddObject(one), one.GetName(), one.GetParent(), one.GetParentLayout(), one.GetParentSlide(), one.GetParentMaster()]);
say("drawings", layout.GetAllDrawings().map(function (item) { return item.GetName(); }).join("; "));
say("kinds", [layout.GetAllShapes().length, layout.GetAllImages().length, layout.GetAllCharts().length, layout.GetAllTables().length, layout.GetAllOleObjects().length]);
say("placeholder", layout.GetDrawingsByPlaceholderType("date"));
var other = shape();
layout.AddObject(other);
say("group", layout.GroupDrawings([one, other]));
say("remove", [layout.RemoveObject(0), layout.RemoveObject(55), layout.GetAllDrawings().length]);
say("background", [layout.SetBackground(Api.CreateSolidFill(Api.CreateRGBColor(1, 1, 1))), layout.ClearBackground(), layout.FollowMasterBackground()]);
var read = Api.FromJSON(layout.ToJSON());
say("json", [read, read.GetName(), read.GetMaster()]);

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
