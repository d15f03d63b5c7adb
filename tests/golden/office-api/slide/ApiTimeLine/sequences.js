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
slide.AddObject(one);
slide.AddObject(other);
var line = slide.GetTimeLine();
say("class", [line.GetClassType(), line.GetMainSequence(), line.GetInteractiveSequences().length, line.GetAllEffects().length]);
line.GetMainSequence().AddEffect(one, "entranceFade");
var clicked = line.AddInteractiveSequence(one);
say("clicked", [clicked, clicked.GetClassType(), clicked.GetCount(), line.GetInteractiveSequences().length, line.AddInteractiveSequence()]);
clicked.AddEffect(other, "pathCircle");
say("all", line.GetAllEffects().map(function (effect) { return effect.GetEffectType(); }).join("; "));

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
