const sheet = Api.GetActiveSheet();
let row = 1;
const put = (name, read) => {
    let said;
    try {
        said = String(read());
    } catch (error) {
        said = "refused";
    }
    sheet.GetRange("H" + row).SetValue(name);
    sheet.GetRange("I" + row).SetValue(said);
    row++;
};
const at = (range) => (range === null ? "null" : range.GetAddress(false, false, "xlA1", false));
[["Region", "Qty"], ["North", 12], ["South", 7]].forEach((line, index) => {
    sheet.GetRange("A" + (index + 1)).SetValue(line[0]);
    sheet.GetRange("B" + (index + 1)).SetValue(line[1]);
});
const block = sheet.GetRange("A1:B3");
const cell = sheet.GetRange("B2");
put("no fill", () => cell.SetFillColor(null));
put("no colour", () => cell.SetFontColor(null));
put("no font", () => cell.SetFontName(""));
put("no size", () => cell.SetFontSize());
put("no format", () => cell.SetNumberFormat(""));
put("no border", () => cell.SetBorders());
put("no function", () => block.ForEach(null));
put("cell 0", () => at(block.GetCells(0, 1)));
put("row 0", () => at(block.GetRows(0)));
put("column 0", () => at(block.GetCols(0)));
put("inner range", () => at(cell.GetRange(sheet.GetRange("A1"))));
put("inner ranges", () => at(cell.GetRange("A1", sheet.GetRange("C3"))));
put("no rows", () => at(block.Resize(0, 1)));
put("region of a block", () => at(sheet.GetRange("A2:B2").GetCurrentRegion()));
put("region of nothing", () => at(sheet.GetRange("D5:E6").GetCurrentRegion()));
put("merge area", () => at(block.MergeArea));
cell.SetAlignVertical("justify");
put("justified", () => cell.GetWrapText());
const place = sheet.GetRange("B2");
put("before the sheet", () => place.SetOffset(-9, 1) + " " + at(place));
cell.Address = "Z1";
put("only to be read", () => cell.Address);
sheet.GetRange("D1").Text = "12%";
put("text", () => sheet.GetRange("D1").GetValue() + " " + sheet.GetRange("D1").FormulaArray);
sheet.GetRange("D2").SetFormulaArray([["a", 1], ["b", 2]]);
sheet.GetRange("D3").SetValue(new Date(2024, 0, 15));
put("date", () => sheet.GetRange("D3").GetText() + " " + sheet.GetRange("D3").GetNumberFormat());
put("elsewhere", () => cell.GetAddress(true, true, "xlA1", true));
cell.SetOrientation("xlVertical");
put("upright", () => cell.GetOrientation());
