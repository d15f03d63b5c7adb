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

const run = Api.CreateRun();
say(run.GetClassType(), run.AddText("abc"), run.AddText(), run.AddText(5), run.AddLineBreak(), run.AddTabStop(), run.AddText("x\ny"));
const paragraph = content.GetElement(0);
paragraph.AddElement(run);
say(paragraph.GetText(), paragraph.GetElementsCount());
const copy = run.Copy();
paragraph.AddElement(copy);
say(copy, paragraph.GetText());
say(run.ClearContent(), paragraph.GetText(), run.AddText("again"), paragraph.GetText());
say(copy.RemoveAllElements(), paragraph.GetText(), copy.Delete(), run.Delete(), run.Delete(), Api.CreateRun().Delete());
say(paragraph.GetText(), paragraph.GetElementsCount());
