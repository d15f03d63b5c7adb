let oDoc = Api.GetDocument();
let header = oDoc.GetFinalSection().GetHeader("default", true);
header.GetElement(0).AddText("Confidential");
header.GetElement(0).SetJc("right");
let rows = [["Topic", "Owner", "Due"], ["Budget", "Ann", "Monday"], ["Hiring", "Bob", "Friday"], ["Office move", "Cy", "June"]];
oDoc.GetElement(0).AddText("Minutes of the meeting").SetFontSize(36).SetBold(true);
let agenda = Api.CreateParagraph();
agenda.AddText("Agenda").SetUnderline(true);
oDoc.Push(agenda);
let bullets = oDoc.CreateNumbering("bullet");
for (let [topic] of rows.slice(1)) {
  let item = Api.CreateParagraph();
  item.AddText(topic);
  item.SetNumbering(bullets.GetLevel(0));
  oDoc.Push(item);
}
let table = Api.CreateTable(rows.length, rows[0].length);
table.SetWidth("percent", 100);
rows.forEach((row, y) => row.forEach((text, x) => {
  let cell = table.GetCell(y, x);
  cell.GetContent().GetElement(0).AddText(text);
  if (y === 0) {
    cell.SetShd("clear", 200, 220, 240);
    cell.SetVerticalAlign("center");
  }
  cell.SetCellMarginLeft(120);
  cell.SetCellBorderBottom("single", 8, 0, 0, 0, 0);
}));
table.GetRow(0).SetTableHeader(true);
table.GetRow(0).SetHeight("atLeast", 500);
oDoc.Push(table);
table.AddRow(table.GetCell(3, 0), false);
table.GetCell(4, 0).GetContent().GetElement(0).AddText("Any other business");
table.AddColumn(table.GetCell(0, 2), false);
table.GetCell(0, 3).GetContent().GetElement(0).AddText("Done");
table.RemoveRow(table.GetCell(2, 0));
let note = Api.CreateParagraph();
note.AddText("Decisions are final");
oDoc.Push(note);
note.AddBookmarkCrossRef && note.GetRange().AddBookmark("decisions");
oDoc.AddFootnote && (note.Select(), oDoc.AddFootnote());
let out = Api.CreateParagraph();
out.AddText("rows " + table.GetRowsCount() + ", cells " + table.GetRow(0).GetCellsCount() + ", bookmarks " + oDoc.GetAllBookmarksNames().join());
oDoc.Push(out);
let stats = oDoc.GetStatistics();
let line = Api.CreateParagraph();
line.AddText(JSON.stringify([stats.WordsCount, stats.ParagraphCount, stats.SymbolsCount, stats.SymbolsWSCount, stats.PageCount]));
oDoc.Push(line);
