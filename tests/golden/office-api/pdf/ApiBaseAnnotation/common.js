var rect = [100, 120, 200, 180];
var corners = [{ x: 110, y: 130 }, { x: 190, y: 170 }, { x: 150, y: 150 }];
var kinds = ["Caret", "Circle", "FreeText", "Highlight", "Redact", "Square", "Strikeout", "Text", "Underline"].map(function (kind) {
  return Api["Create" + kind + "Annot"](rect);
});
kinds.push(Api.CreateInkAnnot(rect, [corners]), Api.CreateLineAnnot(rect, corners[0], corners[1]), Api.CreatePolyLineAnnot(rect, corners),
  Api.CreatePolygonAnnot(rect, corners), Api.CreateStampAnnot(rect, "SB_Final"));
kinds.forEach(function (annot) {
  function get(names) { return names.map(function (name) { return annot["Get" + name](); }); }
  page.AddObject(annot);
  var first = get(["AuthorName", "BorderColor", "BorderEffectIntensity", "BorderEffectStyle", "BorderStyle", "BorderWidth",
    "Contents", "DashPattern", "Display", "FillColor", "Opacity", "Position", "Replies", "Subject"]);
  say("first", [annot.GetClassType(), typeof annot.GetUniqueName(), typeof annot.GetInternalId()].concat(first));
  var done = [annot.SetAuthorName("Ann"), annot.SetBorderColor(Api.RGB(255, 111, 61)), annot.SetBorderEffectStyle(annot.GetClassType() === "freeTextAnnot" ? "none" : "cloud"),
    annot.SetBorderEffectIntensity(2), annot.SetBorderStyle("dashed"), annot.SetDashPattern([3, 3]),
    annot.SetContents("a note"), annot.SetCreationDate(1700000000000), annot.SetModDate(1700000001000),
    annot.SetDisplay("noView"), annot.SetFillColor(Api.RGB(1, 2, 3)), annot.SetOpacity(40), annot.SetSubject("a subject"),
    annot.SetUniqueName("the " + annot.GetClassType()), annot.SetPosition({ x: 120, y: 130 })];
  say("done", done.every(function (one) { return one === true; }));
  var then = get(["AuthorName", "BorderColor", "BorderEffectIntensity", "BorderEffectStyle", "BorderStyle", "Contents", "CreationDate",
    "DashPattern", "Display", "FillColor", "ModDate", "Opacity", "Position", "Subject", "UniqueName"]);
  say("then", then);
  annot.SetBorderWidth(2);
  annot.SetRect([100, 120, 210, 190]);
  say("width", annot.GetBorderWidth());
  if (annot.GetQuads) { annot.SetQuads([[20, 100, 60, 100, 20, 120, 60, 120]]); say("quads", annot.GetQuads()); }
  if (annot.SetRectDiff) { annot.SetRectDiff([1, 1, 1, 1]); say("difference", annot.GetRectDiff()); }
  if (annot.SetScale) annot.SetScale(1);
  var reply = Api.CreateTextAnnot([0, 0, 20, 20]);
  reply.SetContents("an answer");
  say("reply", [annot.AddReply(reply), annot.GetReplies().length, annot.Delete()]);
});
say("left", page.GetAllAnnots().length);
tell();
