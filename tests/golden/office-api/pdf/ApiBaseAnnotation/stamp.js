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
