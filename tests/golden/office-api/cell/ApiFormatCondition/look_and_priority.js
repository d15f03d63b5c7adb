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
let rule = all.Add("xlCellValue", "xlGreater", "3"); let other = all.Add("xlCellValue", "xlLess", "1"); all.AddTop10();
put("fill", [rule.GetFillColor(), rule.GetNumberFormat()]);
rule.SetFillColor(Api.CreateColorFromRGB(255, 100, 0)); rule.SetNumberFormat("0.00%"); rule.SetBorders("Bottom", "Thin", Api.CreateColorFromRGB(1, 2, 3));
put("fill", rule.GetFillColor()); put("format", rule.GetNumberFormat());
let font = rule.GetFont(); put("font", [font.GetBold(), font.GetItalic(), font.GetUnderline(), font.GetSize()]);
font.SetBold(true); font.SetItalic(true); put("font", [font.GetBold(), font.GetItalic()]);
other.SetFirstPriority(); put("first", [other.GetPriority(), rule.GetPriority()]);
other.SetLastPriority(); put("last", [other.GetPriority(), rule.GetPriority()]);
other.SetPriority(20); put("set", other.GetPriority());
put("stop", rule.StopIfTrue); rule.StopIfTrue = true; put("stop", rule.StopIfTrue);
other.Delete(); put("left", all.GetCount());
