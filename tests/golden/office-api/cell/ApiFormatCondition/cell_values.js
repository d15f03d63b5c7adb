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
let range = sheet.GetRange("A1:A5"); let all = range.GetFormatConditions();
for (let operator of ["xlBetween", "xlEqual", "xlGreater", "xlGreaterEqual", "xlLess", "xlLessEqual", "xlNotBetween", "xlNotEqual"]) {
  let rule = all.Add("xlCellValue", operator, "=B1", 9);
  put(operator, [rule.GetType(), rule.GetOperator(), rule.GetFormula1(), rule.GetFormula2(), rule.GetPriority(), rule.GetText(), rule.GetDateOperator(), rule.GetPTCondition()]);
}
let rule = all.Add("xlCellValue", "xlLess", "text");
put("text", [rule.GetFormula1(), rule.GetAppliesTo().GetAddress(false, false), rule.GetParent().GetAddress(false, false), rule.GetScopeType()]);
rule.Modify("xlCellValue", "xlBetween", "3", "9"); put("modified", [rule.GetOperator(), rule.GetFormula1(), rule.GetFormula2()]);
rule.ModifyAppliesToRange(sheet.GetRange("C1:C3")); put("moved", rule.GetAppliesTo());
rule.SetScopeType("xlDataFieldScope"); put("scope", rule.GetScopeType());
