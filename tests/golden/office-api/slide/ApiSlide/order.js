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
say("class", slide.GetClassType());
var copy = slide.Copy();
say("copy", [copy, copy.GetSlideIndex(), copy.GetAllDrawings().length, presentation.GetSlidesCount()]);
var twin = slide.Duplicate();
say("twin", [twin, twin.GetSlideIndex(), presentation.GetSlidesCount()]);
var front = slide.Duplicate(0);
say("front", [front.GetSlideIndex(), slide.GetSlideIndex(), twin.GetSlideIndex()]);
say("move", [slide.MoveTo(0), slide.GetSlideIndex(), slide.MoveTo(99), slide.MoveTo(-1), slide.GetSlideIndex()]);
say("delete", [twin.Delete(), twin.GetSlideIndex(), twin.Delete(), presentation.GetSlidesCount()]);
say("visible", [slide.GetVisible(), slide.SetVisible(false), slide.GetVisible(), slide.SetVisible(true), slide.GetVisible()]);
say("select", slide.Select());
say("json", typeof slide.ToJSON());

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
