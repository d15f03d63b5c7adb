["Text", "Checkbox", "Radiobutton", "Combobox", "Listbox", "Image"].forEach(function (kind) {
  var field = Api["Create" + kind + "Field"]([100, 120, 200, 150]);
  page.AddObject(field);
  say("names", [field.GetClassType(), field.GetFullName(), field.GetPartialName(), typeof field.GetInternalId()]);
  say("first", [field.GetValue(), field.GetTooltip(), field.IsReadOnly(), field.IsRequired(), field.GetAllWidgets().length]);
  say("widget", [field.AddWidget(0, [300, 120, 400, 150]).GetRect(), field.GetAllWidgets().length]);
  say("set", [field.SetTooltip("a tip"), field.SetReadOnly(true), field.SetRequired(true), field.SetFullName("group." + kind)]);
  say("then", [field.GetTooltip(), field.IsReadOnly(), field.IsRequired(), field.GetFullName(), field.GetPartialName()]);
  say("partial", [field.SetPartialName("own"), field.GetPartialName()]);
  if (field.SetToggleToOff) say("toggle", [field.SetToggleToOff(true), field.IsToggleToOff()]);
  var widget = field.GetAllWidgets()[0];
  function get(names) { return names.map(function (name) { return widget["Get" + name](); }); }
  var names = ["ClassType", "BackgroundColor", "BorderColor", "BorderStyle", "BorderWidth", "Position", "Rect"];
  say("look", get(names));
  var actions = widget.GetActionsJSON();
  say("actions", Object.keys(actions));
  say("set", [widget.SetBackgroundColor(Api.RGB(250, 250, 210)), widget.SetBorderColor(Api.RGB(255, 111, 61)),
    widget.SetBorderStyle("beveled"), widget.SetBorderWidth("medium"), widget.SetPosition({ x: 110, y: 130 })]);
  say("look", get(names));
  say("rect", [widget.SetRect([100, 120, 220, 160]), widget.GetRect(), typeof widget.GetInternalId()]);
  if (kind !== "Checkbox" && kind !== "Radiobutton") {
    say("text", [widget.SetTextColor(Api.RGB(1, 2, 3)), widget.GetTextColor(), widget.SetTextSize(20), widget.GetTextSize()]);
    say("fit", [widget.IsAutoFit(), widget.SetAutoFit(true), widget.IsAutoFit()]);
  }
  say("deleted", [widget.Delete(), field.GetAllWidgets().length, field.Delete()]);
});
say("left", doc.GetAllFields().length);
tell();
