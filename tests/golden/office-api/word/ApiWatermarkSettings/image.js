var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var settings = doc.GetWatermarkSettings();
settings.SetType("image");
say("url", [settings.SetImageURL("https://example.invalid/x.png"), settings.GetImageURL()]);
say("size", [settings.SetImageSize(360000, 720000), settings.GetImageWidth(), settings.GetImageHeight()]);
settings.SetDirection("clockwise45");
settings.SetOpacity(200);
var drawing = doc.SetWatermarkSettings(settings);
say("drawing", [drawing.GetClassType(), drawing.GetWidth(), drawing.GetHeight(), drawing.GetRotation()]);
var now = doc.GetWatermarkSettings();
say("now", [now.GetType(), now.GetText(), now.GetDirection(), now.GetOpacity(), now.GetImageURL(), now.GetImageWidth(), now.GetImageHeight()]);
now.SetType("none");
say("none", doc.SetWatermarkSettings(now));
say("type", doc.GetWatermarkSettings().GetType());
