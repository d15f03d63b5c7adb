let doc = Api.GetDocument();
let first = doc.GetElement(0);
first.AddText("A1 b. c");
let second = Api.CreateParagraph();
second.AddText("xyz");
doc.Push(second);
let lines = [];
lines.push(String(first.GetRange(1, 2).AddField("PAGE")));
lines.push(String(second.GetRange(0, 0).AddField("SEQ Table")));
lines.push(String(second.GetRange(0, 0).AddField("= 2+3")));
lines.push(String(second.GetRange(0, 0).AddField("")));
lines.push(first.GetText());
lines.push(String(doc.UpdateAllFields()) + String(doc.ClearAllFields()));
lines.push(String(doc.UpdateAllTOC()) + String(doc.UpdateAllTOF(true)));
lines.forEach(function (line) {
  let said = Api.CreateParagraph();
  said.AddText(line);
  doc.Push(said);
});
