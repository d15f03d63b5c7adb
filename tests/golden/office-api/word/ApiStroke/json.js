var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
[0, 5000].forEach(function (width) {
    var stroke = Api.CreateStroke(width, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)), "dash");
    var json = stroke.ToJSON();
    say("json", json);
    var read = Api.FromJSON(json);
    say("read", [read.GetClassType(), read.GetWidth(), read.GetDashType(), read.GetFill().GetType()]);
});
