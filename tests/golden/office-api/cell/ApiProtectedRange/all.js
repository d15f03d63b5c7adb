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
let range = sheet.AddProtectedRange("title", "Sheet1!$A$1:$B$2"); sheet.AddProtectedRange("second", "$C$1:$D$2");
put("count", [sheet.GetAllProtectedRanges().length, sheet.AllProtectedRanges.length, range.GetAllUsers()]);
let user = range.AddUser("uid-1", "John", "CanEdit"); put("user", [user.GetId(), user.GetName(), user.GetType()]);
range.AddUser("uid-2", "Mary", "CanView"); put("users", range.GetAllUsers().map(u => u.GetName() + u.GetType())); put("one", [range.GetUser("uid-2").GetName(), range.GetUser("none")]);
put("deleted", [range.DeleteUser("uid-2"), range.DeleteUser("none"), range.GetAllUsers().length]);
put("set", [range.SetTitle("new"), range.SetRange("Sheet1!$A$1:$C$3"), range.SetAnyoneType("NotView")]); put("found", sheet.GetProtectedRange("new") !== null);
