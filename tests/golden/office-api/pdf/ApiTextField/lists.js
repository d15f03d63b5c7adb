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
