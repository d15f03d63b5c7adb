var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var group = Api.CreateGroup([Api.CreateShape("rect", 360000, 360000), Api.CreateShape("ellipse", 720000, 720000)]);
say("group", group);
say("size", [group.GetWidth(), group.GetHeight()]);
say("run", doc.GetElement(0).AddDrawing(group));
say("copy", group.Copy());
["empty", "missing", "one"].forEach(function (what) {
    try {
        Api.CreateGroup(what === "empty" ? [] : what === "one" ? [Api.CreateShape()] : undefined);
        say(what, true);
    } catch (error) {
        say(what, false);
    }
});
function classes(list) { return list.map(function (item) { return item.GetClassType(); }); }
say("drawings", classes(doc.GetAllDrawingObjects()));
say("ungrouped", classes(group.Ungroup()));
