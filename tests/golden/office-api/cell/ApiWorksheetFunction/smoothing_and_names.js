const sheet = Api.GetActiveSheet();
const func = Api.GetWorksheetFunction();
[3.1, 4.9, 7.2, 8.8, 11.1, 13.2, 14.9, 17.1].forEach((value, row) => {
    sheet.GetRangeByNumber(row, 0).SetValue(row + 1);
    sheet.GetRangeByNumber(row, 1).SetValue(value);
    sheet.GetRangeByNumber(row, 2).SetValue([2, 1, 4, 3, 6, 5, 8, 7][row]);
});
const [times, values, saw] = ["A1:A8", "B1:B8", "C1:C8"].map((place) => sheet.GetRange(place));
Api.AddDefName("values", "Sheet1!$B$1:$B$8");
const name = Api.GetDefName("values");
let row = 1;
const put = (title, read) => {
    let said;
    try {
        said = read();
    } catch (error) {
        said = "refused";
    }
    sheet.GetRange("E" + row).SetValue(title);
    sheet.GetRange("F" + row).SetValue(said);
    row++;
};
put("next", () => func.FORECAST_ETS(9, values, times));
put("two seasons", () => func.FORECAST_ETS(10, saw, times, 2));
put("no season", () => func.FORECAST_ETS(9, saw, times, 0));
put("width", () => func.FORECAST_ETS_CONFINT(9, values, times, 0.95, 0));
put("width with seasons", () => func.FORECAST_ETS_CONFINT(9, values, times));
put("season", () => func.FORECAST_ETS_SEASONALITY(saw, times));
[1, 2, 3, 4, 5, 6, 7, 8].forEach((kind) => put("figure " + kind, () => func.FORECAST_ETS_STAT(values, times, kind)));
put("mean of a name", () => func.AVERAGE(name));
put("sum of a name", () => func.SUM(name));
put("a name for one value", () => func.ABS(name));
put("texts that are no numbers", () => [func.MAXA("text", -3), func.MINA("text", 3), func.VARA("5", 3)].join(" "));
put("largest of several places", () => func.LARGE(values, [[1, 2]]));
put("single cell", () => [func.ERF(sheet.GetRange("B2")), func.TRUNC(sheet.GetRange("B3"))].join(" "));
put("several cells", () => [func.ERF(values), func.TRUNC(values)].join(" "));
put("coupons accrue", () => func.ACCRINT("1/1/2017", "6/1/2017", "10/1/2017", 0.035, 1200, 4, 1));
put("duration", () => func.DURATION("7/15/2018", "1/1/2048", 0.08, 0.09, 4, 3));
put("out of range", () => [func.RANK(99, values), func.RANK(5, values, 1), func.RANK(5, values)].join(" "));
put("no numbers", () => [func.STDEV("text"), func.STDEV_S(sheet.GetRange("H1:H3"))].join(" "));
