var rect = [10, 120, 110, 180];
var one = Api.CreateSquareAnnot(rect);
say("added", page.AddObject(one));
function both(name) {
  for (var i = 1; i < arguments.length; i++) {
    try { say("Set" + name, one["Set" + name](arguments[i])); } catch (error) { say("Set" + name, "refused"); }
    say("Get" + name, one["Get" + name]());
  }
}
say("contents", one.GetContents());
say("subject", one.GetSubject());
say("width", one.GetBorderWidth());
say("dashes", one.GetDashPattern());
say("intensity", one.GetBorderEffectIntensity());
both("AuthorName", "Ann", 5);
both("BorderColor", Api.RGB(255, 111, 61), "red");
both("FillColor", Api.RGB(1, 2, 3), null, Api.ThemeColor("accent1"));
both("BorderEffectStyle", "cloud", "none", "smoke");
both("BorderEffectIntensity", 2, -1);
both("BorderStyle", "dashed", "beveled", "solid");
both("BorderWidth", 5, 0.5);
both("Contents", "a note", 5, "another note");
both("CreationDate", 1700000000000, "today");
both("ModDate", 1700000001000);
both("DashPattern", [3, 3], [2], []);
both("Display", "hidden", "noPrint", "noView", "visible", "seen");
both("Opacity", 50, 101, 100);
both("Position", { x: 30, y: 140 }, { x: 1 });
both("Rect", [50, 160, 150, 260], [1, 2, 3]);
both("Subject", "a subject", 5);
both("UniqueName", "a-name", 5);
both("RectDiff", [5, 5, 5, 5], [1]);
var reply = Api.CreateTextAnnot([0, 0, 20, 20]);
reply.SetContents("an answer");
say("reply", one.AddReply(reply));
say("replies", one.GetReplies());
say("said", one.GetReplies()[0].GetContents());
say("annots", page.GetAllAnnots());
say("id", typeof one.GetInternalId());
say("deleted", one.Delete());
say("annots", page.GetAllAnnots());
tell();
