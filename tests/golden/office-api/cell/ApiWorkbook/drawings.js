const sheet = Api.GetActiveSheet();
const fill = Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61));
const line = Api.CreateStroke(0, Api.CreateNoFill());
["Alpha", "Beta"].forEach((name, place) => {
    const shape = sheet.AddShape("rect", 2160000, 1260000, fill, line, place * 4, 0, 1, 0);
    shape.SetName(name);
});
const book = Api.GetActiveWorkbook();
const found = (names) => book.GetDrawingsByName(names).map((drawing) => drawing.GetName()).join();
sheet.GetRange("A10").SetValue(found(["Alpha"]));
sheet.GetRange("A11").SetValue(found(["Beta", "Alpha", "Gamma"]));
sheet.GetRange("A12").SetValue(found(["Gamma"]) + "none");
const shape = book.GetDrawingsByName(["Beta"])[0];
[0, 44, 45, 90, 134, 135, 225, 314, 315].forEach((angle, row) => {
    shape.SetRotation(angle);
    sheet.GetRangeByNumber(row + 12, 0).SetValue(angle + ": " + shape.GetWidth() + " " + shape.GetHeight());
});
