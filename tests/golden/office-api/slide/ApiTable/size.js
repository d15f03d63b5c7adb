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
say(table.GetWidth(), table.GetHeight(), table.GetPosX(), table.GetPosY());
say([0, 1, 4, -1].map((column) => table.GetColumnWidth(column)), table.GetRow(0).GetHeight());
say(table.SetColumnWidth(0, 60 * 36000), table.GetColumnWidth(0), table.GetWidth(), table.SetColumnWidth(9, 36000), table.SetColumnWidth(1, 0));
say(table.SetPosition(36000, 72000), table.GetPosX(), table.GetPosY());
const other = Api.CreateTable(2, 2);
say(other.SetSize(200 * 36000, 100 * 36000), other.GetWidth(), other.GetRow(1).GetHeight());
slide.AddObject(table);
slide.AddObject(other);
