const sheet = Api.GetActiveSheet();
[["Region", "Product", "Qty"], ["North", "Apple", 12], ["South", "Pear", 7], ["North", "Pear", 5], ["East", "Apple", 20]].forEach((line, row) =>
    line.forEach((value, col) => sheet.GetRangeByNumber(row, col).SetValue(value)));
const pivot = Api.InsertPivotExistingWorksheet(sheet.GetRange("A1:C5"), sheet.GetRange("F3"));
pivot.AddFields({ rows: ["Region", "Product"] });
pivot.AddDataField("Qty");
sheet.GetRange("A10").SetValue(pivot.GetPivotFields().map((field) => field.GetName()).join());
sheet.GetRange("A11").SetValue(sheet.GetSelection().GetAddress(false, false, "xlA1", false));
const field = pivot.GetPivotFields("Region");
field.Move("Down", 0);
sheet.GetRange("A12").SetValue(field.GetPosition());
field.Move("Begin");
sheet.GetRange("A13").SetValue(field.GetPosition());
field.SetLayoutForm("Tabular");
sheet.GetRange("A14").SetValue(String(field.GetLayoutCompactRow()));
