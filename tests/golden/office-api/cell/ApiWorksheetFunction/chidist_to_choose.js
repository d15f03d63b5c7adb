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
    func.CHIDIST(18.307,10),
    func.CHIDIST(-1,10),
    func.CHIINV(0.05,10),
    func.CHIINV(2,10),
    func.CHISQ_DIST(0.5,1,true),
    func.CHISQ_DIST(2,3,false),
    func.CHISQ_DIST(2,0,false),
    func.CHISQ_DIST_RT(18.307,10),
    func.CHISQ_INV(0.6,2),
    func.CHISQ_INV_RT(0.050001,10),
    func.CHITEST(sheet.GetRange("R1:S2"),sheet.GetRange("R1:S2")),
    func.CHITEST([[58,35],[11,25],[10,23]],[[45.35,47.65],[17.56,18.44],[16.09,16.91]]),
    func.CHOOSE(2,"a","b","c"),
    func.CHOOSE(4,"a","b"),
    func.CHOOSE(0,"a"),
].forEach((value, index) => sheet.GetRange("Z" + (index + 1)).SetValue(value));
