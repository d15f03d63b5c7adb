const doc = Api.GetDocument();
const put = (text, style) => { const p = Api.CreateParagraph(); p.AddText(text); if (style) p.SetStyle(doc.GetStyle(style)); doc.Push(p); return p; };
const say = (name) => {
  const said = [];
  for (let i = 0; i < doc.GetElementsCount(); i++) {
    const e = doc.GetElement(i);
    const lines = e.GetClassType() === "blockLvlSdt" ? e.GetContent().GetAllParagraphs() : [e];
    said.push(...lines.map((line) => line.GetText().trim()));
  }
  notes.push(name + ": " + said.join(" / "));
};
const notes = [];
doc.GetElement(0).AddText("Title");
doc.AddTableOfContents({ BuildFrom: { OutlineLvls: 2 } });
put("Alpha", "Heading 1"); put("words"); put("Beta", "Heading 2"); put("Gamma", "Heading 3");
doc.UpdateAllTOC(true); say("page numbers");
doc.UpdateAllTOC(); say("anew");
doc.MoveCursorToEnd();
doc.AddTableOfFigures({ BuildFrom: "Figure" });
put("a picture").AddCaption("first", "Figure");
doc.UpdateAllTOF(); say("figures");
put("a picture").AddCaption("second", "Figure");
doc.UpdateAllTOF(); say("two figures");
put("Delta", "Heading 1").SetPageBreakBefore(true);
doc.UpdateAllTOC(false); say("again");
doc.GetAllHeadingParagraphs()[0].Delete();
doc.UpdateAllTOC(); say("one less");
doc.UpdateAllFields(); say("fields");
notes.forEach((note) => put(note));
