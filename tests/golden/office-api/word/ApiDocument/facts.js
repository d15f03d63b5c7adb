// Statistics and pages.
let doc = Api.GetDocument();
doc.GetElement(0).AddText("A few words, and more of them.");
let second = Api.CreateParagraph();
second.AddText("Second paragraph");
second.AddPageNumber();
doc.Push(second);
let table = Api.CreateTable(1, 1);
doc.Push(table);
let lines = [JSON.stringify(doc.GetStatistics())];
lines.push(doc.GetCurrentPage() + " " + doc.GetPageCount() + " " + JSON.stringify(doc.GetCurrentVisiblePages()));
lines.push(doc.GoToPage(0) + " " + doc.GoToPage(5));
lines.push(doc.GetAllTablesOnPage(0).length + " " + doc.GetAllTablesOnPage(3).length);
let range = second.GetRange(0, 5);
lines.push(range.GetStartPage() + " " + range.GetEndPage());
lines.push(JSON.stringify(doc.GetStatistics()));
lines.forEach(function (line) {
  let said = Api.CreateParagraph();
  said.AddText(line);
  doc.Push(said);
});
