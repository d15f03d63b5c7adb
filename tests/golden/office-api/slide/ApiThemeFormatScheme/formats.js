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
var formats = slide.GetTheme().GetFormatScheme();
var none = Api.CreateNoFill(), line = Api.CreateStroke(0, none);
say("class", formats.GetClassType());
say("name", formats.SetSchemeName("Z"));
say("change", [formats.ChangeFillStyles([none, none, none]), formats.ChangeBgFillStyles([none, none, none]), formats.ChangeLineStyles([line, line, line])]);
say("copy", formats.Copy());
say("made", [Api.CreateThemeFormatScheme([none, none, none], [none, none, none], [line, line, line], "FM"), Api.CreateThemeFormatScheme([none], [none], [line], "FM")]);
say("json", Api.FromJSON(formats.ToJSON()));

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
