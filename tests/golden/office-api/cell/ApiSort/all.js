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
let table = sheet.AddListObject("xlSrcRange", "A1:C5", false, "xlYes"); let sort = table.GetSort();
put("sort", [sort.GetHeader(), sort.GetMatchCase(), sort.GetOrientation(), sort.GetSortMethod(), sort.GetParent().GetName(), sort.Header, sort.MatchCase, sort.Orientation, sort.SortMethod]); put("rng", sort.GetRng());
let fields = sort.GetSortFields(); let field = fields.Add(sheet.GetRange("B1:B5"), "xlSortOnValues", "xlDescending");
put("field", [field.GetOrder(), field.GetPriority(), field.GetSortOn(), field.GetSortOnValue(), fields.GetCount(), fields.Count]); put("key", field.GetKey());
sort.Apply();
let second = fields.Add2(sheet.GetRange("A1:A5")); second.SetPriority(1); put("priority", [second.GetPriority(), field.GetPriority()]);
second.SetOrder("xlDescending"); put("order", second.Order); second.ModifyKey(sheet.GetRange("C1:C5")); put("key", fields.Item(1).GetKey());
sort.SetMatchCase(true); sort.SetSortMethod("xlStroke"); sort.SetOrientation("xlSortRows"); put("set", [sort.GetMatchCase(), sort.GetSortMethod(), sort.GetOrientation()]);
field.SetSortOnColor(Api.CreateColorFromRGB(255, 0, 0)); put("color", field.GetSortOnValue()); put("on", field.GetSortOn());
field.Delete(); put("left", fields.GetCount()); sort.Apply(); fields.Clear(); put("cleared", fields.GetCount());
