var doc = Api.GetDocument();
var table = Api.CreateTable(5, 4);
table.SetWidth("percent", 100);
table.SetTableLayout("fixed");
table.SetTableBorderTop("single", 12, 0, 0, 0, 0);
table.SetTableBorderBottom("single", 12, 0, 0, 0, 0);
table.SetTableBorderInsideH("single", 4, 0, 128, 128, 128);
var merged = table.MergeCells([table.GetCell(0, 0), table.GetCell(0, 1), table.GetCell(0, 2), table.GetCell(0, 3)]);
merged.GetContent().GetElement(0).AddText("Plan");
merged.GetContent().GetElement(0).SetJc("center");
var vertical = table.MergeCells([table.GetCell(1, 0), table.GetCell(2, 0)]);
vertical.GetContent().GetElement(0).AddText("Q1");
for (var row = 1; row < 5; row++) {
  for (var col = 1; col < 4; col++) {
    var cell = table.GetCell(row, col);
    if (cell) {
      cell.GetContent().GetElement(0).AddText(row + "x" + col);
      cell.SetWidth("twips", 2000);
      cell.SetCellMarginTop(50);
    }
  }
}
doc.Push(table);
var lines = [merged.GetClassType(), vertical ? vertical.GetClassType() : "none", table.GetRowsCount()];
for (var i = 0; i < table.GetRowsCount(); i++) lines.push(table.GetRow(i).GetCellsCount());
lines.push(table.GetCell(2, 0) ? table.GetCell(2, 0).GetContent().GetText().trim() : "null");
table.AddRow(table.GetCell(4, 1), true);
lines.push(table.GetRowsCount());
table.RemoveColumn(table.GetCell(3, 3));
lines.push(table.GetRow(3).GetCellsCount());
var p = Api.CreateParagraph();
p.AddText(lines.join("|"));
doc.Push(p);
doc.GetElement(0).AddText("before the table");
var cellText = table.GetRow(1).GetCell(1).GetContent().GetText();
p = Api.CreateParagraph();
p.AddText(JSON.stringify(cellText) + JSON.stringify(doc.GetText()));
doc.Push(p);
