let sheet = Api.GetActiveSheet();
let line = 0;
function put(value) { line += 1; sheet.GetRange("H" + line).SetValue("'" + String(value)); }
["xlBlanksCondition", "xlNoBlanksCondition", "xlErrorsCondition", "xlNoErrorsCondition", "xlUniqueValues"].forEach(function (kind, index) {
  let rule = sheet.GetRange("A" + (index + 1)).GetFormatConditions().Add(kind);
  put(kind + " " + rule.GetType());
});
let rules = sheet.GetRange("B1:B9").GetFormatConditions();
let rule = rules.Add("xlTextString", "xlContains", "5"); put(rule.GetFormula1());
rule = rules.Add("xlTextString", "xlBeginsWith", "ab"); put(rule.GetFormula1());
rule.SetStopIfTrue(true); put(rule.GetStopIfTrue()); put(rules.GetCount());
