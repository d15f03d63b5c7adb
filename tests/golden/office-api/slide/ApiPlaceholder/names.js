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
say("names", ["title", "body", "subTitle", "object", "picture", "table", "diagram", "media", "date", "footer", "sldNumber", "ctrTitle", "header", "clipArt", "sldImage", "chart"].map(function (type) {
    var one = shape(), other = Api.CreateSlide();
    one.SetPlaceholder(Api.CreatePlaceholder(type));
    other.AddObject(one);
    return one.GetName();
}).join("; "));
var layout = master.GetLayout(6), held = shape();
held.SetPlaceholder(Api.CreatePlaceholder("body"));
layout.AddObject(held);
slide.ApplyLayout(layout);
say("applied", slide.GetAllDrawings().map(function (one) { return one.GetName(); }).join("; "));
var other = Api.CreateSlide();
presentation.AddSlide(other);
other.ApplyLayout(master.GetLayout(1));
other.GetAllDrawings()[1].GetContent().GetElement(0).AddText("kept");
other.ApplyLayout(master.GetLayout(3));
say("kept", other.GetAllDrawings().map(function (one) { return one.GetName(); }).join("; "));
other.ApplyLayout(layout);
say("kept still", other.GetAllDrawings().map(function (one) { return one.GetName(); }).join("; "));
other.ApplyLayout(master.GetLayout(0));
say("kept at last", other.GetAllDrawings().map(function (one) { return one.GetName(); }).join("; "));

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
