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
const run = paragraph.AddText("one\ntwo");
say(run.GetText(), run.GetText({ NewLineSeparator: "/" }));
say(run.GetLanguage(), run.GetVertAlign(), run.SetVertAlign("subscript"), run.GetVertAlign());
const properties = Api.CreateTextPr();
say(properties.SetColor(Api.RGB(1, 2, 3)), properties.SetLanguage("fr-FR"), properties.SetPosition(10), properties.SetVertAlign("superscript"), properties.GetVertAlign());
