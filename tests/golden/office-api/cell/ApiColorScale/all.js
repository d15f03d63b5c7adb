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
let scale = sheet.GetRange("A1:A5").GetFormatConditions().AddColorScale(3);
put("type", [scale.GetType(), scale.GetPriority(), scale.GetColorScaleCriteria().length, scale.ColorScaleCriteria.length]);
for (let stop of scale.GetColorScaleCriteria()) { put("stop", [stop.GetIndex(), stop.GetType(), stop.GetValue(), stop.Index, stop.Type, stop.Value]); put("color", stop.GetColor()); }
let stop = scale.GetColorScaleCriteria()[1];
stop.SetColor(Api.CreateColorFromRGB(1, 2, 3)); stop.SetType("xlConditionValueNumber"); stop.SetValue("7");
put("set", [stop.GetType(), stop.GetValue()]); put("color", stop.GetColor());
