"use strict";
const doc = Api.GetDocument();
const pupils = [
  { name: "Anna Berzina", marks: { Maths: 9, History: 7, Art: 10 } },
  { name: "Karlis Ozols", marks: { Maths: 6, History: 8, Art: 7 } }
];
doc.GetElement(0).AddText("School report");
doc.GetElement(0).SetStyle(doc.GetStyle("Heading 1"));
for (const pupil of pupils) {
  const head = Api.CreateParagraph();
  head.SetStyle(doc.GetStyle("Heading 2"));
  head.AddText(pupil.name);
  doc.Push(head);
  const subjects = Object.keys(pupil.marks);
  const table = Api.CreateTable(subjects.length + 1, 2);
  table.SetStyle(doc.GetStyle("Bordered - Accent 1"));
  table.SetWidth("twips", 6000);
  table.SetJc("center");
  table.GetCell(0, 0).GetContent().GetElement(0).AddText("Subject");
  table.GetCell(0, 1).GetContent().GetElement(0).AddText("Mark");
  subjects.forEach((subject, index) => {
    table.GetCell(index + 1, 0).AddText ? table.GetCell(index + 1, 0).AddText(subject) : null;
    table.GetCell(index + 1, 1).AddText(String(pupil.marks[subject]));
  });
  doc.Push(table);
  const average = subjects.reduce((sum, subject) => sum + pupil.marks[subject], 0) / subjects.length;
  const line = Api.CreateParagraph();
  line.AddText("Average: ");
  const run = line.AddText(average.toFixed(2));
  run.SetBold(true);
  run.SetColor(average > 8 ? 0 : 200, average > 8 ? 128 : 0, 0);
  doc.Push(line);
}
const toc = Api.CreateParagraph();
doc.AddElement(0, toc);
toc.AddText("Contents");
const last = Api.CreateParagraph();
last.AddText(doc.GetAllHeadingParagraphs().map(p => p.GetText().trim()).join(", ") + " " + doc.GetAllTables().map(t => t.GetRowsCount()).join("/"));
doc.Push(last);
