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
    func.PHI(0.75),
    func.PI(),
    func.PMT(0.08/12,10,10000),
    func.PMT(0.08/12,10,10000,0,1),
    func.PMT(0.06/12,216,0,50000),
    func.POISSON(2,5,true),
    func.POISSON(2,5,false),
    func.POISSON_DIST(2,5,true),
    func.POISSON_DIST(-2,5,true),
    func.POWER(5,2),
    func.POWER(98.6,3.2),
    func.POWER(0,0),
    func.PPMT(0.08,10,10,200000),
    func.PRICE("2/15/2008","11/15/2017",0.0575,0.065,100,2,0),
    func.PRICE("2/15/2008","11/15/2017",0.0575,0.065,100,2,1),
    func.PRICE("2/15/2008","4/15/2008",0.0575,0.065,100,2,0),
].forEach((value, index) => sheet.GetRange("Z" + (index + 1)).SetValue(value));
