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
var rect = [100, 120, 300, 150];
var field = Api.CreateTextField(rect);
say("name", field.GetFullName());
page.AddObject(field);
say("type", field.GetClassType());
say("widgets", field.GetAllWidgets().length);
say("value", field.GetValue());
say("set", field.SetValue("Hello"));
say("value", field.GetValue());
say("tooltip", field.GetTooltip());
say("set", field.SetTooltip("a tip"));
say("tooltip", field.GetTooltip());
say("read", [field.IsReadOnly(), field.SetReadOnly(true), field.IsReadOnly()]);
say("required", [field.IsRequired(), field.SetRequired(true), field.IsRequired()]);
say("rename", field.SetFullName("form.person.name"));
say("names", [field.GetFullName(), field.GetPartialName()]);
say("rename", field.SetPartialName("surname"));
say("partial", field.GetPartialName());
say("limit", [field.GetCharLimit(), field.SetCharLimit(3), field.GetCharLimit()]);
say("set", field.SetValue("longer"));
say("value", field.GetValue());
say("comb", [field.IsComb(), field.SetComb(true), field.IsComb(), field.SetComb(false)]);
say("lines", [field.IsMultiline(), field.SetMultiline(true), field.IsMultiline()]);
say("scroll", [field.IsScrollLongText(), field.SetScrollLongText(false), field.IsScrollLongText()]);
say("widget", field.AddWidget(1, [100, 300, 300, 330]).GetRect());
say("widgets", field.GetAllWidgets().length);
say("second", doc.GetPage(1).GetAllWidgets().length);
say("id", typeof field.GetInternalId());
say("found", Api.GetByInternalId(field.GetInternalId()));
function watched(set) {
  var text = Api.CreateTextField(rect);
  page.AddObject(text);
  var done = set(text);
  var actions = text.GetAllWidgets()[0].GetActionsJSON();
  var scripts = ["Keystroke", "Format"].map(function (name) { return actions[name] ? actions[name].script : null; });
  say("format", [done].concat(scripts));
  return text;
}
var day = watched(function (text) { return text.SetDateFormat("mm/dd/yyyy"); });
say("days", [day.SetValue("2024-05-06"), day.SetValue("05/06/2024"), day.GetValue()]);
watched(function (text) { return text.SetTimeFormat("HH:MM"); });
watched(function (text) { return text.SetMask("999-99"); });
watched(function (text) { return text.SetPercentageFormat(2, "euro"); });
watched(function (text) { return text.SetSpecialFormat("phone"); });
var number = watched(function (text) { return text.SetNumberFormat(2, "us", "black-minus", "$", true); });
say("range", number.SetValidateRange(true, 1, true, 10));
say("numbers", [number.SetValue("many"), number.SetValue("50"), number.SetValue("5"), number.GetValue()]);
say("clear", number.ClearFormat());
say("regular", number.SetRegularExp("a+"));
say("date", Api.CreateDateField(rect).GetClassType());
say("deleted", number.Delete());
say("fields", doc.GetAllFields().length);
doc.GetAllFields().forEach(function (field) { field.Delete(); });
tell();
