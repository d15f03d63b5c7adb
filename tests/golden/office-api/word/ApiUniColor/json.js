var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
[Api.CreateRGBColor(1, 2, 3), Api.CreateSchemeColor("accent2"), Api.CreatePresetColor("peachPuff")].forEach(function (color) {
    var json = color.ToJSON();
    say("json", json);
    say("class", Api.FromJSON(json));
    say("number", Api.FromJSON(json).GetRGB());
});
var stop = Api.CreateGradientStop(Api.CreateRGBColor(1, 2, 3), 50000);
say("stop", stop.ToJSON());
say("class", Api.FromJSON(stop.ToJSON()));
