let sheet = Api.GetActiveSheet();
["C2", "C3", "C4", "C8", "F2"].forEach((name) => sheet.GetRange(name).SetValue(1));
let row = 1;
for (const [name, way] of [["C2", "xlDown"], ["C4", "xlDown"], ["C8", "xlDown"], ["C8", "xlUp"], ["C2", "xlToRight"], ["F2", "xlToLeft"], ["A2", "xlToRight"], ["C6", "xlUp"]]) {
    sheet.GetRange("H" + row++).SetValue(sheet.GetRange(name).End(way).GetAddress());
}
sheet.GetRange("A10").SetValue("moves");
sheet.GetRange("A11").SetValue("=A10&\"!\"");
sheet.GetRange("B10").SetValue("=A10");
sheet.GetRange("B11").SetValue("=SUM(C2:C8)");
sheet.GetRange("A10:A11").Cut(sheet.GetRange("D20"));
sheet.GetRange("C10").SetValue("'" + sheet.GetRange("B10").GetFormula());
sheet.GetRange("C11").SetValue("'" + sheet.GetRange("D21").GetFormula());
sheet.GetRange("C12").SetValue(sheet.GetRange("D21").GetValue());
sheet.GetRange("C13").SetValue(String(sheet.GetRange("F2").PasteSpecial("xlPasteValues")));
