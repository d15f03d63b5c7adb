// The cursor goes left, right, up and down, and paragraphs are parted at it.
let doc = Api.GetDocument();
doc.GetElement(0).AddText("One two three");
let second = Api.CreateParagraph();
second.AddText("Four five six");
doc.Push(second);
doc.MoveCursorToEnd();
let lines = [];
lines.push(String(doc.MoveCursorLeft(3, true)));
lines.push(doc.GetRangeBySelect().GetText());
doc.MoveCursorLeft(1);
doc.MoveCursorRight(1);
doc.EnterText("-");
doc.MoveCursorToPos(3);
lines.push(doc.GetCurrentWord() + "|" + doc.GetCurrentWord("before"));
lines.push(String(doc.MoveCursorToPos(1000)));
doc.MoveCursorDown(1);
lines.push(doc.GetCurrentParagraph().GetText());
doc.MoveCursorUp(1);
lines.push(doc.GetCurrentParagraph().GetText());
doc.InsertParagraphBreak();
lines.push(String(doc.GetElementsCount()));
second.GetRange(0, 4).Select();
lines.push(String(Api.ReplaceTextSmart(["New"])));
lines.forEach(function (line) {
  let said = Api.CreateParagraph();
  said.AddText(line);
  doc.Push(said);
});
