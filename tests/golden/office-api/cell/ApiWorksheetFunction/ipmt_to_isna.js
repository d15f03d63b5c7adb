let sheet = Api.GetActiveSheet();
let values = [[3, 2.5, "apple", true], [1, -1.5, "banana", false], [4, 7, "cherry", 5], [1, 0, "Apple", "text"], [5, 12.25, "date", 10],
    [9, 8, "kiwi", 1], [2, 3, "lemon", 2], [6, -4, "fig", 3], [5, 10, "grape", true], [3, 6, "apple pie", 3.5]];
values.forEach((row, r) => row.forEach((value, c) => sheet.GetRangeByNumber(r, c).SetValue(value)));
[["Tree", "Height", "Age", "Yield", "Profit"], ["Apple", 18, 20, 14, 105], ["Pear", 12, 12, 10, 96], ["Cherry", 13, 14, 9, 105],
    ["Apple", 14, 15, 10, 75], ["Pear", 9, 8, 8, 77], ["Apple", 8, 9, 6, 45]]
    .forEach((row, r) => row.forEach((value, c) => sheet.GetRangeByNumber(r, 5 + c).SetValue(value)));
[["Tree", "Height", "Height"], ["Apple", ">10", "<16"], ["Pear", "", ""]]
    .forEach((row, r) => row.forEach((value, c) => sheet.GetRangeByNumber(r, 10 + c).SetValue(value)));
[-10000, 2750, 4250, 3250, 2750].forEach((value, r) => sheet.GetRangeByNumber(r, 14).SetValue(value));
["1/1/2008", "3/1/2008", "10/30/2008", "2/15/2009", "4/1/2009"].forEach((value, r) => sheet.GetRangeByNumber(r, 15).SetValue(value));
[[1, 2], [3, 4]].forEach((row, r) => row.forEach((value, c) => sheet.GetRangeByNumber(r, 17 + c).SetValue(value)));
let func = Api.GetWorksheetFunction();
[
    func.IPMT(0.1/12,1,36,8000),
    func.IPMT(0.1,3,3,8000),
    func.IPMT(0.1,4,3,8000),
    func.IRR(sheet.GetRange("O1:O5")),
    func.IRR([[-70000,12000,15000,18000,21000]]),
    func.IRR([[1,2,3]]),
    func.ISERR(sheet.GetRange("D7")),
    func.ISERROR(sheet.GetRange("D7")),
    func.ISERROR(sheet.GetRange("D8")),
    func.ISERROR(sheet.GetRange("A1")),
    func.ISEVEN(2),
    func.ISEVEN(-1),
    func.ISEVEN(2.5),
    func.ISFORMULA(sheet.GetRange("Q2")),
    func.ISFORMULA(sheet.GetRange("A1")),
    func.ISLOGICAL(true),
    func.ISLOGICAL("TRUE"),
    func.ISLOGICAL(sheet.GetRange("D1")),
    func.ISNA(sheet.GetRange("D7")),
].forEach((value, index) => sheet.GetRange("Z" + (index + 1)).SetValue(value));
