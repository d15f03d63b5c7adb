const sheet = Api.GetActiveSheet();
[["Region", "Qty", "Price"], ["North", 12, 1.5], ["South", 7, 2.25], ["North", 5, 4]].forEach((line, row) =>
    line.forEach((value, col) => sheet.GetRangeByNumber(row, col).SetValue(value)));
const table = sheet.AddListObject("xlSrcRange", "A1:C4", null, "xlYes");
table.SetName("Sales");
[
    "=SUM(Sales[Qty])", "=sum(Sales[qty])", "=COUNTA(Sales[#All])", "=COUNTA(Sales)", "=AVERAGE(Sales[[Qty]:[Price]])",
    "=INDEX(Sales[#Headers],1,2)", "=SUM(Sales[#Data])", "=COUNTA(Sales[[#Headers],[Qty]])", "=SUM(Sales[Nope])",
    "=SUM(Nope[Qty])", '=SUMIF(Sales[Region],"North",Sales[Qty])', "=SUM(Sales[[#All],[Qty]])",
    "=SUMPRODUCT(Sales[Qty]*Sales[Price])", "=MAX(Sales[[Qty]])", '=VLOOKUP("South",Sales[],3,FALSE)',
].forEach((formula, row) => {
    const cell = sheet.GetRangeByNumber(row, 5);
    const taken = cell.SetValue(formula);
    sheet.GetRangeByNumber(row, 6).SetValue(taken + " " + cell.GetValue());
    sheet.GetRangeByNumber(row, 7).SetValue("'" + cell.GetFormula());
});
sheet.GetRange("E2:E4").SetValue("=Sales[[#This Row],[Qty]]*Sales[@Price]");
table.SetName("Turnover");
sheet.GetRange("F20").SetValue("'" + sheet.GetRange("F1").GetFormula());
table.SetShowTotals(true);
sheet.GetRange("F21").SetValue(sheet.GetRange("C5").GetValue());
table.AddListRow(9);
sheet.GetRange("F22").SetValue(table.GetRange().GetAddress(false, false, "xlA1", false));
sheet.GetRange("E2:E4").Clear();
table.Unlist();
