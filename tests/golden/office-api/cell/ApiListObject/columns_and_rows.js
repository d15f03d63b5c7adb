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
let column = table.AddListColumn(); put("added", [column.GetName(), column.GetIndex()]); put("range", table.GetRange());
let first = table.AddListColumn(1); put("first", [first.GetName(), first.GetIndex(), first.Index, first.Name]);
first.SetName("New"); put("renamed", first.GetName()); put("cells", first.GetDataBodyRange()); put("cells", first.GetRange()); put("total", first.GetTotal());
put("parent", [first.GetParent().GetName(), first.GetTotalsCalculation()]);
put("deleted", first.Delete()); put("range", table.GetRange());
let row = table.AddListRow(2); put("row", row.GetIndex()); put("row", row.GetRange()); put("row", row.GetParent().GetName());
put("deleted", table.GetListRows()[0].Delete()); put("rows", table.GetListRows().length); put("end", table.AddListRow().GetIndex());
