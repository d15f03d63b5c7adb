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
paragraph.AddText("one\ttwo\nthree").SetBold(true);
paragraph.AddText("red").SetFill(Api.CreateSolidFill(Api.CreateRGBColor(255, 0, 0)));
paragraph.SetJc("right");
paragraph.SetIndLeft(720);
paragraph.SetSpacingBefore(240);
paragraph.SetSpacingLine(360, "auto");
paragraph.SetTabs([1440], ["center"]);
paragraph.SetBullet(Api.CreateBullet("-"));
const copy = Api.FromJSON(paragraph.ToJSON(false, true));
say(copy, copy.GetText(), copy.GetJc(), copy.GetIndLeft(), copy.GetSpacingBefore(), copy.GetSpacingLineValue(), copy.GetTabs());
say(copy.GetElement(0).GetBold(), copy.GetElement(1).GetFill());
content.Push(copy);
say(Api.FromJSON("{}"));
