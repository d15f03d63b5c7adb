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

say(content.GetClassType(), content.GetElementsCount(), typeof content.GetInternalId(), content.GetText());
const first = content.GetElement(0);
first.AddText("first");
const second = Api.CreateParagraph();
second.AddText("second");
say(content.Push(second), content.Push(null), content.Push("text"), content.Push(Api.CreateRun()));
const zero = Api.CreateParagraph();
zero.AddText("zero");
say(content.AddElement(0, zero), content.AddElement(0, null), content.AddElement(zero));
const far = Api.CreateParagraph();
far.AddText("far");
say(content.AddElement(100, far));
say(content.GetElementsCount(), content.GetElement(0), content.GetElement(4), content.GetElement(-1));
say(content.GetText());
say(content.GetAllParagraphs(), content.GetAllParagraphs().length);
say(content.RemoveElement(1), content.RemoveElement(9), content.RemoveElement(-1), content.GetText());
