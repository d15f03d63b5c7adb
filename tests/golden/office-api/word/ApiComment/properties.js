// A comment says what it was given and takes changes.
let doc = Api.GetDocument();
let paragraph = doc.GetElement(0);
paragraph.AddText("What is spoken of.");
let comment = Api.AddComment(paragraph, "First words", "John Smith", "uid-1");
function say(text) {
  let line = Api.CreateParagraph();
  line.AddText(String(text));
  doc.Push(line);
}
say(comment.GetClassType());
say(comment.GetText() + "|" + comment.GetAuthorName() + "|" + comment.GetUserId());
say("Quote: " + comment.GetQuoteText());
say("Solved: " + comment.IsSolved());
comment.SetSolved(true);
comment.SetText("Other words");
comment.SetAuthorName("Mark Potato");
comment.SetUserId("uid-2");
say(comment.GetText() + "|" + comment.GetAuthorName() + "|" + comment.GetUserId() + "|" + comment.IsSolved());
comment.SetTime(1700000000000);
comment.SetTimeUTC("1700000500000");
say(comment.GetTime() + "|" + comment.GetTimeUTC());
say(typeof comment.GetId());
