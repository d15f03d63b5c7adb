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
const cell = table.GetRow(0).GetCell(1);
const fill = Api.CreateSolidFill(Api.CreateRGBColor(4, 5, 6));
say(cell.SetCellMarginLeft(720), cell.SetCellMarginRight(10), cell.SetCellMarginTop(720), cell.SetCellMarginBottom(null));
say(cell.SetVerticalAlign("center"), cell.SetVerticalAlign("bogus"), cell.SetTextDirection("btlr"), cell.SetTextDirection("bogus"));
say(cell.SetShd("clear", 1, 2, 3), cell.SetShd(fill), cell.SetShd("nil"));
say(cell.SetCellBorderBottom("single", 2, fill), cell.SetCellBorderLeft("none", 2, fill), cell.SetCellBorderTop("single", 0, fill), cell.SetCellBorderRight("single", 8, fill));
cell.AddText("text");
