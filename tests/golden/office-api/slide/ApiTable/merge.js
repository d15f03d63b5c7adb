const slide = Api.GetPresentation().GetSlideByIndex(0);
slide.RemoveAllObjects();
function makeShape() {
  const shape = Api.CreateShape("rect", 200 * 36000, 80 * 36000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
  slide.AddObject(shape);
  return shape;
}
const content = makeShape().GetDocContent();
const told = makeShape().GetDocContent();
function shown(value) {
  if (value && value.GetClassType) return value.GetClassType();
  return Array.isArray(value) ? "[" + value.map(shown).join(", ") + "]" : String(JSON.stringify(value));
}
function say(...values) {
  const line = Api.CreateParagraph();
  line.AddText(values.map(shown).join("; "));
  told.Push(line);
}

const table = Api.CreateTable(3, 3);
slide.AddObject(table);
for (let row = 0; row < 3; row++) {
  for (let column = 0; column < 3; column++) table.GetRow(row).GetCell(column).AddText("" + row + column);
}
const cell = (row, column) => table.GetRow(row).GetCell(column);
const merged = table.MergeCells([cell(0, 0), cell(0, 1)]);
say(merged, merged.GetText(), table.GetRow(0).GetCellsCount());
say(table.MergeCells([cell(1, 0), cell(2, 0)]).GetText(), table.GetRow(2).GetCellsCount(), table.GetRow(2).GetCell(0).GetText());
say(table.MergeCells([]), table.MergeCells([cell(1, 1)]), table.MergeCells([cell(1, 1), cell(2, 2)]));
const square = Api.CreateTable(3, 3);
slide.AddObject(square);
square.MergeCells([[0, 0], [0, 1], [1, 0], [1, 1]].map(([row, column]) => square.GetRow(row).GetCell(column))).AddText("square");
say(square.GetRow(0).GetCellsCount(), square.GetRow(1).GetCellsCount(), square.GetRow(2).GetCellsCount());
square.AddRow(square.GetRow(0).GetCell(0));
say([0, 1, 2, 3].map((row) => square.GetRow(row).GetCellsCount()));
