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
for (var index = 0; index < 5; index++) {
    presentation.AddSlide(Api.CreateSlide());
}
var one = presentation.GetSlideByIndex(1);
say("move", [one.MoveTo(), one.GetSlideIndex(), one.MoveTo("1"), one.GetSlideIndex(), one.MoveTo(1.5), one.GetSlideIndex()]);
var a = Api.CreateSlide(), b = Api.CreateSlide(), c = Api.CreateSlide();
presentation.AddSlide(a, "1");
presentation.AddSlide(b, 1.5);
presentation.AddSlide(c, null);
say("add", [a.GetSlideIndex(), b.GetSlideIndex(), c.GetSlideIndex(), presentation.GetSlidesCount()]);
say("remove", [presentation.RemoveSlides(4), presentation.GetSlidesCount(), presentation.RemoveSlides(0, 0), presentation.GetSlidesCount()]);
say("read", Api.FromJSON(presentation.SlidesToJSON()));
say("object", (function () { var made = Api.CreateOleObject("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", 360000, 360000, "data", "asc.{x}"); slide.AddObject(made); return [made, made.GetName(), made.GetData(), made.GetApplicationId()]; })());

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
