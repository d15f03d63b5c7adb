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
say("types", ["body", "chart", "clipArt", "ctrTitle", "diagram", "date", "footer", "header", "media", "object", "picture", "sldImage", "sldNumber", "subTitle", "table", "title", "bogus", undefined].map(function (type) { return Api.CreatePlaceholder(type).GetType(); }).join("; "));
var made = Api.CreatePlaceholder("chart");
say("made", [made.GetClassType(), made.GetType(), made.GetIndex(), made.SetIndex(3), made.GetIndex(), made.SetType("picture"), made.GetType(), made.SetIndex("a")]);
var one = shape();
slide.AddObject(one);
say("none", one.GetPlaceholder());
say("set", [one.SetPlaceholder(Api.CreatePlaceholder("title")), one.GetPlaceholder().GetType(), one.GetPlaceholder().GetIndex(), one.SetPlaceholder(), one.SetPlaceholder(null)]);
var placeholder = one.GetPlaceholder();
say("change", [placeholder.SetIndex(7), one.GetPlaceholder().GetIndex(), placeholder.SetType("chart"), one.GetPlaceholder().GetType()]);
say("masters", master.GetAllDrawings().map(function (item) { return item.GetPlaceholder().GetType() + " " + item.GetPlaceholder().GetIndex(); }).join("; "));

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
