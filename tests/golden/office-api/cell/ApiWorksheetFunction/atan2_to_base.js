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
    func.ATAN2(1,1),
    func.ATAN2(-1,-1),
    func.ATAN2(0,0),
    func.ATANH(0.76),
    func.ATANH(1),
    func.AVEDEV(sheet.GetRange("A1:A10")),
    func.AVEDEV(4,5,6,7,5,4,3),
    func.AVEDEV("x"),
    func.AVERAGE(sheet.GetRange("A1:A10")),
    func.AVERAGE(sheet.GetRange("C1:C3")),
    func.AVERAGE(sheet.GetRange("A1:A3"),"5",true),
    func.AVERAGEA(sheet.GetRange("A1:A10")),
    func.AVERAGEA(sheet.GetRange("D1:D6")),
    func.AVERAGEA(sheet.GetRange("C1:C3")),
    func.AVERAGEIF(sheet.GetRange("A1:A10"),">3"),
    func.AVERAGEIF(sheet.GetRange("C1:C10"),"apple",sheet.GetRange("A1:A10")),
    func.AVERAGEIF(sheet.GetRange("A1:A10"),">100"),
    func.AVERAGEIFS(sheet.GetRange("A1:A10"),sheet.GetRange("B1:B10"),">0"),
    func.AVERAGEIFS(sheet.GetRange("A1:A10"),sheet.GetRange("B1:B10"),">0",sheet.GetRange("C1:C10"),"a*"),
    func.AVERAGEIFS(sheet.GetRange("A1:A10"),sheet.GetRange("B1:B10"),">100"),
    func.BASE(7,2),
    func.BASE(100,16),
    func.BASE(15,2,10),
].forEach((value, index) => sheet.GetRange("Z" + (index + 1)).SetValue(value));
