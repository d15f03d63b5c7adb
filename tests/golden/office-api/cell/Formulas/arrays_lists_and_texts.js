let sheet = Api.GetActiveSheet();
[["Ada", "East", 10], ["Ben", "West", 7], ["Cid", "East", 3], ["Dot", "North", 12], ["Eve", "South", 5], ["Fay", "West", 9],
    ["Gus", "East", 15], ["Hal", "North", 1], ["Ivy", "South", 8]]
    .forEach((row, r) => row.forEach((value, c) => sheet.GetRangeByNumber(r, c).SetValue(value)));
Api.AddDefName("Share", "Sheet1!$C$1");
[
    "AVERAGE(LARGE(C1:C9,{1,2,3}))",
    "SUM(LARGE(C1:C9,{1,2,3}))",
    "SUMPRODUCT(SMALL(C1:C9,{1,2,3}))",
    "AVERAGE(ABS({-1,-3}))",
    "AVERAGE(LEN({\"a\",\"bbb\"}))",
    "SUM(LEN(A1:A9))",
    "AVERAGE(COUNTIF(B1:B9,{\"East\",\"West\"}))",
    "MAX(IF({1,0},5,7))",
    "COUNTA(LEFT({\"ab\",\"cd\"}))",
    "COUNTA(ROUND({1.5,2.5},0))",
    "OR(ISNUMBER(SEARCH({\"z\",\"d\"},A1)))",
    "0.1+0.2=0.3",
    "1.1*1.1>1.21",
    "1/3=0.333333333333333",
    "0.1+0.2-0.3",
    "MATCH(12,C1:C9)",
    "MATCH(8,C1:C9,-1)",
    "MATCH(\"East\",B1:B9)",
    "VLOOKUP(8,C1:C9,1)",
    "LOOKUP(9,C1:C9,A1:A9)",
    "SUMPRODUCT(C1:C9,C1:C8)",
    "SUMPRODUCT(C1:C8,C1:C9)",
    "DATEDIF(DATE(2024,1,31),DATE(2024,3,1),\"md\")",
    "DATEDIF(DATE(2024,2,20),DATE(2024,6,15),\"md\")",
    "A1:A3&\"x\"",
    "XLOOKUP(\"Cid\",A1:A9,B1:C9)",
    "SUM(XLOOKUP(\"Cid\",A1:A9,B1:C9))",
    "TEXT(1234.5,\"_($* #,##0.00_)\")",
    "TEXT(5,\"0 pcs\")",
    "TEXT(5,\"0 kg\")",
    "CHAR(128)&CHAR(150)",
    "BITXOR(5.7,3.2)",
    "share*2",
    "SKEW(C1:C9)",
    "CEILING.PRECISE(4.3)",
    "STDEVA(C1)",
    "CONVERT(1,\"yr\",\"day\")",
    "CONVERT(2.5,\"gal\",\"l\")",
    "CONVERT(100,\"g\",\"ozm\")",
    "CONVERT(1,\"day\",\"sec\")",
    "MAX(\"text\",1)",
    "STDEV(\"text\",1,3)",
].forEach((formula, index) => {
    const cell = sheet.GetRange("F" + (index + 1));
    cell.SetValue("=" + formula);
    sheet.GetRange("G" + (index + 1)).SetValue("'" + cell.GetFormula() + " " + cell.GetText());
});
[" 1/15/2024", "$ 5", "1/15/2024 ", " 5"].forEach((typed, index) => sheet.GetRange("I" + (index + 1)).SetValue(typed));
