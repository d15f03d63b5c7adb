var csv = "id;name;joined;amount;active\n1;Ann;2024-01-15;1200.5;true\n2;Bob;2023-11-02;980;false\n3;\"Cy\";2022-05-30;-15,5;TRUE\n4;Dee;;0;\n";
var sheet = Api.GetActiveSheet();
var rows = csv.trim().split("\n").map(function (line) { return line.split(";"); });
for (var r = 0; r < rows.length; r++) for (var c = 0; c < rows[r].length; c++) sheet.GetRangeByNumber(r, c).SetValue(rows[r][c]);
for (r = 1; r < rows.length; r++) {
  var out = [];
  for (c = 0; c < 5; c++) {
    var cell = sheet.GetRangeByNumber(r, c);
    out.push(typeof cell.GetValue() + ":" + cell.GetValue() + ":" + cell.GetText() + ":" + cell.GetNumberFormat());
  }
  sheet.GetRange("G" + (r + 1)).SetValue("'" + out.join(" | "));
}
sheet.GetRange("A8").SetValue("=COUNT(D2:D5)");
sheet.GetRange("A9").SetValue("=COUNTIF(E2:E5,TRUE)");
sheet.GetRange("A10").SetValue("=MAX(C2:C5)-MIN(C2:C5)");
sheet.GetRange("A11").SetValue("=SUMIFS(D2:D5,E2:E5,TRUE)");
sheet.GetRange("A12").SetValue("=YEAR(C2)&\"-\"&MONTH(C2)");
sheet.GetRange("A13").SetValue("=DATEDIF(C3,C2,\"d\")");
sheet.GetRange("A14").SetValue("=TEXT(C2,\"d mmmm yyyy\")");
sheet.GetRange("A15").SetValue("=VALUE(\"12.5\")+1");
sheet.GetRange("A16").SetValue("=B2&\" \"&D2");
sheet.GetRange("A17").SetValue("=EOMONTH(C2,0)");
sheet.GetRange("A18").SetValue("=SORT(B2:B5)");
sheet.GetRange("C8").SetValue("=UNIQUE(E2:E5)");
