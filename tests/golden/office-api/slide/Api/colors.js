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
function color(what, made) {
    say(what, [made.GetClassType(), made.GetHex(), JSON.stringify(made.GetRGB()), JSON.stringify(made.GetRGBA()), made.GetThemeName(), made.IsThemeColor(), made.IsAutoColor()]);
}
color("rgb", Api.RGB(1, 2, 3));
color("rgba", Api.RGBA(1, 2, 3, 128));
color("hex", Api.HexColor("#ff8800"));
color("long", Api.HexColor("ff8800cc"));
color("theme", Api.ThemeColor("accent1"));
color("none", Api.ThemeColor());
color("any", Api.Color("red"));
color("any theme", Api.Color("accent2"));
color("any numbers", Api.Color(1, 2, 3));
color("unknown", Api.Color("foo"));

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
