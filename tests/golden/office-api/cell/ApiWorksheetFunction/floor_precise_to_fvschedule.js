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
    func.FLOOR_PRECISE(-3.2,-1),
    func.FLOOR_PRECISE(3.2),
    func.FLOOR_PRECISE(-3.2),
    func.FORECAST_ETS_SEASONALITY(sheet.GetRange("A1:A10"),[[1],[2],[3],[4],[5],[6],[7],[8],[9],[10]]),
    func.FV(0.06/12,10,-200,-500,1),
    func.FV(0.12/12,12,-1000),
    func.FV(0,12,-1000),
    func.FVSCHEDULE(1,[[0.09,0.11,0.1]]),
].forEach((value, index) => sheet.GetRange("Z" + (index + 1)).SetValue(value));
