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

const paragraph = Api.CreateParagraph();
say(paragraph.GetElementsCount(), paragraph.GetElement(0), paragraph.GetNext(), paragraph.GetPrevious());
paragraph.AddText("bold").SetBold(true);
paragraph.SetJc("right");
const copy = paragraph.Copy();
say(copy, copy.GetText(), copy.GetElementsCount(), copy.GetJc(), copy.GetElement(0).GetBold());
copy.AddText(" more");
content.Push(paragraph);
content.Push(copy);
say(content.GetText());
