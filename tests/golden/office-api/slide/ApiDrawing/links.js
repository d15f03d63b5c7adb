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
var one = shape();
slide.AddObject(one);
say("none", one.GetHyperlink());
say("set", [one.SetHyperlink(Api.CreateHyperlink("https://example.com/a", "tip")), one.GetHyperlink(), one.GetHyperlink().GetLinkedText(), one.GetHyperlink().GetScreenTipText()]);
say("copy", [one.Copy(), one.Copy().GetWidth()]);
say("unset", [one.SetHyperlink(null), one.GetHyperlink()]);
say("selected", [one.Select(), Api.GetSelection().GetType(), Api.GetSelection().GetShapes(), Api.GetSelection().IsEmpty(), one.Unselect(), Api.GetSelection().GetType()]);
var other = shape(), subtitle = slide.GetAllDrawings()[1];
say("replace", [subtitle.ReplacePlaceholder(other), one.ReplacePlaceholder(shape()), slide.GetAllDrawings()[1].GetPlaceholder().GetType(), slide.GetAllDrawings().length]);
say("delete", [one.Delete(), one.Delete(), slide.GetAllDrawings().length]);
var read = Api.FromJSON(other.ToJSON());
say("json", [read, slide.AddObject(read), slide.GetAllDrawings().length]);

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
