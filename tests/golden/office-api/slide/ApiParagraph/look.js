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
const run = () => paragraph.GetElement(1);
say(paragraph.SetBold(true), paragraph.SetItalic(true), paragraph.SetUnderline(true), paragraph.SetStrikeout(true));
say(run().GetBold(), run().GetItalic(), run().GetUnderline(), run().GetStrikeout());
say(paragraph.SetStrikeout(false), paragraph.SetDoubleStrikeout(true), run().GetDoubleStrikeout());
say(paragraph.SetCaps(true), run().GetCaps());
say(paragraph.SetSmallCaps(true), run().GetSmallCaps());
say(paragraph.SetFontFamily("Georgia"), run().GetFontFamily(), paragraph.SetFontSize(40), run().GetFontSize(), paragraph.SetSpacing(80), run().GetSpacing());
say(paragraph.SetColor(Api.RGB(255, 0, 0)), run().GetFill());
say(paragraph.AddText("more").GetBold(), paragraph.AddText("again").GetFontSize());
const other = Api.CreateParagraph();
other.SetItalic(true);
say(other.AddText("italic").GetItalic());
content.Push(other);
