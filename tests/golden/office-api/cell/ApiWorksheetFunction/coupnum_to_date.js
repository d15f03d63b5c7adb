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
    func.COUPNUM("1/25/2007","11/15/2008",2,1),
    func.COUPNUM("1/25/2007","11/15/2008",4),
    func.COUPNUM("1/25/2007","11/15/2008",3,1),
    func.COUPPCD("1/25/2011","11/15/2011",2,1),
    func.COUPPCD("1/25/2011","11/15/2010",2,1),
    func.CRITBINOM(6,0.5,0.75),
    func.CRITBINOM(100,0.3,0.9),
    func.CSC(15),
    func.CSC(0),
    func.CSCH(1.5),
    func.CSCH(0),
    func.CUMIPMT(0.09/12,30*12,125000,13,24,0),
    func.CUMIPMT(0.09/12,30*12,125000,1,1,0),
    func.CUMIPMT(0.09/12,30*12,125000,1,1,1),
    func.CUMPRINC(0,360,125000,1,1,0),
    func.DATE(2008,1,1),
    func.DATE(108,1,2),
    func.DATE(2008,14,2),
].forEach((value, index) => sheet.GetRange("Z" + (index + 1)).SetValue(value));
