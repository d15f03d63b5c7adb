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
var colors = slide.GetTheme().GetColorScheme();
say("class", colors.GetClassType());
say("name", colors.SetSchemeName("X"));
say("change", [colors.ChangeColor(3, Api.CreateRGBColor(255, 111, 61)), colors.ChangeColor(30, Api.CreateRGBColor(255, 111, 61))]);
say("copy", colors.Copy());
var twelve = [];
for (var index = 0; index < 12; index++) {
    twelve.push(Api.CreateRGBColor(index, 2, 3));
}
say("made", [Api.CreateThemeColorScheme(twelve, "CS"), Api.CreateThemeColorScheme([Api.CreateRGBColor(1, 2, 3)], "CS")]);
say("json", Api.FromJSON(colors.ToJSON()));

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
