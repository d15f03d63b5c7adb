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
