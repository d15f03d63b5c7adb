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
const properties = paragraph.GetParaPr();
paragraph.AddText("spaced");
say(properties.SetSpacingBefore(240), properties.SetSpacingAfter(120), paragraph.GetSpacingBefore(), paragraph.GetSpacingAfter());
say(properties.SetSpacingBefore(100, true), properties.SetSpacingAfter(90, true), paragraph.GetSpacingBefore(), paragraph.GetSpacingAfter());
for (const [value, rule] of [[480, "auto"], [400, "exact"], [300, "atLeast"], [200, "bogus"]]) {
  say(properties.SetSpacingLine(value, rule), paragraph.GetSpacingLineValue(), paragraph.GetSpacingLineRule());
}
