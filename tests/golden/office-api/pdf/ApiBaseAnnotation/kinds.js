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
function made(annot) {
  page.AddObject(annot);
  say("type", annot.GetClassType());
  say("rect", annot.GetRect());
  say("border", annot.GetBorderColor());
  say("fill", annot.GetFillColor());
  say("width", annot.GetBorderWidth());
  return annot;
}
["Caret", "Highlight", "Strikeout", "Underline"].forEach(function (kind) {
  var annot = made(Api["Create" + kind + "Annot"](rect));
  say("quads", annot.GetQuads());
  say("set", annot.SetQuads([[20, 100, 60, 100, 20, 120, 60, 120]]));
  say("quads", annot.GetQuads());
  say("rect", annot.GetRect());
  say("colour", annot.SetFillColor(Api.RGB(0, 0, 255)));
  say("border", annot.GetBorderColor());
});
var two = Api.CreateHighlightAnnot([[10, 20, 110, 20, 10, 80, 110, 80], [20, 100, 60, 100, 20, 120, 60, 120]]);
say("rect", two.GetRect());
var circle = made(Api.CreateCircleAnnot(rect));
say("difference", circle.GetRectDiff());
say("set", circle.SetRectDiff([2, 2, 2, 2]));
say("difference", circle.GetRectDiff());
var ink = made(Api.CreateInkAnnot(rect, [[{ x: 110, y: 130 }, { x: 150, y: 160 }]]));
say("strokes", ink.GetPathList());
say("set", ink.SetPathList([[{ x: 1, y: 2 }, { x: 3, y: 4 }], [{ x: 5, y: 6 }, { x: 7, y: 8 }]]));
say("strokes", ink.GetPathList());
var line = made(Api.CreateLineAnnot(rect, { x: 110, y: 130 }, { x: 190, y: 170 }));
say("start", line.GetStartPoint());
say("end", line.GetEndPoint());
say("set", line.SetStartPoint({ x: 105, y: 125 }));
say("set", line.SetEndPoint({ x: 195, y: 175 }));
say("start", line.GetStartPoint());
say("end", line.GetEndPoint());
line.SetPosition({ x: 200, y: 200 });
say("start", line.GetStartPoint());
say("set", line.SetStartStyle("openArrow"));
say("set", line.SetEndStyle("closedArrow"));
say("styles", [line.GetStartStyle(), line.GetEndStyle()]);
tell();
