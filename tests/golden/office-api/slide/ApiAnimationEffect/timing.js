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
var sequence = slide.GetTimeLine().GetMainSequence();
var effect = sequence.AddEffect(one, "entranceFade");
sequence.AddEffect(other, "exitFlyOut", "withprevious");
say("class", [effect.GetClassType(), effect.GetShape(), effect.GetShape().GetName()]);
say("delay", [effect.SetDelay(500), effect.GetDelay(), effect.SetDelay(-1), effect.SetDelay("a")]);
say("duration", [effect.SetDuration(1234), effect.GetDuration(), effect.SetDuration(0), effect.GetDuration()]);
say("repeat", [effect.SetRepeatCount(3), effect.GetRepeatCount(), effect.SetRepeatCount(0)]);
say("trigger", [effect.SetTriggerType("withprevious"), effect.GetTriggerType(), effect.SetTriggerType("zz")]);
say("move", [effect.MoveTo(1), sequence.GetEffect(1).GetEffectType(), effect.MoveTo(99), effect.MoveTo(-1), effect.MoveTo()]);
say("delete", [effect.Delete(), sequence.GetCount(), effect.Delete()]);

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
