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
sheet.GetRange("A1:B2").SetValue([["a", "b"], [1.5, 2]]); sheet.SetActive();
put("merge", JSON.stringify(Api.GetMailMergeData(0)));
put("themes", Api.GetThemesColors()); put("set", Api.SetThemeColors("Apex")); put("set", Api.SetThemeColors("Red"));
sheet.GetRange("D1:D2").Select(); put("smart", Api.ReplaceTextSmart(["x", "y"]));
let book = Api.GetActiveWorkbook(); put("theme", [book.GetTheme().GetName(), book.GetTheme().GetClassType(), book.GetName(), book.Save(), book.GetAllPivotTables().length]);
