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
let all = sheet.GetRange("A1:A5").GetFormatConditions();
for (let operator of ["xlContains", "xlBeginsWith", "xlEndsWith"]) {
  let rule = all.Add("xlTextString", operator, "abc");
  put(operator, [rule.GetType(), rule.GetTextOperator(), rule.GetText(), rule.GetFormula1()]);
}
let rule = all.Add("xlTextString", "xlContains", "abc");
rule.SetText("foo"); put("text", [rule.GetText(), rule.GetFormula1()]);
rule.SetTextOperator("xlEndsWith"); put("operator", [rule.GetTextOperator(), rule.GetFormula1()]);
let time = all.Add("xlTimePeriod", "xlToday");
put("time", [time.GetType(), time.GetDateOperator()]); time.SetDateOperator("xlLastWeek"); put("set", time.GetDateOperator());
let formula = all.Add("xlExpression", null, "=A1>1"); put("expression", [formula.GetType(), formula.GetFormula1()]);
