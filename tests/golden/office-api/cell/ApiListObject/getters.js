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
put("names", [table.GetName(), table.GetDisplayName(), table.GetTableStyle(), table.GetSourceType(), table.GetComment(), table.GetAlternativeText(), table.GetSummary(), table.GetParent().GetName()]);
for (let name of ["Range", "DataBodyRange", "HeaderRowRange", "TotalsRowRange"]) { put(name, table["Get" + name]()); put(name, table[name]); }
put("shows", [table.GetShowHeaders(), table.GetShowTotals(), table.GetShowAutoFilter(), table.GetShowAutoFilterDropDown(), table.GetShowTableStyleColumnStripes(), table.GetShowTableStyleFirstColumn(), table.GetShowTableStyleLastColumn(), table.GetShowTableStyleRowStripes()]);
put("lists", [table.GetListColumns().length, table.GetListRows().length, sheet.GetListObjects().length]);
put("filter", table.GetAutoFilter().GetRange());
