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

const properties = Api.CreateTextPr();
say(properties.GetFontFamily(), properties.SetFontFamily("Arial"), properties.GetFontFamily());
say(properties.GetFontSize(), properties.SetFontSize(30), properties.GetFontSize(), properties.SetFontSize("40"), properties.GetFontSize());
say(properties.GetSpacing(), properties.SetSpacing(80), properties.GetSpacing());
say(properties.SetVertAlign("superscript"));
say(properties.GetFill(), properties.GetTextFill(), properties.GetOutLine());
say(properties.SetFill(Api.CreateSolidFill(Api.CreateRGBColor(9, 0, 0))), properties.GetFill());
say(properties.SetTextFill(Api.CreateSolidFill(Api.CreateRGBColor(9, 0, 0))), properties.GetTextFill());
say(properties.SetOutLine(Api.CreateStroke(36000, Api.CreateSolidFill(Api.CreateRGBColor(0, 0, 255)))), properties.GetOutLine());
content.GetElement(0).SetTextPr(properties);
content.AddText("text");
