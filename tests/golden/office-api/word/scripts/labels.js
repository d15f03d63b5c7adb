builder.CreateFile("docx");
var oDocument = Api.GetDocument();
var people = JSON.parse('[{"first":"Ann","last":"Lee","street":"1 Elm"},{"first":"Bo","last":"Ek","street":"2 Oak"},{"first":"Cy","last":"Fu","street":"3 Fir"}]');
var oTable = Api.CreateTable(Math.ceil(people.length / 2), 2);
oTable.SetWidth("percent", 100);
for (var i = 0; i < people.length; i++) {
  var oCell = oTable.GetRow(Math.floor(i / 2)).GetCell(i % 2);
  var oContent = oCell.GetContent();
  var oPara = oContent.GetElement(0);
  oPara.AddText(people[i].first + " " + people[i].last.toUpperCase());
  oPara = Api.CreateParagraph();
  oPara.AddText(people[i].street);
  oContent.Push(oPara);
  oCell.SetVerticalAlign("center");
}
oTable.GetRow(0).SetHeight("exact", 1440);
oDocument.Push(oTable);
oDocument.RemoveElement(0);
var p = Api.CreateParagraph();
p.AddText(oTable.GetCell(0, 0).GetContent().GetElementsCount() + " " + oTable.GetCell(1, 1).GetContent().GetElementsCount() + " " + oDocument.GetElementsCount());
oDocument.Push(p);
builder.SaveFile("docx", "labels.docx");
builder.CloseFile();
