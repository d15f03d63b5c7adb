var sheet = Api.GetActiveSheet();
var row = 1;
function say(label, value) {
    sheet.GetRange("A" + row).SetValue(label);
    sheet.GetRange("B" + row).SetValue(value && value.GetClassType ? value.GetClassType() : JSON.stringify(value) + " ");
    row = row + 1;
}
[Api.RGB(1, 2, 3), Api.RGBA(1, 2, 3, 4), Api.ThemeColor("accent2")].forEach(function (color) {
    say("json", color.ToJSON());
});
var color = Api.RGB(9, 8, 7);
say("object", color.FromJSON(JSON.parse(Api.RGB(1, 2, 3).ToJSON())).GetHex());
say("text", color.FromJSON(color.ToJSON()));
