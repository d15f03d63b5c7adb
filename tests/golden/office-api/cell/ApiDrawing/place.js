var sheet = Api.GetActiveSheet();
var row = 1;
function say(label, value) {
    sheet.GetRange("A" + row).SetValue(label);
    sheet.GetRange("B" + row).SetValue(value && value.GetClassType ? value.GetClassType() : JSON.stringify(value) + " ");
    row = row + 1;
}
var shape = sheet.AddShape("rect", 2160000, 1260000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()), 3, 0, 0, 0);
say("position", shape.SetPosition(1, 36000, 2, 72000));
say("size", [shape.SetSize(720000, 360000), shape.GetWidth(), shape.GetHeight()]);
say("name", [shape.GetName(), shape.SetName("Box"), shape.GetName(), shape.SetName("")]);
[45, -30, 12.345].forEach(function (angle) {
    say("rotation", [shape.SetRotation(angle), shape.GetRotation()]);
});
say("flips", [shape.GetFlipH(), shape.SetFlipH(true), shape.GetFlipH(), shape.SetFlipV(1), shape.GetFlipV()]);
say("locks", [shape.GetLockValue("noSelect"), shape.SetLockValue("noSelect", true), shape.GetLockValue("noSelect"), shape.SetLockValue("bad", true)]);
say("fill", [shape.Fill(Api.CreateNoFill()), shape.Fill(), shape.SetOutLine(Api.CreateStroke(9525, Api.CreateNoFill())), shape.SetOutLine()]);
say("sheet", shape.GetParentSheet().GetName());
say("select", shape.Select());
say("unselect", sheet.AddShape("rect", 36000, 36000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()), 3, 0, 0, 0).Unselect());
say("delete", [shape.Delete(), shape.Delete(), sheet.GetAllDrawings().length]);
