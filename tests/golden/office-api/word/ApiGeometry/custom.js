var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var geometry = Api.CreateCustomGeometry();
say("preset", geometry.GetPreset());
say("custom", geometry.IsCustom());
say("paths", geometry.GetPathCount());
say("list", geometry.GetPaths().length);
say("add", geometry.AddAdj("adj1", 25000));
say("adjustment", geometry.GetAdjValue("adj1"));
say("unknown", geometry.GetAdjValue("nosuch"));
geometry.SetAdjValue("adj1", 100);
say("changed", geometry.GetAdjValue("adj1"));
say("guide", geometry.AddGuide("g1", "*/", "w", "adj1", "100000"));
say("bad guide", geometry.AddGuide("g2", "nosuch", "5"));
say("connection", geometry.AddConnectionPoint("0", "hc", "t"));
say("rect", geometry.SetTextRect("l", "t", "r", "b"));
var path = geometry.AddPath();
path.SetWidth(100);
path.SetHeight(100);
path.MoveTo(0, 0);
path.LineTo(100, 100);
path.Close();
say("paths", geometry.GetPathCount());
say("first", geometry.GetPath(0) !== null);
say("second", geometry.GetPath(1));
