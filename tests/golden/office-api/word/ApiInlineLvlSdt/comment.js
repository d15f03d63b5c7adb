let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let control = Api.CreateInlineLvlSdt();
control.AddText("inline text");
doc.GetElement(0).AddInlineLvlSdt(control);
let comment = control.AddComment("About the control", "John");
say(comment.GetClassType());
