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
slide.AddComment(360000, 720000, "First", "John", "uid-1");
var comment = presentation.GetAllComments()[0];
say("add", [comment.AddReply("r1", "B", "u2"), comment.AddReply("r0", "C", "u3", 0), comment.GetRepliesCount()]);
var reply = comment.GetReply(0);
say("reply", [reply, reply.GetClassType(), reply.GetText(), reply.GetAuthorName()]);
say("set", [reply.SetText("q"), reply.GetText(), reply.SetAuthorName("Z"), reply.GetAuthorName(), reply.SetUserId("k")]);
say("remove", [comment.RemoveReplies(0, 1), comment.GetRepliesCount(), comment.RemoveReplies(0, 1, true), comment.GetRepliesCount()]);

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
