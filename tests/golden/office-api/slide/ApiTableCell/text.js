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

const table = Api.CreateTable(2, 2);
slide.AddObject(table);
const cell = table.GetRow(0).GetCell(0);
say(cell.GetClassType(), cell.GetContent(), cell.GetContent().GetElementsCount(), cell.GetText());
say(cell.AddText("hello"), cell.GetText(), cell.AddText("a\nb"), cell.GetText());
say(cell.SetText("set"), cell.GetText());
const more = Api.CreateParagraph();
more.AddText("more");
say(cell.GetContent().Push(more), cell.GetText({ ParaSeparator: "|", TableCellSeparator: "#", TableRowSeparator: "@" }));
say(table.GetRow(0).GetCell(1).GetText({ TableCellSeparator: "#", TableRowSeparator: "@" }));
say(more.GetText(), cell.GetContent().GetText());
cell.GetContent().RemoveAllElements();
say(cell.GetText());
cell.GetContent().GetElement(0).AddText("end");
