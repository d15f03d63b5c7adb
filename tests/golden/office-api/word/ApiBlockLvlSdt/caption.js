let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let block = Api.CreateBlockLvlSdt();
say(block.AddCaption("nowhere"));
block.GetContent().GetElement(0).AddText("block text");
doc.Push(block);
say(block.AddCaption(" of a block", "Table"), doc.GetElementsCount());
say(block.GetContent().GetElementsCount());
