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
sheet.GetRange("A1:C5").SetAutoFilter(1, "a");
let filter = sheet.GetAutoFilter(); put("range", filter.GetRange()); put("filter", [filter.GetFilterMode(), filter.FilterMode, filter.GetParent().GetName()]);
for (let one of filter.GetFilters()) { put("one", [one.GetOn(), one.GetOperator(), one.GetCriteria2()]); put("first", one.GetCriteria1()); put("props", [one.On, one.Operator]); put("parent", one.GetParent().GetRange()); }
filter.ApplyFilter(); filter.ShowAllData(); put("left", filter.GetFilters().length);
