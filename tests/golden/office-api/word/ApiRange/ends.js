let doc = Api.GetDocument();
let first = doc.GetElement(0);
first.AddText("First line of text");
let range = doc.GetRange(0, 5);
let lines = [range.GetText(), range.SetEndPos(10), range.GetText(), range.SetStartPos(3), range.GetText()];
let said = Api.CreateParagraph();
said.AddText(lines.join("|"));
doc.Push(said);
