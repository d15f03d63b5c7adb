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

const table = Api.CreateTable(2, 3);
slide.AddObject(table);
const dump = () => {
  const rows = [];
  for (let row = 0; table.GetRow(row); row++) {
    const cells = [];
    for (let column = 0; column < table.GetRow(row).GetCellsCount(); column++) cells.push(table.GetRow(row).GetCell(column).GetText());
    rows.push(cells);
  }
  return rows;
};
for (let row = 0; row < 2; row++) {
  for (let column = 0; column < 3; column++) table.GetRow(row).GetCell(column).AddText("" + row + column);
}
say(table.AddRow(), dump());
say(table.AddRow(table.GetRow(0).GetCell(1), true), dump());
say(table.AddRow(table.GetRow(1).GetCell(1), false), dump());
say(table.RemoveRow(table.GetRow(0).GetCell(0)), dump());
say(table.AddColumn(), dump());
say(table.AddColumn(table.GetRow(0).GetCell(0), true), dump());
say(table.AddColumn(table.GetRow(0).GetCell(1), false), dump());
say(table.RemoveColumn(table.GetRow(0).GetCell(0)), dump());
