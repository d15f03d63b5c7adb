let sheet = Api.GetActiveSheet();
sheet.GetRange("A1:B1").SetValue([["Zone", "Sales"]]);
for (let row = 2; row < 8; row += 1) { sheet.GetRange("A" + row).SetValue(row % 2 ? "N" : "S"); sheet.GetRange("B" + row).SetValue(row * 10); }
["=SUBTOTAL(9,B2:B7)", "=SUBTOTAL(109,B2:B7)", "=SUBTOTAL(3,A2:A7)", "=AGGREGATE(9,5,B2:B7)", "=SUM(B2:B7)", "=SUBTOTAL(1,B2:B7)"].forEach(function (formula, index) { sheet.GetRange("D" + (index + 1)).SetValue(formula); });
function note(column) { for (let row = 1; row < 7; row += 1) { sheet.GetRange(column + row).SetValue("'" + sheet.GetRange("D" + row).GetText()); } }
note("F");
sheet.GetRange("A1:B7").SetAutoFilter(1, "N"); note("G");
sheet.GetRange("A1:B7").SetAutoFilter(2, ">40"); note("H");
sheet.GetAutoFilter().ShowAllData(); note("I");
sheet.GetRange("A1:B7").SetAutoFilter(1, ["S"], "xlFilterValues"); note("J");
sheet.GetRange("K1").SetValue("=\"a\"*NA()");
sheet.GetRange("K2").SetValue("=NA()*\"a\"");
