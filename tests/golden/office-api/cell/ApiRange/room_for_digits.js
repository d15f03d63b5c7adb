let sheet = Api.GetActiveSheet();
let row = 0;
[0, 0.375, 5, -0.375, 12.0625, -0.04].forEach(function (value) {
  ["# ?/?", "# ??/??", "???0", "0.0??", "0.0", "#", "0.0,,\"M\"", "0.00 \"kg\""].forEach(function (format) {
    row += 1;
    let cell = sheet.GetRange("B" + row);
    cell.SetValue(value);
    cell.SetNumberFormat(format);
    sheet.GetRange("C" + row).SetValue("=\"[\"&TEXT(B" + row + ",\"" + format.replace(/"/g, '""') + "\")&\"]\"");
    sheet.GetRange("D" + row).SetValue("[" + cell.GetText() + "]");
  });
});
["$5.00", "$5.50", "1,000.00", "1,000.5", "5.00%", "12.50%", "($7.00)", "€12.00", "0.00%"].forEach(function (typed, index) {
  let cell = sheet.GetRange("F" + (index + 1));
  cell.SetValue(typed);
  sheet.GetRange("G" + (index + 1)).SetValue("'" + cell.GetText() + " " + cell.GetNumberFormat());
});
sheet.GetRange("H1").SetValue([sheet.GetRange("A:C").GetCount(), sheet.GetRange("2:5").GetCount(), sheet.GetRange("B2:C3").GetCount(), sheet.GetCols("B:B").GetCount()].join());
sheet.GetRange("J60").SetValue("x"); sheet.GetRange("J60").Clear();
sheet.GetRange("H2").SetValue(sheet.GetUsedRange().GetAddress(false, false));
sheet.GetRange("H3").SetValue(String(sheet.Delete()));
sheet.GetRange("H4").SetValue(Api.Format("text"));
Api.SetLocale(1036); sheet.GetRange("H5").SetValue(Api.GetLocale());
