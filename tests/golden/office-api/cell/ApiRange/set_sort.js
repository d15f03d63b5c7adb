let sheet = Api.GetActiveSheet();
let line = 0;
function put(name, value) {
  let text = value === null ? "null" : value === undefined ? "undefined" : value;
  if (text && text.GetAddress) text = text.GetAddress(false, false);
  if (text && text.GetHex) text = text.GetHex();
  if (Array.isArray(text)) text = text.join("/");
  line += 1;
  out.GetRange("A" + line).SetValue(name);
  out.GetRange("B" + line).SetValue("'" + String(text));
}
let out = Api.AddSheet("Out");
sheet.GetRange("A1:C5").SetValue([["Name", "Qty", "Price"], ["b", 2, 20], ["a", 1, 30], ["d", 4, 10], ["c", 3, 40]]);
sheet.GetRange("A1:C5").SetSort(sheet.GetRange("B1:B5"), "xlDescending", null, null, null, null, "xlYes");
sheet.GetRange("E1:F4").SetValue([["b", 1], ["a", 2], ["b", 0], ["a", 1]]);
sheet.GetRange("E1:F4").SetSort("E1:E4", "xlAscending", "F1:F4", "xlDescending", null, null, "xlNo");
