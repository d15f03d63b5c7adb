// Where a range's names and categories are looked for.
const sheet = Api.GetActiveSheet();
const blocks = [
  [[1, 2, 3], [4, 5, 6]],
  [["", 2, 3], [4, 5, 6], [7, 8, 9]],
  [["a", "b", "c"], [4, 5, 6], [7, 8, 9]],
  [["year", "b"], [2001, 5], [2002, 8]],
  [["x", "b", "c"], ["p", 5, 6], ["q", 8, 9]],
  [["h"], [2], [3]],
  [["r", "s", 1], ["t", "u", 2]],
  [["r", "s"], ["u", "v"], [1, 2]],
  [["a", "b"], ["c", "d"]],
  [[7]],
];
let row = 0;
const said = [];
for (const block of blocks) {
  block.forEach((line, r) => line.forEach((value, c) => value === "" || sheet.GetRangeByNumber(row + r, c).SetValue(value)));
  const area = "Sheet1!$A$" + (row + 1) + ":$" + "ABC"[block[0].length - 1] + "$" + (row + block.length);
  for (const inRows of [true, false]) {
    for (const kind of ["bar", "scatter"]) {
      said.push([area, inRows, kind, sheet.AddChart(area, inRows, kind, 2, 1000000, 1000000, 5, 0, row, 0).GetAllSeries().length].join());
    }
  }
  row += block.length + 1;
}
for (const area of ["A1:C2", "'Sheet1'!A1:C2", "Sheet1!1:2", "=Sheet1!$A$1:$C$2", "Sheet1!$A$1:$C$2,Sheet1!$A$4:$C$5", "nothing", "", "Sheet1!A1", "Nowhere!A1:B2"]) {
  said.push(area + " " + sheet.AddChart(area, true, "bar", 2, 1000000, 1000000, 5, 0, 0, 0).GetAllSeries().length);
}
said.forEach((text, index) => sheet.GetRangeByNumber(index, 8).SetValue("'" + text));
