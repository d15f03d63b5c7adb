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
say("class", [master.GetClassType(), master.GetLayoutsCount(), master.GetTheme()]);
say("layouts", master.GetAllLayouts());
say("one", [master.GetLayout(0).GetName(), master.GetLayout(11), master.GetLayout(-1)]);
say("by type", ["title", "obj", "blank", "vertTx", "nothing", undefined].map(function (type) { return master.GetLayoutByType(type).GetName(); }).join("; "));
var made = Api.CreateLayout();
say("add", [master.AddLayout(0, made), master.GetLayoutsCount(), made.GetMaster(), master.AddLayout(99, Api.CreateLayout()), master.AddLayout(), master.GetLayoutsCount()]);
say("remove", [master.RemoveLayout(0), master.RemoveLayout(50), master.GetLayoutsCount(), master.RemoveLayout(3, 2), master.GetLayoutsCount()]);
var copy = master.Copy(), twin = master.Duplicate();
say("copy", [copy, copy.GetLayoutsCount(), copy.GetTheme(), twin, twin.GetLayoutsCount(), presentation.GetMastersCount()]);
say("front", [master.Duplicate(0), presentation.GetMastersCount()]);
say("delete", [twin.Delete(), presentation.GetMastersCount(), twin.Delete()]);

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
