var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var rgb = Api.CreateRGBColor(255, 111, 61);
var scheme = Api.CreateSchemeColor("accent1");
var preset = Api.CreatePresetColor("peachPuff");
say("rgb", rgb);
say("scheme", scheme);
say("preset", preset);
say("rgb number", rgb.GetRGB());
say("scheme number", scheme.GetRGB());
say("preset number", preset.GetRGB());
say("tx2", Api.CreateSchemeColor("tx2").GetRGB());
say("unknown scheme", Api.CreateSchemeColor("nosuch").GetRGB());
say("unknown preset", Api.CreatePresetColor("nosuch").GetRGB());
