// Replies are added, read, and taken out.
let doc = Api.GetDocument();
let paragraph = doc.GetElement(0);
paragraph.AddText("Answered text");
let comment = paragraph.AddComment("Question", "A", "a");
comment.AddReply("one", "B", "b");
comment.AddReply("two");
comment.AddReply("zero", "C", "c", 0);
function say(text) {
  let line = Api.CreateParagraph();
  line.AddText(String(text));
  doc.Push(line);
}
say(comment.GetRepliesCount());
for (let i = 0; i < 3; i++) {
  let reply = comment.GetReply(i);
  say(reply.GetClassType() + " " + reply.GetText() + " " + reply.GetAuthorName() + " " + reply.GetUserId());
}
say(comment.GetReply(7).GetText());
let reply = comment.GetReply(1);
reply.SetText("changed");
reply.SetAuthorName("D");
reply.SetUserId("d");
say(reply.GetText() + reply.GetAuthorName() + reply.GetUserId());
say(comment.AddReply(""));
comment.RemoveReplies(0, 1);
say(comment.GetRepliesCount());
comment.RemoveReplies(0, 1, true);
say(comment.GetRepliesCount());
