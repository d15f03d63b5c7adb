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
paragraph.AddText("indented");
say(properties.SetIndLeft(1440), properties.SetIndRight(720), properties.SetIndFirstLine(-360));
say(paragraph.GetIndLeft(), paragraph.GetIndRight(), paragraph.GetIndFirstLine());
say(paragraph.SetIndFirstLine(100), properties.GetIndFirstLine());
for (const alignment of ["center", "right", "both", "left", "bogus"]) {
  say(properties.SetJc(alignment), paragraph.GetJc());
}
say(paragraph.SetJc("center"), properties.GetJc());
