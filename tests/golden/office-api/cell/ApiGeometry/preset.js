var sheet = Api.GetActiveSheet();
var row = 1;
function say(label, value) {
    sheet.GetRange("A" + row).SetValue(label);
    sheet.GetRange("B" + row).SetValue(value && value.GetClassType ? value.GetClassType() : JSON.stringify(value) + " ");
    row = row + 1;
}
var preset = Api.CreatePresetGeometry("roundRect");
say("preset", preset.GetPreset());
say("custom", preset.IsCustom());
say("paths", preset.GetPathCount());
say("adjustment", preset.GetAdjValue("adj"));
preset.SetAdjValue("adj", 30000);
say("changed", preset.GetAdjValue("adj"));
say("add", preset.AddAdj("x", 1));
say("path", preset.AddPath());
say("guide", preset.AddGuide("x", "val", "1"));
say("connection", preset.AddConnectionPoint("0", "l", "t"));
say("rect", preset.SetTextRect("l", "t", "r", "b"));
say("unknown", Api.CreatePresetGeometry("nosuch").GetPreset());
["star5", "heart", "cube", "line", "can", "wedgeRectCallout", "circularArrow"].forEach(function (name) {
    var geometry = Api.CreatePresetGeometry(name);
    say(name, [geometry.GetPreset(), geometry.GetPathCount(), geometry.GetAdjValue("adj"), geometry.GetAdjValue("adj1")]);
});
