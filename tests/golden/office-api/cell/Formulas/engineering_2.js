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
    "IMPOWER(\"2+3i\",3)",
    "IMPOWER(\"2+3i\",0.5)",
    "IMPRODUCT(\"3+4i\",\"5-3i\")",
    "IMPRODUCT(\"1+2i\",30)",
    "IMPRODUCT(\"1+i\",\"1-i\",\"i\")",
    "IMREAL(\"6-9i\")",
    "IMREAL(\"i\")",
    "IMSEC(\"4+3i\")",
    "IMSQRT(\"1+i\")",
    "IMSQRT(-1)",
    "IMSUB(\"13+4i\",\"5+3i\")",
    "IMSUM(\"3+4i\",\"5-3i\")",
    "IMSUM(\"1+i\",\"2+2i\",\"3\")",
    "IMSUM(\"1+i\",\"1+j\")",
    "IMREAL(\"1+2k\")",
    "IMSIN(\"0.5\")",
    "IMSUM(1,2)",
    "IMSQRT(\"-4\")",
    "IMEXP(\"0\")",
    "IMDIV(\"4+3j\",\"1+2j\")",
    "IMCONJUGATE(\"5\")",
    "IMCONJUGATE(\"-i\")",
].forEach((formula, index) => sheet.GetRange("Z" + (index + 1)).SetValue("=" + formula));
