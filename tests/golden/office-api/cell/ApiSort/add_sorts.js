const sheet = Api.GetActiveSheet();
[["Region", "Qty"], ["North", 12], ["South", 7], ["East", 20], ["West", 3]].forEach((line, row) =>
    line.forEach((value, col) => sheet.GetRangeByNumber(row, col).SetValue(value)));
const table = sheet.AddListObject("xlSrcRange", "A1:B5", null, "xlYes");
const fields = table.GetSort().GetSortFields();
const seen = () => sheet.GetRange("A2:A5").GetValue().join();
const field = fields.Add(sheet.GetRange("B2:B5"), "xlSortOnValues", "xlDescending");
sheet.GetRange("D1").SetValue(seen());
field.SetOrder("xlAscending");
sheet.GetRange("D2").SetValue(seen());
table.GetSort().Apply();
sheet.GetRange("D3").SetValue(seen());
