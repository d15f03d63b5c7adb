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
say("class", presentation.GetClassType());
say("counts", [presentation.GetSlidesCount(), presentation.GetSlideCount(), presentation.GetMastersCount()]);
say("size", [presentation.GetWidth(), presentation.GetHeight()]);
say("current", [presentation.GetCurSlideIndex(), presentation.GetCurrentSlide(), presentation.GetCurrentVisibleSlide()]);
say("none", [presentation.GetSlideByIndex(5), presentation.GetSlideByIndex(-1)]);
var second = Api.CreateSlide();
say("detached", [second.GetSlideIndex(), second.GetAllDrawings().length]);
say("add", presentation.AddSlide(second));
var first = Api.CreateSlide();
presentation.AddSlide(first, 0);
var last = Api.CreateSlide();
presentation.AddSlide(last, 99);
say("places", [first.GetSlideIndex(), slide.GetSlideIndex(), second.GetSlideIndex(), last.GetSlideIndex()]);
say("all", presentation.GetAllSlides());
say("remove", [presentation.RemoveSlide(0), presentation.RemoveSlide(77), presentation.GetSlidesCount()]);
say("remove some", [presentation.RemoveSlides(1, 1), presentation.RemoveSlides(-1, 2), presentation.RemoveSlides(50, 1), presentation.GetSlidesCount()]);
say("api", [Api.GetSlideByIndex(0), Api.GetFirstSlide(), Api.GetLastSlide(), Api.GetSlideByIndex(9)]);
say("point", presentation.CreateNewHistoryPoint());

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
