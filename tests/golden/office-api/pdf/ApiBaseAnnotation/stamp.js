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
var stamp = Api.CreateStampAnnot([100, 220, 200, 280], "SB_Approved", "Ann", 1700000000000);
page.AddObject(stamp);
say("type", stamp.GetClassType());
say("stamp", stamp.GetType());
say("author", stamp.GetAuthorName());
say("made", stamp.GetCreationDate());
say("rect", stamp.GetRect());
say("rotation", stamp.GetRotation());
say("scale", stamp.GetScale());
say("width", stamp.GetBorderWidth());
say("set", stamp.SetRotation(90));
say("rotation", stamp.GetRotation());
say("rect", stamp.GetRect());
say("set", stamp.SetRotation(0));
try { stamp.SetScale(-1); } catch (error) { say("refused", true); }
try { Api.CreateStampAnnot([0, 0, 1, 1], "Nothing"); } catch (error) { say("refused", true); }
say("sizes", ["D_Approved", "SB_Draft", "SB_Void", "SH_Witness", "Expired"].map(function (name) {
  var rect = Api.CreateStampAnnot([0, 0, 1, 1], name).GetRect();
  return rect[2];
}));
stamp.Delete();
tell();
