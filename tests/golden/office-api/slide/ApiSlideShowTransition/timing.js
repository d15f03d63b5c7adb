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
var made = Api.CreateSlideShowTransition();
say("new", [made.GetClassType(), made.GetEntryEffect(), made.GetSpeed(), made.GetDuration(), made.GetAdvanceOnClick(), made.GetAdvanceOnTime(), made.GetAdvanceTime()]);
say("effect", [made.SetEntryEffect("effectFade"), made.GetEntryEffect(), made.SetEntryEffect("effectNope"), made.SetEntryEffect()]);
say("speed", [made.SetSpeed("slow"), made.GetSpeed(), made.GetDuration(), made.SetSpeed("zz"), made.SetDuration(1200), made.GetDuration(), made.GetSpeed(), made.SetDuration(-4)]);
say("click", [made.SetAdvanceOnClick(false), made.GetAdvanceOnClick()]);
say("time", [made.SetAdvanceOnTime(true), made.GetAdvanceOnTime(), made.GetAdvanceTime(), made.SetAdvanceTime(3000), made.GetAdvanceTime(), made.SetAdvanceTime(-1)]);
var own = slide.GetSlideShowTransition();
say("slide", [own.GetEntryEffect(), own.GetSpeed(), own.GetDuration(), own.GetAdvanceOnClick(), own.GetAdvanceOnTime(), own.GetAdvanceTime()]);
say("set", [slide.SetSlideShowTransition(made), slide.GetSlideShowTransition().GetEntryEffect(), slide.GetSlideShowTransition().GetDuration(), slide.SetSlideShowTransition(), slide.SetSlideShowTransition(null)]);

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
