let sheet = Api.GetActiveSheet();
let core = Api.GetCore();
let row = 0;
let say = (text) => sheet.GetRange("A" + ++row).SetValue(String(text));
let names = ["Category", "ContentStatus", "Creator", "Description", "Identifier", "Keywords", "Language", "LastModifiedBy", "Revision", "Subject", "Title", "Version"];
for (let name of names) say(name + " before: " + core["Get" + name]());
for (let name of names) { core["Set" + name]("My " + name); say(core["Get" + name]()); }
core.SetCreated(new Date("20 January 2000"));
core.SetModified(new Date("20 February 2001"));
core.SetLastPrinted(new Date("20 March 2002"));
say(core.GetCreated().toDateString() + "; " + core.GetModified().toDateString() + "; " + core.GetLastPrinted().toDateString());
let info = Api.GetDocumentInfo();
for (let key in info) say(key + ": " + info[key]);
say(core.GetClassType());
