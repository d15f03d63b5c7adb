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

content.AddText("text");
const more = Api.CreateParagraph();
more.AddText("more");
content.Push(more);
say(content.RemoveAllElements(), content.GetElementsCount(), content.GetText());
say(content.RemoveElement(0), content.GetElementsCount());
content.AddText("again");
say(content.GetText(), content.GetElement(0).GetElementsCount());
