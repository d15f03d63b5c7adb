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
var notes = slide.GetNotesPage();
say("class", notes.GetClassType());
say("body", [notes.GetBodyShape(), JSON.stringify(notes.GetBodyShapeText())]);
say("add", [notes.AddBodyShapeText("hello"), JSON.stringify(notes.GetBodyShapeText())]);
say("add to slide", [slide.AddNotesText(" and more"), JSON.stringify(notes.GetBodyShapeText())]);
say("break", [notes.AddBodyShapeText("a\nb"), JSON.stringify(notes.GetBodyShapeText())]);
say("nothing", [slide.AddNotesText(), slide.AddNotesText(5)]);
var made = Api.CreateSlide();
made.AddNotesText("of a new slide");
presentation.AddSlide(made);

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
