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
    "nosuch",
    "nosuchfn(1)",
    "#N/A",
    "#REF!+1",
    "{1,2,3}",
    "{\"a\",TRUE}",
    "A1:A10",
    "9999999999999999",
    "1E308*10",
    "2^1024",
    "(-8)^(1/3)",
    "0^0",
    "0^-1",
    "-1^2",
    "3%%",
    "A1%",
    "A3:A4*2",
    "123456789.123456789&\"\"",
    "1E-10&\"\"",
    "12345678901234567&\"\"",
    "1E15&\"\"",
    "1E21&\"\"",
    "1E20*1&\"\"",
    "0.00001&\"\"",
    "-0.5&\"\"",
    "100000*100000&\"\"",
].forEach((formula, index) => sheet.GetRange("Z" + (index + 1)).SetValue("=" + formula));
