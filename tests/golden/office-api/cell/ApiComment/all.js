let sheet = Api.GetActiveSheet();
let line = 0;
function put(name, value) {
  let text = value === null ? "null" : value === undefined ? "undefined" : value;
  if (text && text.GetAddress) text = text.GetAddress(false, false);
  if (text && text.GetHex) text = text.GetHex();
  if (Array.isArray(text)) text = text.join("/");
  line += 1;
  out.GetRange("A" + line).SetValue(name);
  out.GetRange("B" + line).SetValue("'" + String(text));
}
let out = Api.AddSheet("Out");
sheet.SetActive();
let comment = sheet.GetRange("A1").AddComment("First", "John"); sheet.GetRange("B2").AddComment("No author");
put("get", [comment.GetText(), comment.GetAuthorName(), comment.GetUserId(), comment.GetTime(), comment.GetTimeUTC(), comment.IsSolved(), comment.GetQuoteText(), comment.GetRepliesCount(), comment.GetClassType()]);
comment.AddReply("Reply", "Mary", "uid-1"); comment.AddReply("Before", "Ann", "uid-2", 0);
put("replies", [comment.GetRepliesCount(), comment.GetReply().GetText(), comment.GetReply(1).GetAuthorName()]);
comment.SetText("New"); comment.SetAuthorName("Bob"); comment.SetUserId("u1"); comment.SetSolved(true); comment.SetTime(1700000000000); comment.SetTimeUTC(1600000000000);
put("set", [comment.Text, comment.AuthorName, comment.UserId, comment.Solved, comment.Time, comment.TimeUTC, comment.RepliesCount]);
put("id", Api.GetCommentById(comment.GetId()).GetText());
comment.RemoveReplies(0, 1, false); put("left", comment.GetRepliesCount());
put("all", [sheet.GetComments().length, sheet.Comments.length, Api.GetAllComments().length, sheet.GetRange("B2").GetComment().GetText(), sheet.GetRange("B2").Comments.GetText()]);
let gone = sheet.GetRange("C3").AddComment("Gone", "X"); put("deleted", [gone.Delete(), sheet.GetRange("C3").GetComment()]);
