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
let top = all.AddTop10(); put("top", [top.GetType(), top.GetPercent(), top.GetRank(), top.GetTopBottom()]);
top.SetPercent(true); top.SetRank(5); top.SetTopBottom("xlTop10Bottom"); put("set", [top.Percent, top.Rank, top.TopBottom]);
let mean = all.AddAboveAverage(); put("mean", [mean.GetType(), mean.GetAboveBelow(), mean.GetNumStdDev()]);
mean.SetAboveBelow(false); mean.SetNumStdDev(2); put("set", [mean.AboveBelow, mean.NumStdDev]);
let unique = all.AddUniqueValues(); put("unique", [unique.GetType(), unique.GetDupeUnique()]);
unique.SetDupeUnique("xlDuplicate"); put("set", unique.DupeUnique);
top.SetFillColor(Api.CreateColorFromRGB(1, 1, 1)); put("fill", top.GetFillColor());
