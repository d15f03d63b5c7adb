let sheet = Api.GetActiveSheet();
sheet.GetRange("A1").SetValue(1);
sheet.GetRange("A2").SetValue(2.5);
sheet.GetRange("A3").SetValue("text");
sheet.GetRange("B1").SetFormula("=A1+A2");
sheet.GetRange("B2").SetValue("=sum( a1:a2 ) * 2");
sheet.GetRange("B3").SetValue("=A3&\" \"&B1");
sheet.GetRange("B4:C5").SetFormula("=A1*2");
sheet.GetRange("B6").SetValue("=B7");
sheet.GetRange("B7").SetValue("=B6+1");
sheet.GetRange("B8").Formula = "=IF(A1>0,\"yes\",\"no\")";
sheet.GetRange("B9").SetFormula("=1/3");
sheet.GetRange("B10").SetFormula("=DATE(2020,1,2)");
let row = 1;
for (const name of ["B1", "B2", "B3", "B4", "C5", "B6", "B7", "B8", "B9", "B10"]) {
    let range = sheet.GetRange(name);
    sheet.GetRange("E" + row).SetValue("'" + range.GetFormula());
    sheet.GetRange("F" + row).SetValue("'" + range.GetText());
    sheet.GetRange("G" + row).SetValue("'" + range.GetValue2());
    sheet.GetRange("H" + row).SetValue(typeof range.GetValue());
    row++;
}
for (const text of ["=SUM()", "=1+", "=nosuch(1)", "=A1 B1", "=nosheet!A1", "=SUM(A1", "=\"a\"\"b\"", "={1,2;3,4}", "=-2^2", "=1E3+.5"]) {
    let range = sheet.GetRange("J" + row);
    sheet.GetRange("K" + row).SetValue(range.SetValue(text));
    sheet.GetRange("L" + row).SetValue("'" + range.GetFormula());
    row++;
}
sheet.GetRange("A1").SetValue(10);
sheet.GetRange("M1").SetValue(sheet.GetRange("B1").GetValue());
