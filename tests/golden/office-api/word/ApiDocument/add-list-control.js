let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
doc.GetElement(0).AddText("hello");
say(doc.AddComboBoxContentControl([{display: "Q", value: "q"}], 0).IsComboBox(), doc.GetElement(0).GetText());
