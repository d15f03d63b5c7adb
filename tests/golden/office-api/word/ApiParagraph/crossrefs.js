let doc = Api.GetDocument();
doc.GetElement(0).AddText("First");
function add(text) {
  let paragraph = Api.CreateParagraph();
  paragraph.AddText(text);
  doc.Push(paragraph);
  return paragraph;
}
let heading = add("A heading");
heading.SetStyle(doc.GetStyle("Heading 1"));
let numbering = doc.CreateNumbering("numbered");
let one = add("One");
one.SetNumbering(numbering.GetLevel(0));
let two = add("Two");
two.SetNumbering(numbering.GetLevel(0));
let marked = add("bookmarked text");
marked.GetRange(0, 9).AddBookmark("mark");
let figure = add("A figure");
figure.AddCaption("in words", "Figure");
marked.GetElement(0).MoveCursorToPos(2);
doc.AddFootnote().GetElement(0).AddText("note");
marked.GetElement(0).MoveCursorToPos(1);
doc.AddEndnote().GetElement(0).AddText("note");
let lines = [];
let refs = add("Headings: ");
["text", "headingNum", "noCtxHeadingNum", "fullCtxHeadingNum", "aboveBelow"].forEach(function (kind) {
  lines.push(String(refs.AddHeadingCrossRef(kind, heading)));
  refs.AddText("; ");
});
lines.push(String(refs.AddHeadingCrossRef("text", one)));
let numbers = add("Numbers: ");
["paraNum", "text", "aboveBelow"].forEach(function (kind) {
  lines.push(String(numbers.AddNumberedCrossRef(kind, two, true, true)));
  numbers.AddText("; ");
});
let captions = add("Captions: ");
["entireCaption", "labelNumber", "captionText", "aboveBelow"].forEach(function (kind) {
  lines.push(String(captions.AddCaptionCrossRef("Figure", kind, doc.GetAllCaptionParagraphs("Figure")[0])));
  captions.AddText("; ");
});
let notes = add("Notes: ");
lines.push(String(notes.AddFootnoteCrossRef("footnoteNum", doc.GetFootnotesFirstParagraphs()[0])));
notes.AddText("; ");
lines.push(String(notes.AddEndnoteCrossRef("endnoteNum", doc.GetEndNotesFirstParagraphs()[0])));
notes.AddText("; ");
lines.push(String(notes.AddFootnoteCrossRef("formFootnoteNum", doc.GetFootnotesFirstParagraphs()[0])));
let bookmarks = add("Bookmarks: ");
lines.push(String(bookmarks.AddBookmarkCrossRef("text", "mark", false)));
lines.push(String(bookmarks.AddBookmarkCrossRef("text", "none")));
lines.push(String(bookmarks.AddBookmarkCrossRef("odd", "mark")));
add(lines.join());
