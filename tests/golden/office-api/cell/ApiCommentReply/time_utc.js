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
reply.SetTimeUTC(1400000000000);
put("time", [reply.GetTimeUTC(), reply.TimeUTC]);
