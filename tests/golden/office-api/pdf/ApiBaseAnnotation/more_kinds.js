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
var rect = [100, 120, 200, 180];
var corners = [{ x: 110, y: 130 }, { x: 190, y: 170 }, { x: 150, y: 150 }];
var row = Api.CreatePolyLineAnnot(rect, corners);
page.AddObject(row);
say("type", row.GetClassType());
say("corners", row.GetVertices());
say("set", row.SetVertices([{ x: 120, y: 130 }, { x: 180, y: 170 }]));
say("corners", row.GetVertices());
say("styles", [row.GetStartStyle(), row.GetEndStyle()]);
say("set", [row.SetStartStyle("diamond"), row.SetEndStyle("square")]);
say("styles", [row.GetStartStyle(), row.GetEndStyle()]);
var ring = Api.CreatePolygonAnnot(rect, corners);
page.AddObject(ring);
say("type", ring.GetClassType());
say("corners", ring.GetVertices());
say("set", ring.SetVertices([{ x: 120, y: 130 }, { x: 180, y: 170 }, { x: 120, y: 170 }]));
say("corners", ring.GetVertices());
var square = Api.CreateSquareAnnot(rect);
page.AddObject(square);
say("type", square.GetClassType());
say("difference", square.GetRectDiff());
var note = Api.CreateTextAnnot(rect);
page.AddObject(note);
say("type", note.GetClassType());
say("icon", note.GetIconType());
say("set", note.SetIconType("key"));
say("icon", note.GetIconType());
try { note.SetIconType("door"); } catch (error) { say("refused", true); }
var free = Api.CreateFreeTextAnnot([300, 300, 500, 400]);
page.AddObject(free);
say("type", free.GetClassType());
say("contents", free.GetContents());
say("intent", free.GetIntent());
say("callout", free.GetCallout());
say("set", free.SetCallout([{ x: 0, y: 0 }, { x: 5, y: 5 }, { x: 10, y: 20 }]));
say("difference", free.GetRectDiff());
say("set", free.SetIntent("freeTextCallout"));
say("intent", free.GetIntent());
say("callout", free.GetCallout());
say("set", free.SetIntent("freeText"));
tell();
