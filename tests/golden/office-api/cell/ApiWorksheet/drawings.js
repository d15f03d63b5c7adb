var sheet = Api.GetActiveSheet();
var row = 1;
function say(label, value) {
    sheet.GetRange("A" + row).SetValue(label);
    sheet.GetRange("B" + row).SetValue(value && value.GetClassType ? value.GetClassType() : JSON.stringify(value) + " ");
    row = row + 1;
}
var none = Api.CreateNoFill();
var line = Api.CreateStroke(0, none);
sheet.AddShape("rect", 360000, 360000, none, line, 4, 0, 0, 0);
say("image", sheet.AddImage("https://example.invalid/x.png", 720000, 360000, 4, 0, 4, 0));
var dot = sheet.AddImage("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", 360000, 360000, 4, 0, 8, 0);
say("image", dot);
say("image size", [dot.GetWidth(), dot.GetHeight(), dot.GetFlipH(), dot.GetRotation(), dot.GetLockValue("noChangeAspect")]);
var ole = sheet.AddOleObject("https://example.invalid/x.png", 720000, 360000, "https://example.invalid/data", "asc.{38E022EA-AD92-45FC-B22B-49DF39746DB4}", 6, 0, 0, 0);
say("object", ole);
say("data", [ole.GetData(), ole.GetApplicationId(), ole.SetData("abc"), ole.GetData(), ole.SetApplicationId("asc.{X}"), ole.GetApplicationId(), ole.SetData("")]);
var art = sheet.AddWordArt(Api.CreateTextPr(), "Art", "textArchUp", none, line, 0, 3600000, 720000, 0, 12, 0, 0);
say("art", art);
say("art size", [art.GetWidth(), art.GetHeight()]);
["GetAllDrawings", "GetAllShapes", "GetAllImages", "GetAllOleObjects", "GetAllCharts"].forEach(function (name) {
    say(name, sheet[name]().map(function (item) { return item.GetClassType(); }));
});
say("copies", [dot.Copy().GetClassType(), ole.Copy().GetClassType()]);
say("delete", [dot.Delete(), sheet.GetAllImages().length]);
dot.Select();
say("selected", [sheet.GetSelectedDrawings().length, sheet.GetSelectedShapes().length]);
say("replace", sheet.ReplaceCurrentImage("https://example.invalid/y.png", 360000, 360000));
say("add", [sheet.AddDrawing(dot.Copy(), 8, 0, 8, 0), sheet.AddDrawing()]);
