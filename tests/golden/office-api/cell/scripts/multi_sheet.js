builder.CreateFile("xlsx");
const regions = ["North", "South", "West"];
const first = Api.GetActiveSheet();
first.SetName("Total");
regions.forEach((region, i) => {
  Api.AddSheet(region);
  const sheet = Api.GetActiveSheet();
  sheet.GetRange("A1").SetValue("Sales of " + region);
  for (let m = 0; m < 4; m++) {
    sheet.GetRangeByNumber(m + 1, 0).SetValue("Q" + (m + 1));
    sheet.GetRangeByNumber(m + 1, 1).SetValue((i + 1) * 100 + m * 25);
  }
  sheet.GetRange("B6").SetValue("=SUM(B2:B5)");
});
const total = Api.GetSheet("Total");
total.SetActive();
total.GetRange("A1:B1").SetValue([["Region", "Sum"]]);
regions.forEach((region, i) => {
  total.GetRange("A" + (i + 2)).SetValue(region);
  total.GetRange("B" + (i + 2)).SetValue("='" + region + "'!B6");
});
total.GetRange("B5").SetValue("=SUM(North:West!B6)");
total.GetRange("B6").SetValue("=SUM(B2:B4)");
total.GetRange("C2").SetValue("=B2/$B$6");
total.GetRange("C2").AutoFill ? total.GetRange("C2").AutoFill(total.GetRange("C2:C4"), "fillDefault") : 0;
total.GetRange("D1").SetValue(Api.GetSheets().map(s => s.GetName()).join(","));
total.GetRange("D2").SetValue(Api.ActiveSheet.Name);
Api.AddSheet("Notes");
Api.GetActiveSheet().GetRange("A1").SetValue("after " + Api.GetActiveSheet().GetIndex());
Api.GetSheet("South").Delete();
total.GetRange("D3").SetValue(Api.GetSheets().map(s => s.GetName()).join(","));
total.GetRange("D4").SetValue(total.GetRange("B3").GetValue());
total.GetRange("D5").SetValue("'" + total.GetRange("B3").GetFormula());
Api.GetSheet("North").SetName("Nord");
total.GetRange("D6").SetValue("'" + total.GetRange("B2").GetFormula());
builder.SaveFile("xlsx", "regions.xlsx");
builder.CloseFile();
