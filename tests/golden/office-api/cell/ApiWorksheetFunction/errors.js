let sheet = Api.GetActiveSheet();
let func = Api.GetWorksheetFunction();
sheet.GetRange("A1").SetValue("=1/0");
let row = 1;
const put = (value) => sheet.GetRange("B" + row++).SetValue(value);
put(func.ACOS(2));
put(func.ABS("x"));
put(func.SQRT(-1));
put(func.NA());
put(func.SUM("A1:A5"));
put(func.ABS(sheet.GetRange("A1")));
put(func.ISERR(sheet.GetRange("A1")));
put(func.IFERROR(sheet.GetRange("A1"), "none"));
for (const call of [() => func.ABS(), () => func.ABS(1, 2), () => func.SUM(null), () => func.SUM({}, 1), () => func.SUM([[1, 2], [3]])]) {
    try {
        put(call());
    } catch (error) {
        put("refused");
    }
}
