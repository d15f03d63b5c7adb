var doc = Api.GetDocument();
var lines = [];
function say(label, value) {
    lines.push(label + ": " + JSON.stringify(value));
}
doc.GetElement(0).AddText("one word");
var second = Api.CreateParagraph();
second.AddText("two word ");
doc.Push(second);
var shape = Api.CreateShape("rect", 720000, 720000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
second.AddDrawing(shape);
shape.GetDocContent().GetElement(0).AddText("inner word");
shape.SetName("Inner");
var header = doc.GetFinalSection().GetHeader("default", true);
header.GetElement(0).AddText("head word");
var box = Api.CreateShape("rect", 360000, 360000);
header.GetElement(0).AddDrawing(box);
box.SetName("Head");
box.GetContent().GetElement(0).AddText("head inner word");
doc.GetFinalSection().GetFooter("default", true).GetElement(0).AddText("foot word");
function texts(paragraphs) { return paragraphs.map(function (paragraph) { return paragraph.GetText(); }); }
say("paragraphs", texts(doc.GetAllParagraphs()));
say("header", texts(header.GetAllParagraphs()));
say("found", doc.Search("word").map(function (range) { return range.GetParagraph(0).GetText(); }));
say("shapes", doc.GetAllShapes().map(function (item) { return item.GetName(); }));
say("named", doc.GetDrawingsByName(["Head", "Inner"]).length);
say("replaced", doc.SearchAndReplace({ searchString: "word", replaceString: "text" }));
say("now", [header.GetText(), shape.GetContent().GetText(), box.GetContent().GetText(), doc.GetText()]);
lines.forEach(function (line) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(line);
    doc.Push(paragraph);
});
