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
const properties = paragraph.GetParaPr();
paragraph.AddText("heading");
for (const level of [2, 10, -1, 8, 9, "x", null, 3, undefined]) {
  say(properties.SetOutlineLvl(level), paragraph.GetOutlineLvl());
}
say(properties.SetBullet(Api.CreateBullet("-")), paragraph.GetText({ Numbering: true }));
