let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let control = Api.CreateInlineLvlSdt();
control.AddText("kept");
doc.GetElement(0).AddInlineLvlSdt(control);
for (let lock of ["unlocked", "contentLocked", "sdtContentLocked", "sdtLocked"])
    say(lock, control.SetLock(lock), control.GetLock());
control.SetLock("contentLocked");
say(control.AddText("more"), control.RemoveElement(0), control.AddElement(Api.CreateRun()));
control.SetLock("sdtLocked");
say(control.Delete(false), doc.GetElement(0).GetText());
