let sheet = Api.GetActiveSheet();
[[3, 2.5, "apple", true], [1, -1.5, "banana", false], [4, 7, "cherry", "'5"], [1, 0, "Apple", null], [5, 12.25, "date", "text"],
    [9, 8, "kiwi", 10], [2, 3, null, "=1/0"], [6, -4, "fig", "=NA()"], [5, 10, "grape", true], [3, 6, "apple pie", "'3.5"]]
    .forEach((row, r) => row.forEach((value, c) => value === null || sheet.GetRangeByNumber(r, c).SetValue(value)));
["5/1/2008", "1/15/2009", "6/30/2010", "12/31/2011", "2/29/2012", "2012-03-01", "1/1/1900", "3/1/1900", "10/10/2020", "11/11/2021"]
    .forEach((value, r) => sheet.GetRangeByNumber(r, 4).SetValue(value));
[["Tree", "Height", "Age", "Yield", "Profit"], ["Apple", 18, 20, 14, 105], ["Pear", 12, 12, 10, 96], ["Cherry", 13, 14, 9, 105],
    ["Apple", 14, 15, 10, 75], ["Pear", 9, 8, 8, 77], ["Apple", 8, 9, 6, 45]]
    .forEach((row, r) => row.forEach((value, c) => sheet.GetRangeByNumber(r, 5 + c).SetValue(value)));
[["Tree", "Height", "Height"], ["Apple", ">10", "<16"], ["Pear", "", ""]]
    .forEach((row, r) => row.forEach((value, c) => value === "" || sheet.GetRangeByNumber(r, 10 + c).SetValue(value)));
[-10000, 2750, 4250, 3250, 2750].forEach((value, r) => sheet.GetRangeByNumber(r, 14).SetValue(value));
["1/1/2008", "3/1/2008", "10/30/2008", "2/15/2009", "4/1/2009"].forEach((value, r) => sheet.GetRangeByNumber(r, 15).SetValue(value));
sheet.GetRange("Q2").SetValue("=SUM(A1:A3)");
[[1, 2], [3, 4]].forEach((row, r) => row.forEach((value, c) => sheet.GetRangeByNumber(r, 17 + c).SetValue(value)));
[
    "TREND(A1:A5)",
    "TRIMMEAN(A1:A10,0.2)",
    "TRIMMEAN(A1:A10,1)",
    "TTEST(A1:A10,B1:B10,2,1)",
    "T.TEST(A1:A10,B1:B10,2,3)",
    "T.TEST(A1:A10,B1:B10,1,1)",
    "VAR(A1:A10)",
    "VAR.S(A1:A10)",
    "VAR.P(A1:A10)",
    "VARP(A1:A10)",
    "VARA(D1:D6)",
    "VARPA(D1:D6)",
    "WEIBULL(105,20,100,TRUE)",
    "WEIBULL(105,20,100,FALSE)",
    "WEIBULL.DIST(105,20,100,TRUE)",
    "ZTEST(A1:A10,4)",
    "Z.TEST(A1:A10,4)",
    "Z.TEST(A1:A10,6)",
    "Z.TEST(A1:A10,4,2)",
].forEach((formula, index) => sheet.GetRange("Z" + (index + 1)).SetValue("=" + formula));
