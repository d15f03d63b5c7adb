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
let range = sheet.GetRange("A1:A5"); range.SetValue([[1], [2], [3], [4], [5]]);
let all = range.GetFormatConditions();
put("empty", [all.GetCount(), all.GetItem(1), all.GetParent().GetAddress(false, false)]);
all.Add("xlCellValue", "xlGreater", "3"); all.AddTop10(); all.AddAboveAverage(); all.AddUniqueValues(); all.AddColorScale(2); all.AddDatabar(); all.AddIconSetCondition();
put("count", [all.GetCount(), all.Count]);
for (let at = 1; at < 9; at += 1) { let item = all.GetItem(at); put("item", item ? item.GetType() + item.GetPriority() : item); }
put("prop", range.FormatConditions.Count);
all.Delete(); put("deleted", all.GetCount());
