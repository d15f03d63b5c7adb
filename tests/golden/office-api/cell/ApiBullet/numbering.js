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

const names = ["ArabicPeriod", "ArabicParenR", "RomanUcPeriod", "RomanLcPeriod", "AlphaLcParenR", "AlphaLcPeriod", "AlphaUcParenR", "AlphaUcPeriod"];
for (const name of names) {
  const paragraph = Api.CreateParagraph();
  paragraph.AddText(name);
  const numbering = Api.CreateNumbering(name, 2);
  say(numbering, paragraph.SetBullet(numbering));
  content.Push(paragraph);
}
say(Api.CreateNumbering("Bogus", 1), Api.CreateNumbering("ArabicPeriod"));
