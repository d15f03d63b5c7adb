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
let comment = sheet.GetRange("A1").AddComment("First", "John"); comment.AddReply("Reply", "Mary", "uid-1");
let reply = comment.GetReply(0);
put("get", [reply.GetText(), reply.GetAuthorName(), reply.GetUserId(), reply.GetTime(), reply.GetTimeUTC(), reply.GetClassType()]);
reply.SetText("t"); reply.SetAuthorName("a"); reply.SetUserId("u");
put("set", [reply.Text, reply.AuthorName, reply.UserId]);
