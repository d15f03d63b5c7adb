let sheet = Api.GetActiveSheet();
[3, 1, 4, 1, 5].forEach((value, index) => sheet.GetRange("A" + (index + 1)).SetValue(value));
let func = Api.WorksheetFunction;
let range = sheet.GetRange("A1:A5");
[
    func.TRANSPOSE([[1, 2, 3], [4, 5, 6]]),
    func.FREQUENCY(range, [2, 4]),
    func.LINEST([10, 20, 30, 40], [1, 2, 3, 4]),
    func.TREND([10, 20, 30, 40]),
    func.MUNIT(2),
    func.ABS([-1, 2, -3]),
].forEach((value, index) => sheet.GetRange("C" + (index + 1)).SetValue(JSON.stringify(value)));
sheet.GetRange("D1").SetValue(func.GROWTH([2, 4, 8, 16])[0][0] - 2 < 1e-9);
sheet.GetRange("D2").SetValue(func.LOGEST([2, 4, 8, 16])[0][0] - 2 < 1e-9);
sheet.GetRange("D3").SetValue(func.CLEAN("a\tb\nc"));
sheet.GetRange("D4").SetValue(func.DEGREES(1.5707963267948966));
sheet.GetRange("D5").SetValue(typeof func.RAND() + typeof func.NOW() + typeof func.TODAY());
sheet.GetRange("D6").SetValue(Math.abs(func.F_DIST_RT(15.2069, 6, 4) - 0.01) < 1e-4);
sheet.GetRange("D7").SetValue(Math.abs(func.T_INV_2T(0.546449, 60) - 0.60653) < 1e-4);
sheet.GetRange("D8").SetValue(Math.abs(func.ODDFYIELD("11/11/2008", "3/1/2021", "10/15/2008", "3/1/2009", 0.0575, 84.5, 100, 2, 0) - 0.0772) < 1e-3);
sheet.GetRange("D9").SetValue(Math.abs(func.ODDLYIELD("4/20/2008", "6/15/2008", "12/24/2007", 0.0375, 99.875, 100, 2, 0) - 0.0451) < 1e-3);
sheet.GetRange("D10").SetValue(func.IMREAL(func.IMTAN("4+3i")) < 0.005);
