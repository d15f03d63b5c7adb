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

say(content.AddText("one"), content.GetText());
content.AddText("two\tthree\nfour");
say(content.GetText(), content.GetText({ ParaSeparator: "|", NewLineSeparator: "/", TabSymbol: "+" }));
say(content.SetText("all\nnew"), content.GetElementsCount(), content.GetText());
content.AddText(5);
content.AddText();
say(content.GetText());
