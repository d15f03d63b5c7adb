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
let cases = [["xlValidateWholeNumber", 1, 9], ["xlValidateDecimal", 1.5, "=B1"], ["xlValidateDate", "1/1/2024", "12/31/2024"], ["xlValidateTime", "9:00", "17:00"], ["xlValidateTextLength", 3, 5], ["xlValidateCustom", "=LEN(A1)>2", undefined]];
cases.forEach((entry, at) => {
  let rule = sheet.GetRange("C" + (at + 1)).GetValidation();
  rule.Add(entry[0], "xlValidAlertWarning", "xlNotBetween", entry[1], entry[2]);
  put(entry[0], [rule.GetType(), rule.GetAlertStyle(), rule.GetOperator(), rule.GetFormula1(), rule.GetFormula2()]);
});
let range = sheet.GetRange("D1").GetValidation(); range.Add("xlValidateList", "xlValidAlertStop", "xlBetween", sheet.GetRange("A1:A3")); put("range", range.GetFormula1());
put("prop", sheet.GetRange("C1").Validation.Type);
