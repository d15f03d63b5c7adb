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

const paragraph = content.GetElement(0);
const run = paragraph.AddText("text");
say(run.GetFill(), run.GetTextFill(), run.GetOutLine());
say(run.SetColor(Api.RGB(1, 2, 3)), run.GetFill(), run.SetColor(1, 2, 3));
say(run.SetFill(Api.CreateSolidFill(Api.CreateRGBColor(255, 0, 0))), run.GetFill(), run.GetFill().GetClassType());
say(run.SetTextFill(Api.CreateSolidFill(Api.CreateRGBColor(0, 255, 0))), run.GetTextFill());
say(run.SetOutLine(Api.CreateStroke(36000, Api.CreateSolidFill(Api.CreateRGBColor(0, 0, 255)))), run.GetOutLine());
say(run.SetHighlight("lightGray"));
