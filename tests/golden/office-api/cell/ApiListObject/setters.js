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
let table = sheet.AddListObject("xlSrcRange", "A1:C5", false, "xlYes");
table.SetComment("c"); table.SetAlternativeText("a"); table.SetSummary("s"); table.SetTableStyle("TableStyleDark1");
put("texts", [table.GetComment(), table.GetAlternativeText(), table.GetSummary(), table.GetTableStyle()]);
for (let name of ["ColumnStripes", "FirstColumn", "LastColumn", "RowStripes"]) { table["SetShowTableStyle" + name](true); put(name, table["GetShowTableStyle" + name]()); }
table.SetShowAutoFilter(false); put("filter", [table.GetShowAutoFilter(), table.GetAutoFilter()]); table.SetShowAutoFilter(true);
table.SetShowAutoFilterDropDown(false); put("arrows", table.GetShowAutoFilterDropDown());
table.SetName("MyTable"); put("name", table.GetName()); table.SetDisplayName("Other"); put("name", table.GetDisplayName());
table.SetShowHeaders(false); put("headers", table.GetRange()); table.SetShowHeaders(true); put("headers", table.GetRange());
table.Resize("A1:B4"); put("resized", table.GetRange()); table.Unlist(); put("left", sheet.GetListObjects().length);
