var oWorksheet = Api.GetActiveSheet();
oWorksheet.SetName("Budget");
oWorksheet.GetRange("A1").SetValue("Monthly Budget");
oWorksheet.GetRange("A1:D1").Merge(false);
oWorksheet.GetRange("A1").SetFontSize(18);
oWorksheet.GetRange("A1").SetBold(true);
oWorksheet.GetRange("A1:D1").SetAlignHorizontal("center");
var data = [["Category", "Planned", "Actual", "Difference"], ["Rent", 1200, 1200], ["Food", 450, 512.35], ["Transport", 90, 75.5], ["Fun", 150, 220]];
for (var r = 0; r < data.length; r++) {
  for (var c = 0; c < data[r].length; c++) {
    oWorksheet.GetRangeByNumber(r + 2, c).SetValue(data[r][c]);
  }
  if (r > 0) oWorksheet.GetRange("D" + (r + 3)).SetValue("=B" + (r + 3) + "-C" + (r + 3));
}
oWorksheet.GetRange("A8").SetValue("Total");
oWorksheet.GetRange("B8").SetValue("=SUM(B4:B7)");
oWorksheet.GetRange("C8").SetValue("=SUM(C4:C7)");
oWorksheet.GetRange("D8").SetValue("=B8-C8");
oWorksheet.GetRange("B4:D8").SetNumberFormat("#,##0.00");
oWorksheet.GetRange("A3:D3").SetFillColor(Api.CreateColorFromRGB(221, 235, 247));
oWorksheet.GetRange("A3:D3").SetBorders("Bottom", "Thick", Api.CreateColorFromRGB(49, 133, 154));
oWorksheet.SetColumnWidth(0, 22);
oWorksheet.GetRange("F1").SetValue(oWorksheet.GetRange("D8").GetText());
oWorksheet.GetRange("F2").SetValue(oWorksheet.GetRange("D8").GetValue());
oWorksheet.GetRange("F3").SetValue(oWorksheet.GetRange("D8").GetFormula());
oWorksheet.GetRange("F4").SetValue("" + oWorksheet.GetUsedRange().GetAddress(true, true, "xlA1", false));
oWorksheet.GetRange("F5").SetValue(oWorksheet.GetRange("B4:D8").GetNumberFormat());
oWorksheet.GetRange("F6").SetValue(String(oWorksheet.GetRange("A1").GetMergeArea ? "merge" : "none"));
oWorksheet.GetRange("F7").SetValue("=IF(D8<0,\"Over budget\",\"Within budget\")");
oWorksheet.GetRange("F8").SetValue("=AVERAGE(C4:C7)");
oWorksheet.GetRange("F9").SetValue("=TEXT(C8,\"$#,##0.00\")");
oWorksheet.GetRange("F10").SetValue("=VLOOKUP(\"Food\",A4:D7,3,FALSE)");
