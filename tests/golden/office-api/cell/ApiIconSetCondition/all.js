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
let icons = sheet.GetRange("A1:A5").GetFormatConditions().AddIconSetCondition();
put("first", [icons.GetType(), icons.GetIconSet(), icons.GetPercentileValues(), icons.GetReverseOrder(), icons.GetShowIconOnly(), icons.GetFormula()]);
put("set", [icons.SetIconSet("xl5Arrows"), icons.GetIconSet(), icons.SetReverseOrder(true), icons.GetReverseOrder(), icons.SetShowIconOnly(true), icons.GetShowIconOnly(), icons.SetPercentileValues(true), icons.GetPercentileValues()]);
for (let icon of icons.GetIconCriteria()) put("icon", [icon.GetIndex(), icon.GetIcon(), icon.GetOperator(), icon.GetType(), icon.GetValue()]);
let icon = icons.GetIconCriteria()[1];
icon.SetOperator("xlGreater"); icon.SetType("xlConditionValueNumber"); icon.SetValue(5); icon.SetIcon("xlIconRedFlag");
put("after", [icon.GetOperator(), icon.GetType(), icon.GetValue(), icon.GetIcon(), icon.Icon, icon.Index, icon.Operator, icon.Type, icon.Value]);
