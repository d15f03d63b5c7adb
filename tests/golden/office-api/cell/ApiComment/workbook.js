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
let comment = Api.AddComment("About all", "Jane");
put("get", [comment.GetText(), comment.GetAuthorName(), comment.GetQuoteText()]);
put("lists", [Api.GetComments().length, Api.Comments.length, Api.AllComments.length, sheet.GetComments().length]);
