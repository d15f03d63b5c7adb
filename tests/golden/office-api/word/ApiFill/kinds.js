var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var rgb = Api.CreateRGBColor(255, 111, 61);
var scheme = Api.CreateSchemeColor("accent1");
var first = Api.CreateGradientStop(rgb, 0);
var second = Api.CreateGradientStop(scheme, 100000);
say("stop", first);
var fills = [
    Api.CreateNoFill(),
    Api.CreateSolidFill(rgb),
    Api.CreateSolidFill(Api.RGB(1, 2, 3)),
    Api.CreateLinearGradientFill([first, second], 5400000),
    Api.CreateRadialGradientFill([first, second]),
    Api.CreatePatternFill("dashDnDiag", rgb, scheme),
    Api.CreateBlipFill("https://example.invalid/x.png", "tile"),
    Api.CreateBlipFill("https://example.invalid/x.png", "stretch")
];
fills.forEach(function (fill, index) {
    say("fill " + index, fill);
    say("type " + index, fill.GetType());
});
try {
    Api.CreateSolidFill("red");
    say("text as a colour", true);
} catch (error) {
    say("text as a colour", false);
}
