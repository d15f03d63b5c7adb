var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var paragraph = Api.CreateParagraph();
doc.Push(paragraph);
var first = Api.CreateShape("rect", 360000, 360000);
var second = Api.CreateShape("ellipse", 360000, 360000);
paragraph.AddDrawing(first);
paragraph.AddDrawing(second);
function classes(list) { return list.map(function (item) { return item.GetClassType(); }); }
say("too few", [doc.GroupDrawings([]), doc.GroupDrawings([first])]);
var group = doc.GroupDrawings([first, second]);
say("group", group);
say("size", [group.GetWidth(), group.GetHeight()]);
say("paragraph", group.GetParentParagraph());
say("drawings", classes(doc.GetAllDrawingObjects()));
say("ungrouped", classes(group.Ungroup()));
say("drawings", classes(doc.GetAllDrawingObjects()));
