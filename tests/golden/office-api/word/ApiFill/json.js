var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var rgb = Api.CreateRGBColor(1, 2, 3);
var scheme = Api.CreateSchemeColor("accent2");
var first = Api.CreateGradientStop(rgb, 0);
var second = Api.CreateGradientStop(scheme, 100000);
[
    Api.CreateNoFill(),
    Api.CreateSolidFill(rgb),
    Api.CreateLinearGradientFill([first, second], 5400000),
    Api.CreateRadialGradientFill([first, second]),
    Api.CreatePatternFill("cross", rgb, scheme)
].forEach(function (fill) {
    var json = fill.ToJSON();
    say("json", json);
    say("read", Api.FromJSON(json).GetType());
});
say("blip", Api.FromJSON(Api.CreateBlipFill("https://example.invalid/x.png", "tile").ToJSON()).GetType());
