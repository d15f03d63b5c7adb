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

const table = Api.CreateTable(2, 4);
say(table.GetClassType(), table.GetRow(0), table.GetRow(1), table.GetRow(2), table.GetRow(-1));
say(table.GetRow(0).GetCellsCount(), table.GetRow(0).GetCell(3), table.GetRow(0).GetCell(4));
for (let row = 0; row < 2; row++) {
  for (let column = 0; column < 4; column++) table.GetRow(row).GetCell(column).AddText("r" + row + "c" + column);
}
say(slide.AddObject(table));
say(table.GetRow(0).GetCell(0).GetText(), table.GetRow(0).GetCell(3).GetText());
say(slide.GetAllTables().length);
