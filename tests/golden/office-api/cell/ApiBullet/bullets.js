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

const bullet = Api.CreateBullet("*");
say(bullet.GetClassType(), Api.CreateBullet(), Api.CreateBullet(""));
const paragraph = content.GetElement(0);
say(paragraph.SetBullet(bullet), paragraph.GetText({ Numbering: true }), paragraph.SetBullet(null), paragraph.SetBullet("x"));
paragraph.AddText("text");
paragraph.SetBullet(Api.CreateBullet("long"));
say(paragraph.GetText({ Numbering: true }));
