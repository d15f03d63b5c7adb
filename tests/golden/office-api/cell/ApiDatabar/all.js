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
let bar = sheet.GetRange("A1:A5").GetFormatConditions().AddDatabar(); let color = Api.CreateColorFromRGB(10, 20, 30);
put("first", [bar.GetType(), bar.GetAxisColor(), bar.GetAxisPosition(), bar.GetBarBorderColor(), bar.GetBarFillType(), bar.GetDirection(), bar.GetFormula(), bar.GetMaxPointType(), bar.GetMaxPointValue(), bar.GetMinPointType(), bar.GetMinPointValue(), bar.GetNegativeBarColor(), bar.GetNegativeBorderColor(), bar.GetPercentMax(), bar.GetPercentMin(), bar.GetShowValue()]);
put("color", bar.GetBarColor());
bar.SetAxisColor(color); bar.SetBarBorderColor(color); bar.SetBarColor(color); bar.SetNegativeBarColor(color); bar.SetNegativeBorderColor(color);
for (let name of ["AxisColor", "BarBorderColor", "BarColor", "NegativeBarColor", "NegativeBorderColor"]) put(name, bar["Get" + name]());
put("axis", [bar.SetAxisPosition("xlDataBarAxisMidpoint"), bar.GetAxisPosition(), bar.SetBarFillType("xlDataBarFillSolid"), bar.GetBarFillType(), bar.SetDirection("xlRTL"), bar.GetDirection()]);
bar.SetMinPointType("xlConditionValueNumber"); bar.SetMinPointValue(3); bar.SetMaxPointType("xlConditionValuePercent"); bar.SetMaxPointValue("90");
put("points", [bar.GetMinPointType(), bar.GetMinPointValue(), bar.GetMaxPointType(), bar.GetMaxPointValue()]);
put("length", [bar.SetPercentMax(80), bar.GetPercentMax(), bar.SetPercentMin(5), bar.GetPercentMin(), bar.SetShowValue(false), bar.GetShowValue()]);
put("props", [bar.AxisPosition, bar.BarFillType, bar.Direction, bar.PercentMax, bar.PercentMin, bar.ShowValue, bar.Type]);
