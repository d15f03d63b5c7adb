let source = Api.GetActiveSheet();
[["Region", "Product", "Units"], ["East", "Pen", 10], ["East", "Ink", 4], ["West", "Pen", 7]].forEach(function (row, index) { source.GetRange("A" + (index + 1) + ":C" + (index + 1)).SetValue([row]); });
let lines = [];
function made(rows, change) {
  let table = Api.InsertPivotNewWorksheet(source.GetRange("A1:C4"));
  table.AddFields({ rows: rows });
  let data = table.AddDataField("Units");
  change(table, data);
  lines.push(JSON.stringify(Api.GetActiveSheet().GetUsedRange().GetText()));
}
made("Region", table => table.SetRowAxisLayout("Tabular"));
made("Region", table => table.SetRowAxisLayout("Tabular", false));
made(["Region", "Product"], table => table.SetRowAxisLayout("Tabular", true));
made(["Region", "Product"], table => table.SetSubtotalLocation("Hidden"));
made(["Region", "Product"], table => table.SetSubtotalLocation("Bottom"));
made("Region", (table, data) => data.SetOrientation("Rows"));
let out = Api.AddSheet("Out");
lines.forEach((line, index) => out.GetRange("A" + (index + 1)).SetValue(line));
