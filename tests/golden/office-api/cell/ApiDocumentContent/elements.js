const sheet = Api.GetActiveSheet();
function makeShape() {
  return sheet.AddShape("rect", 200 * 36000, 80 * 36000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()), 0, 0, 0, 0);
}
const content = makeShape().GetDocContent();
let row = 0;
function shown(value) {
  if (value && value.GetClassType) return value.GetClassType();
  return Array.isArray(value) ? "[" + value.map(shown).join(", ") + "]" : String(JSON.stringify(value));
}
function say(...values) {
  row += 1;
  sheet.GetRange("A" + row).SetValue("'" + values.map(shown).join("; "));
}

say(content.GetClassType(), content.GetElementsCount(), typeof content.GetInternalId(), content.GetText());
const first = content.GetElement(0);
first.AddText("first");
const second = Api.CreateParagraph();
second.AddText("second");
say(content.Push(second), content.Push(null), content.Push("text"), content.Push(Api.CreateRun()));
const zero = Api.CreateParagraph();
zero.AddText("zero");
say(content.AddElement(0, zero), content.AddElement(0, null), content.AddElement(zero));
const far = Api.CreateParagraph();
far.AddText("far");
say(content.AddElement(100, far));
say(content.GetElementsCount(), content.GetElement(0), content.GetElement(4), content.GetElement(-1));
say(content.GetText());
say(content.GetAllParagraphs(), content.GetAllParagraphs().length);
say(content.RemoveElement(1), content.RemoveElement(9), content.RemoveElement(-1), content.GetText());
