let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let block = Api.CreateBlockLvlSdt();
block.AddText("block text");
doc.Push(block);
let comment = block.AddComment("About the block", "Mary");
say(comment.GetClassType(), comment.GetText(), comment.GetAuthorName());
