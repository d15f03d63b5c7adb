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
let list = sheet.GetRange("A1:A3").GetValidation();
put("none", [list.GetType(), list.GetAlertStyle(), list.GetOperator(), list.GetFormula1(), list.GetFormula2(), list.GetIgnoreBlank(), list.GetInCellDropdown(), list.GetShowError(), list.GetShowInput()]);
list.Add("xlValidateList", "xlValidAlertStop", "xlBetween", "a,b,c");
put("list", [list.GetType(), list.GetFormula1(), list.Value, list.GetParent().GetAddress(false, false)]);
list.SetErrorMessage("em"); list.SetErrorTitle("et"); list.SetInputMessage("im"); list.SetInputTitle("it"); list.SetIgnoreBlank(false); list.SetInCellDropdown(false); list.SetShowError(false); list.SetShowInput(false);
put("set", [list.GetErrorMessage(), list.GetErrorTitle(), list.GetInputMessage(), list.GetInputTitle(), list.GetIgnoreBlank(), list.GetInCellDropdown(), list.GetShowError(), list.GetShowInput()]);
put("props", [list.ErrorMessage, list.ErrorTitle, list.InputMessage, list.InputTitle, list.IgnoreBlank, list.InCellDropdown, list.ShowError, list.ShowInput, list.Type, list.AlertStyle, list.Operator]);
list.Modify("xlValidateDecimal", "xlValidAlertInformation", "xlLess", 5); put("modified", [list.GetType(), list.GetAlertStyle(), list.GetOperator(), list.GetFormula1(), list.GetErrorMessage()]);
list.Delete(); put("deleted", list.GetType());
