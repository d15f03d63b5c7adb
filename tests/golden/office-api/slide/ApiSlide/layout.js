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
say("layout", [slide.GetLayout(), slide.GetLayout().GetName(), slide.GetTheme()]);
say("apply", [slide.ApplyLayout(master.GetLayout(1)), slide.GetLayout().GetName(), slide.ApplyLayout(null)]);
say("drawings", slide.GetAllDrawings().map(function (one) { return one.GetName(); }).join(", "));
slide.GetAllDrawings()[0].GetContent().GetElement(0).AddText("A title");
slide.ApplyLayout(master.GetLayout(4));
say("more", slide.GetAllDrawings().map(function (one) { return one.GetName(); }).join(", "));
say("theme", [slide.ApplyTheme(master.GetTheme()), slide.ApplyTheme()]);
say("background", [slide.SetBackground(Api.CreateSolidFill(Api.CreateRGBColor(9, 9, 9))), slide.SetBackground(), slide.FollowLayoutBackground(), slide.FollowMasterBackground(), slide.ClearBackground(), slide.ClearBackground()]);

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
