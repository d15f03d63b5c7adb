var presentation = Api.GetPresentation();
var slide = presentation.GetSlideByIndex(0);
var master = presentation.GetMaster(0);
var lines = [];
function shape(kind) {
    return Api.CreateShape(kind || "rect", 100 * 36000, 50 * 36000, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)), Api.CreateStroke(0, Api.CreateNoFill()));
}
function say(what, value) {
    lines.push(what + ": " + (value && value.GetClassType ? "<" + value.GetClassType() + ">" : Array.isArray(value) ? value.map(function (one) { return one && one.GetClassType ? "<" + one.GetClassType() + ">" : String(one); }).join(", ") : String(value)));
}
var one = shape();
slide.AddObject(one);
slide.AddObject(Api.CreateTable(2, 3));
slide.AddObject(Api.CreateImage("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", 36000, 36000));
slide.AddObject(Api.CreateChart("bar3D", [[1, 2], [3, 4]], ["a", "b"], [1, 2], 4051300, 2347595, 24));
one.SetName("Mine");
say("drawings", presentation.GetAllDrawings());
say("shapes", presentation.GetAllShapes());
say("images", presentation.GetAllImages());
say("charts", presentation.GetAllCharts());
say("tables", presentation.GetAllTables());
say("objects", presentation.GetAllOleObjects());
say("named", presentation.GetDrawingsByName(["Mine", "Title 1"]));
say("nothing named", presentation.GetDrawingsByName(["Nobody"]));
say("comments", presentation.GetAllComments());

var paper = Api.CreateShape("rect", 9000000, 6000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
var content = paper.GetContent();
lines.forEach(function (line, index) {
    if (index === 0) {
        content.GetElement(0).AddText(line);
        return;
    }
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(line);
    content.Push(paragraph);
});
(presentation.GetSlideByIndex(0) || slide).AddObject(paper);
