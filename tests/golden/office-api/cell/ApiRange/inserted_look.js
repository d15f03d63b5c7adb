let sheet = Api.GetActiveSheet();
sheet.GetRange("A1:C1").SetValue([["Id", "Amount", "Day"]]);
for (let row = 2; row < 6; row += 1) { sheet.GetRange("A" + row).SetValue(row); sheet.GetRange("B" + row).SetValue("$" + row + ".5"); sheet.GetRange("C" + row).SetValue("2024-0" + row + "-01"); }
sheet.GetRange("3:3").Insert("down");
sheet.GetRange("A3:C3").SetValue([["new", 7, 45366]]);
sheet.GetRange("C:C").Insert("right");
sheet.GetRange("C2").SetValue(9);
sheet.GetRange("D4").Insert("right");
sheet.GetRange("D4").SetValue(8);
sheet.GetRange("B5:B6").Insert("down");
sheet.GetRange("B5").SetValue(6);
sheet.GetRange("A1").Insert("down");
["B3", "C2", "D3", "D4", "E4", "B5", "B6", "B7"].forEach((name, index) => sheet.GetRange("G" + (index + 1)).SetValue("'" + name + " " + sheet.GetRange(name).GetText() + " " + sheet.GetRange(name).GetNumberFormat()));
["Jan 15 2024", "March 3, 2024", "Mar 3 2024", "Jan/15/2024", "15-Jan-2024", "Monday, January 15, 2024"].forEach(function (typed, index) {
  let cell = sheet.GetRange("I" + (index + 1));
  cell.SetValue(typed);
  sheet.GetRange("J" + (index + 1)).SetValue("'" + cell.GetText() + " " + cell.GetNumberFormat());
});
[2.675, 1.005, -2.675, 0.285, 5515.625 - 1213.44].forEach(function (value, index) {
  let cell = sheet.GetRange("L" + (index + 1));
  cell.SetValue(value);
  cell.SetNumberFormat("0.00");
  sheet.GetRange("M" + (index + 1)).SetValue("'" + cell.GetText());
});
Api.AddSheet("Other").GetRange("A1").SetValue("=SUM(Sheet1!I:I)+Sheet1!I2");
sheet.GetRange("I:I").Delete("left");
sheet.GetRange("N1").SetValue("'" + Api.GetSheet("Other").GetRange("A1").GetFormula());
sheet.GetRange("N2").SetValue(Api.AddSheet("x".repeat(40)).GetName());
sheet.SetBottomMargin(13); sheet.GetRange("N3").SetValue(sheet.GetBottomMargin());
