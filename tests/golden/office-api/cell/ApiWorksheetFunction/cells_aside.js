const sheet = Api.GetActiveSheet();
const func = Api.GetWorksheetFunction();
[12, 7, 5, 20, 3].forEach((value, row) => sheet.GetRangeByNumber(row + 1, 2).SetValue(value));
const cell = sheet.GetRange("C2");
const list = sheet.GetRange("C2:C6");
let row = 1;
const put = (name, read) => {
    let said;
    try {
        said = read();
    } catch (error) {
        said = "refused";
    }
    sheet.GetRange("E" + row).SetValue(name);
    sheet.GetRange("F" + row).SetValue(said);
    row++;
};
put("CEILING", () => func.CEILING(cell, 5));
put("CEILING of a list", () => func.CEILING(list, 5));
put("FLOOR", () => func.FLOOR(cell, cell));
put("TRUNC", () => func.TRUNC(cell));
put("DELTA", () => func.DELTA(cell));
put("EDATE", () => func.EDATE(cell, cell));
put("EFFECT", () => func.EFFECT(cell, cell));
put("ERF", () => func.ERF(cell));
put("FACTDOUBLE", () => func.FACTDOUBLE(cell));
put("BESSELI", () => func.BESSELI(cell, 2));
put("IFERROR", () => func.IFERROR(cell, "none"));
put("N", () => func.N(cell));
put("NETWORKDAYS", () => func.NETWORKDAYS(cell, 40));
put("COUNTIF", () => func.COUNTIF(list, ">6"));
put("SUMIF", () => func.SUMIF(list, ">6"));
put("MATCH", () => func.MATCH(5, list, 0));
put("INDEX", () => func.INDEX(list, 2, 1));
put("SMALL", () => func.SMALL(list, 2));
put("ABS", () => func.ABS(cell));
put("ROUND", () => func.ROUND(cell, 1));
