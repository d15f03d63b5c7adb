// Content goes where the cursor stands.
let doc = Api.GetDocument();
let first = doc.GetElement(0);
first.AddText("base");
function made(text) {
  let paragraph = Api.CreateParagraph();
  paragraph.AddText(text);
  return paragraph;
}
let lines = [doc.InsertContent([made("A")], true), doc.InsertContent([made("B")], true)];
lines.push(doc.InsertContent([made("C")]), doc.InsertContent([made("D"), made("E")]));
let line = made("xyz");
doc.Push(line);
line.GetElement(0).MoveCursorToPos(1);
lines.push(doc.InsertContent([made("Y")]));
doc.MoveCursorToEnd();
lines.push(doc.InsertContent([made("end")]), doc.InsertContent([5]));
doc.Push(made(lines.join("|")));
