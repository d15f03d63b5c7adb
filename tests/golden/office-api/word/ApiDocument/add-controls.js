let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
doc.GetElement(0).AddText("hello");
say(doc.AddCheckBoxContentControl({checked: true}).GetClassType(), doc.GetElement(0).GetText());
