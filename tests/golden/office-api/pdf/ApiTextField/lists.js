var doc = Api.GetDocument();
var page = doc.GetPage(0);
var said = [];
function shown(value) {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "number") return String(Math.round(value * 10) / 10);
  if (Array.isArray(value)) return "[ " + value.map(shown).join(", ") + " ]";
  if (typeof value !== "object") return String(value);
  if (value.GetRGBA) { var c = value.GetRGBA(); return "rgb " + c.r + " " + c.g + " " + c.b; }
  if (value.GetClassType) return "<" + value.GetClassType() + ">";
  return "{ " + Object.keys(value).map(function (key) { return key + ": " + shown(value[key]); }).join(", ") + " }";
}
function say(name, value) { said.push(name + ": " + shown(value)); }
// The answers stand in a text that fills a page of its own.
function tell() {
  var last = doc.AddPage(doc.GetPagesCount(), 800, 1000);
  var field = Api.CreateTextField([10, 10, 790, 990]);
  last.AddObject(field);
  field.SetMultiline(true);
  field.GetAllWidgets()[0].SetTextSize(14);
  field.SetValue(said.join("\n"));
}
["Combobox", "Listbox"].forEach(function (kind, place) {
  var field = Api["Create" + kind + "Field"]([100, 120 + 60 * place, 300, 160 + 60 * place]);
  page.AddObject(field);
  say("type", field.GetClassType());
  say("name", field.GetFullName());
  say("add", [field.AddOption("one"), field.AddOption(["shown", "kept"]), field.AddOption("zero", 0)]);
  say("options", field.GetOptions());
  say("option", [field.GetOption(0), field.GetOption(2)]);
  say("move", [field.MoveOption(0, 2), field.GetOptions()]);
  say("chosen", [field.SetValueIndexes([1]), field.GetValueIndexes(), field.GetValue()]);
  say("value", [field.SetValue("one"), field.GetValue(), field.GetValueIndexes()]);
  say("remove", [field.RemoveOption(1), field.RemoveOption(9), field.GetOptions()]);
  say("commit", [field.IsCommitOnSelChange(), field.SetCommitOnSelChange(true), field.IsCommitOnSelChange()]);
});
var combo = doc.GetFieldByName("Combobox1");
say("editable", [combo.IsEditable(), combo.SetEditable(true), combo.IsEditable()]);
say("value", [combo.SetValue("mine"), combo.GetValue(), combo.GetValueIndexes()]);
say("formats", [combo.SetDateFormat("mm/dd/yyyy"), combo.SetTimeFormat("HH:MM"), combo.SetMask("999"),
  combo.SetSpecialFormat("zip"), combo.SetPercentageFormat(1, "us"), combo.SetNumberFormat(1, "us", "black-minus", "", false),
  combo.SetValidateRange(true, 1, false, 0), combo.SetRegularExp("a"), combo.ClearFormat()]);
var list = doc.GetFieldByName("Listbox1");
say("several", [list.IsMultipleSelection(), list.SetMultipleSelection(true), list.IsMultipleSelection()]);
say("chosen", [list.SetValueIndexes([0, 1]), list.GetValueIndexes(), list.GetValue()]);
doc.GetAllFields().forEach(function (field) { field.Delete(); });
tell();
