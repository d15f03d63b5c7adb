var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var path = Api.CreateCustomGeometry().AddPath();
say("size", [path.GetWidth(), path.GetHeight()]);
say("fill", path.GetFill());
say("stroke", path.GetStroke());
path.SetWidth(100);
path.SetHeight(200);
say("size", [path.GetWidth(), path.GetHeight()]);
["none", "lighten", "darkenLess", "bad"].forEach(function (fill) {
    path.SetFill(fill);
    say(fill, path.GetFill());
});
path.SetStroke(false);
say("stroke", path.GetStroke());
path.MoveTo(0, 0);
path.LineTo("g1", 50);
path.QuadBezTo(1, 2, 3, 4);
path.CubicBezTo(1, 2, 3, 4, 5, 6);
path.ArcTo(10, 20, 0, 5400000);
path.Close();
say("count", path.GetCommandCount());
path.GetCommands().forEach(function (command) {
    say(command.GetType(), [command.GetX(), command.GetY(), command.GetX0(), command.GetY0(), command.GetX1(), command.GetY1(),
        command.GetX2(), command.GetY2(), command.GetWR(), command.GetHR(), command.GetStartAngle(), command.GetSweepAngle()]);
});
say("beyond", path.GetCommand(6));
say("first", path.GetCommand(0).GetType());
var preset = Api.CreatePresetGeometry("roundRect").GetPath(0);
say("preset", preset.GetCommandCount());
say("arc", [preset.GetCommand(3).GetWR(), preset.GetCommand(3).GetStartAngle(), preset.GetCommand(3).GetSweepAngle()]);
