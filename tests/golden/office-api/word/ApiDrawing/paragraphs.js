var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var paragraph = doc.GetElement(0);
paragraph.AddText("Before ");
var shape = Api.CreateShape("ellipse", 360000, 360000);
paragraph.AddDrawing(shape);
say("break", [shape.AddBreak(1, "before"), shape.AddBreak(0, "after"), shape.AddBreak()]);
say("paragraph", shape.InsertParagraph("After the shape", "after", true));
say("drawing", shape.InsertParagraph("Before the shape", "before", false));
say("detached", Api.CreateShape().InsertParagraph("x", "before", false));
say("content", shape.GetContent());
