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
var layout = master.GetLayout(0);
say("class", [layout.GetClassType(), layout.GetName(), layout.GetLayoutType(), layout.GetMaster()]);
say("types", master.GetAllLayouts().map(function (one) { return one.GetLayoutType() + " " + one.GetName(); }).join("; "));
say("name", [layout.SetName("Q"), layout.GetName(), layout.SetName(), layout.SetName(5), layout.GetName()]);
say("move", [layout.MoveTo(2), layout.MoveTo(99), layout.MoveTo(-1), layout.MoveTo()]);
say("copy", [layout.Copy(), layout.Copy().GetMaster()]);
say("twin", [layout.Duplicate(), master.GetLayoutsCount(), layout.Duplicate(1)]);
say("names", master.GetAllLayouts().map(function (one) { return one.GetName(); }).join("; "));
say("delete", [master.GetLayout(4).Delete(), master.GetLayoutsCount(), slide.GetLayout().Delete(), slide.GetLayout().GetName(), master.GetLayoutsCount()]);
var made = Api.CreateLayout(master);
say("made", [made.GetName(), made.GetLayoutType(), made.GetMaster(), made.GetAllDrawings().length, master.GetLayoutsCount()]);
say("loose", [Api.CreateLayout().GetMaster()]);

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
