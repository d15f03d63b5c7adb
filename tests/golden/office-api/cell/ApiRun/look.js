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
for (const name of ["Bold", "Italic", "Underline", "Strikeout", "DoubleStrikeout", "Caps", "SmallCaps"]) {
  const other = Api.CreateRun();
  other.AddText(name);
  say(name, other["Get" + name](), other["Set" + name](true), other["Get" + name](), other["Set" + name](false), other["Get" + name]());
  paragraph.AddElement(other);
}
say(run.GetFontFamily(), run.SetFontFamily("Comic Sans MS"), run.GetFontFamily(), run.GetFontNames());
say(run.GetFontSize(), run.SetFontSize(41), run.GetFontSize(), run.GetSpacing(), run.SetSpacing(-20), run.GetSpacing());
say(run.SetLanguage("de-DE"), run.SetPosition(10), run.SetVertAlign("superscript"), run.SetVertAlign("bogus"));
