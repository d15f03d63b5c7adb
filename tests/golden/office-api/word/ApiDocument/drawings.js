var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var paragraph = doc.GetElement(0);
var shape = Api.CreateShape("rect", 360000, 360000);
var image = Api.CreateImage("https://example.invalid/x.png", 720000, 360000);
var ole = Api.CreateOleObject("https://example.invalid/x.png", 720000, 360000, "data of another program", "asc.{38E022EA-AD92-45FC-B22B-49DF39746DB4}");
shape.SetName("First");
paragraph.AddDrawing(shape);
paragraph.AddDrawing(image);
paragraph.AddDrawing(ole);
var art = Api.CreateWordArt(Api.CreateTextPr(), "Art", "textArchUp", Api.CreateNoFill(), Api.CreateStroke(9525, Api.CreateNoFill()), 0, 3600000, 720000);
say("art", art);
var second = Api.CreateParagraph();
doc.Push(second);
second.AddDrawing(art);
function classes(list) { return list.map(function (item) { return item.GetClassType(); }); }
[doc, paragraph, second].forEach(function (place) {
    say("drawings", classes(place.GetAllDrawingObjects()));
    say("shapes", classes(place.GetAllShapes()));
    say("images", classes(place.GetAllImages()));
    say("objects", classes(place.GetAllOleObjects()));
    say("charts", classes(place.GetAllCharts()));
});
say("by name", classes(doc.GetDrawingsByName(["First", "nosuch"])));
say("page", [doc.AddDrawingToPage(Api.CreateShape(), 0, 36000, 72000), doc.AddDrawingToPage(shape, 0, 36000, 72000), doc.AddDrawingToPage(Api.CreateShape(), 7, 0, 0)]);
say("replace", [doc.ReplaceDrawing(shape, Api.CreateShape("ellipse", 360000, 360000), true), doc.ReplaceDrawing(shape, Api.CreateShape()), doc.ReplaceDrawing()]);
say("picture", doc.ReplaceCurrentImage("https://example.invalid/y.png", 36000, 36000));
