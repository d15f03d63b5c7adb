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

const paragraph = content.GetElement(0);
const run = Api.CreateRun();
run.AddText("run");
say(paragraph.AddElement(run), paragraph.GetElementsCount());
const front = Api.CreateRun();
front.AddText("front ");
say(paragraph.AddElement(front, 0), paragraph.AddElement(Api.CreateRun(), 100), paragraph.AddElement(Api.CreateRun(), -1), paragraph.AddElement(null));
say(paragraph.Push(Api.CreateRun()), paragraph.GetElementsCount(), paragraph.GetText());
say(paragraph.GetElement(0), paragraph.GetElement(9), paragraph.GetElement(-1), paragraph.Last());
say(paragraph.GetLastRunWithText(), paragraph.GetLastRunWithText().GetFontNames().length);
say(paragraph.RemoveElement(0), paragraph.RemoveElement(9), paragraph.GetElementsCount(), paragraph.GetText());
say(paragraph.RemoveAllElements(), paragraph.GetElementsCount(), paragraph.GetText(), paragraph.GetLastRunWithText());
paragraph.AddText("after");
say(paragraph.GetText());
