var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
function show(settings) {
    say("settings", [settings.GetType(), settings.GetText(), settings.GetOpacity(), settings.GetDirection(), settings.GetImageURL(), settings.GetImageWidth(), settings.GetImageHeight()]);
}
var none = doc.GetWatermarkSettings();
say("class", none);
show(none);
say("insert", doc.InsertWatermark("Secret", true));
show(doc.GetWatermarkSettings());
var settings = doc.GetWatermarkSettings();
say("type", [settings.SetType("bad"), settings.GetType(), settings.SetType("text"), settings.GetType()]);
say("text", [settings.SetText("Mine"), settings.SetText(5), settings.GetText()]);
say("opacity", [settings.SetOpacity(200), settings.GetOpacity()]);
say("direction", ["horizontal", "clockwise45", "counterclockwise45", "bad", "clockwise90"].map(function (direction) { return settings.SetDirection(direction); }));
var textPr = settings.GetTextPr();
say("text properties", textPr);
textPr.SetBold(true);
textPr.SetFontSize(100);
say("set", settings.SetTextPr(textPr));
say("drawing", doc.SetWatermarkSettings(settings));
show(doc.GetWatermarkSettings());
say("size", doc.GetWatermarkSettings().GetTextPr().GetFontSize());
try {
    settings.SetOpacity(300);
    say("too much", true);
} catch (error) {
    say("too much", false);
}
say("remove", doc.RemoveWatermark());
show(doc.GetWatermarkSettings());
