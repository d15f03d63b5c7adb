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

const first = content.GetElement(0);
first.AddText("first");
const second = Api.CreateParagraph();
second.AddText("second");
content.Push(second);
say(content.GetCurrentParagraph().GetText());
say(second.MoveCursorToEnd(), content.GetCurrentParagraph().GetText(), content.GetCurrentRun().GetText());
const zero = Api.CreateParagraph();
zero.AddText("zero");
content.AddElement(0, zero);
say(content.GetCurrentParagraph().GetText(), first.MoveCursorToStart(), content.GetCurrentParagraph().GetText());
