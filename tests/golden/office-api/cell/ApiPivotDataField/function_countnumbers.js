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
let rows = [["Region", "Style", "Year", "Price", "Qty"], ["East", "Tee", 2020, 42.5, 12], ["East", "Golf", 2020, 35.2, 3],
  ["East", "Fancy", 2021, 12.3, 5], ["West", "Tee", 2021, 24.5, 7], ["West", "Fancy", 2020, 45.1, 8],
  ["North", "Tee", 2020, 11, 4], ["West", "Golf", 2021, 33, 1]];
sheet.GetRange("A1:E8").SetValue(rows);
let source = sheet.GetRange("A1:E8");
let table = Api.InsertPivotNewWorksheet(source);
table.AddFields({ rows: ["Region"], columns: ["Year"] });
table.AddDataField("Price").SetFunction("CountNumbers");
