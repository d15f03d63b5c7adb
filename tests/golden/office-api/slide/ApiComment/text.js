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
say("add", [slide.AddComment(360000, 720000, "First", "John", "uid-1"), slide.AddComment(1, 2, "Second"), slide.AddComment(), slide.AddComment(1, 2, "")]);
var all = presentation.GetAllComments(), comment = all[0];
say("all", all);
say("said", [comment.GetText(), comment.GetAuthorName(), comment.GetUserId(), JSON.stringify(comment.GetPosition()), comment.GetQuoteText(), comment.IsSolved(), typeof comment.GetTime(), typeof comment.GetTimeUTC()]);
say("other", [all[1].GetText(), all[1].GetAuthorName(), all[1].GetUserId()]);
say("set", [comment.SetText("Changed"), comment.GetText(), comment.SetAuthorName("Mary"), comment.GetAuthorName(), comment.SetUserId("uid-2"), comment.GetUserId(), comment.SetSolved(true), comment.IsSolved()]);
say("place", [comment.SetPosition(5, 6), JSON.stringify(comment.GetPosition())]);
say("time", [comment.SetTime(1600000000000), comment.GetTime(), comment.SetTimeUTC(1600000000001), comment.GetTimeUTC(), comment.SetTime("1500000000000"), comment.GetTime()]);
say("delete", [comment.Delete(), presentation.GetAllComments().length]);

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
