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

const layout = Api.GetPresentation().GetMaster(0).GetLayout(1);
for (const shape of layout.GetAllShapes().slice(0, 2)) {
  const text = shape.GetDocContent();
  const paragraph = text.GetElement(0);
  say(text.GetText(), text.GetText({ Numbering: false }));
  say(paragraph.GetJc(), paragraph.GetIndLeft(), paragraph.GetIndFirstLine(), paragraph.GetSpacingBefore(), paragraph.GetSpacingLineValue(), paragraph.GetFontNames());
}
