const doc = Api.GetDocument();
const put = (text) => { const p = Api.CreateParagraph(); p.AddText(text); doc.Push(p); return p; };
doc.GetElement(0).AddText("first");
put("a\tb").AddText(" more");
const table = Api.CreateTable(2, 1); doc.Push(table);
table.GetCell(0, 0).GetContent().GetElement(0).AddText("in a cell");
const control = Api.CreateBlockLvlSdt(); control.GetContent().GetElement(0).AddText("in a control"); doc.Push(control);
const shape = Api.CreateShape("rect", 900000, 900000); shape.GetDocContent().GetElement(0).AddText("in a shape"); put("with a shape").AddDrawing(shape);
const names = ["Paragraph", "ParagraphEnd", "Table", "TableEnd", "TableRow", "TableRowEnd", "TableCell", "TableCellEnd", "BlockLevelSdt", "BlockLevelSdtEnd", "Text"];
const walk = (content, skipped) => {
  const visitor = content.GetDocumentVisitor();
  const said = [];
  names.forEach((name) => {
    visitor[name] = function (what) {
      said.push(typeof what === "string" ? JSON.stringify(what) : name + (what.GetClassType ? " " + what.GetClassType() : ""));
      return name === skipped;
    };
  });
  visitor.Traverse();
  return said.join(", ");
};
const notes = [walk(doc), walk(doc, "Table"), walk(doc, "Paragraph"), walk(doc, "TableCell"), walk(doc, "BlockLevelSdt"), walk(shape.GetDocContent())];
notes.forEach(put);
