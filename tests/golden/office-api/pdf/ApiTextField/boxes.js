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
var box = Api.CreateCheckboxField([100, 120, 120, 140]);
page.AddObject(box);
say("type", box.GetClassType());
say("value", box.GetValue());
say("toggle", [box.IsToggleToOff(), box.SetToggleToOff(false), box.IsToggleToOff()]);
say("option", box.AddOption(0, [140, 120, 160, 140], "two"));
function states(field) {
  return field.GetAllWidgets().map(function (widget) { return [widget.GetExportValue(), widget.IsChecked()]; });
}
say("states", states(box));
say("set", [box.SetValue("two"), box.GetValue(), states(box)]);
say("set", [box.SetValue("three"), box.GetValue()]);
var first = box.GetAllWidgets()[0];
say("type", first.GetClassType());
say("checked", [first.SetChecked(true), first.IsChecked(), box.GetValue()]);
say("default", [first.IsCheckedByDefault(), first.SetCheckedByDefault(true), first.IsCheckedByDefault()]);
say("style", [first.GetCheckStyle(), first.SetCheckStyle("star"), first.GetCheckStyle(), first.SetCheckStyle("moon")]);
say("export", [first.SetExportValue("three"), first.GetExportValue()]);
var radio = Api.CreateRadiobuttonField([100, 160, 120, 180]);
page.AddObject(radio);
say("type", radio.GetClassType());
say("name", radio.GetFullName());
say("option", radio.AddOption(0, [140, 160, 160, 180], "other"));
say("states", states(radio));
say("set", [radio.SetValue("other"), radio.GetValue(), states(radio)]);
say("unison", [radio.IsCheckInUnison(), radio.SetCheckInUnison(true), radio.IsCheckInUnison()]);
say("toggle", radio.IsToggleToOff());
say("style", radio.GetAllWidgets()[0].GetCheckStyle());
box.Delete();
radio.Delete();
tell();
