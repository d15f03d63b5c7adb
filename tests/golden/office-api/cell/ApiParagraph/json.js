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
paragraph.AddText("one\ttwo\nthree").SetBold(true);
paragraph.SetJc("center");
const json = JSON.parse(paragraph.ToJSON(false, true));
say(json.type, json.content.length, json.pPr.algn, json.content[1].rPr.b, json.content[1].content, json.content[2].type);
say(typeof paragraph.ToJSON());
