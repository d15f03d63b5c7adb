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
table.GetRow(0).GetCell(0).AddText("first");
table.GetRow(1).GetCell(1).AddText("last");
const copy = Api.FromJSON(table.ToJSON(true));
say(copy, copy.GetRow(0).GetCellsCount(), copy.GetRow(0).GetCell(0).GetText(), copy.GetRow(1).GetCell(1).GetText({ TableCellSeparator: "", TableRowSeparator: "" }));
slide.AddObject(copy);
const json = JSON.parse(table.ToJSON());
say(json.type, json.graphic.type, json.graphic.tblPr.firstRow, json.graphic.content.length);
