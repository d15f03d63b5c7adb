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
paragraph.AddText("text");
say(paragraph.SetBold(true), paragraph.GetTextPr().GetBold(), paragraph.GetTextPr().GetItalic());
say(paragraph.SetPosition(10), paragraph.SetVertAlign("superscript"), paragraph.GetTextPr().GetVertAlign());
const link = paragraph.AddHyperlink("https://example.com/", "tip");
say(link, link.GetLinkedText(), link.GetScreenTipText(), paragraph.GetText());
