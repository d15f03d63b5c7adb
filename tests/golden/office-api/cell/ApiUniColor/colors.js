var sheet = Api.GetActiveSheet();
var row = 1;
function say(label, value) {
    sheet.GetRange("A" + row).SetValue(label);
    sheet.GetRange("B" + row).SetValue(value && value.GetClassType ? value.GetClassType() : JSON.stringify(value) + " ");
    row = row + 1;
}
var rgb = Api.CreateRGBColor(255, 111, 61);
var scheme = Api.CreateSchemeColor("accent1");
var preset = Api.CreatePresetColor("peachPuff");
say("rgb", rgb);
say("scheme", scheme);
say("preset", preset);
