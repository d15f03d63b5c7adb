var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
[Api.RGB(1, 2, 3), Api.RGBA(1, 2, 3, 4), Api.ThemeColor("accent2"), Api.ThemeColor("tx2"), Api.AutoColor()].forEach(function (color) {
    var json = color.ToJSON();
    say("json", json);
    say("read", Api.FromJSON(json).GetHex());
});
var color = Api.RGB(9, 8, 7);
say("object", color.FromJSON(JSON.parse(Api.RGB(1, 2, 3).ToJSON())).GetHex());
say("text", color.FromJSON(color.ToJSON()));
