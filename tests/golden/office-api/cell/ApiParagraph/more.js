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
paragraph.AddText("text");
say(paragraph.SetBold(true), paragraph.GetTextPr().GetBold(), paragraph.GetTextPr().GetItalic());
say(paragraph.SetPosition(10), paragraph.SetVertAlign("superscript"), paragraph.GetTextPr().GetVertAlign());
const link = paragraph.AddHyperlink("https://example.com/", "tip");
say(link, link.GetLinkedText(), link.GetScreenTipText(), paragraph.GetText());
