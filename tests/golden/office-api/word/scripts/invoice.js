var oDocument = Api.GetDocument();
var oParagraph, oRun;
var oNoSpacingStyle = oDocument.GetStyle("No Spacing");
var oHeading = oDocument.CreateStyle("Invoice Heading", "paragraph");
oHeading.SetBasedOn(oDocument.GetStyle("Heading 1"));
oHeading.GetTextPr().SetColor(31, 78, 121, false);
oHeading.GetTextPr().SetFontSize(44);
oHeading.GetTextPr().SetFontFamily("Georgia");
oHeading.GetParaPr().SetSpacingAfter(240);
oParagraph = oDocument.GetElement(0);
oParagraph.SetStyle(oHeading);
oParagraph.AddText("INVOICE");
oParagraph.AddTabStop();
oParagraph.AddText("No. 2024-0117");
oParagraph = Api.CreateParagraph();
oParagraph.SetStyle(oNoSpacingStyle);
oRun = Api.CreateRun();
oRun.SetBold(true);
oRun.AddText("Blue Yonder Ltd.");
oRun.AddLineBreak();
oParagraph.AddElement(oRun);
oParagraph.AddText("12 Harbour Street");
oParagraph.AddLineBreak();
oParagraph.AddText("Riga, LV-1010");
oDocument.Push(oParagraph);
var items = [
  { name: "Consulting, hours", quantity: 12, price: 85.5 },
  { name: "Licence, one year", quantity: 3, price: 249 },
  { name: "Support", quantity: 1, price: 400.25 }
];
var oTableStyle = oDocument.CreateStyle("Invoice Table", "table");
oTableStyle.SetBasedOn(oDocument.GetStyle("Bordered"));
oTableStyle.GetConditionalTableStyle("firstRow").GetTextPr().SetBold(true);
oTableStyle.GetConditionalTableStyle("firstRow").GetTableCellPr().SetShd("clear", 0xDD, 0xEB, 0xF7, false);
var oTable = Api.CreateTable(items.length + 2, 4);
oTable.SetWidth("percent", 100);
oTable.SetStyle(oTableStyle);
oTable.SetTableLook(true, true, false, false, false, false);
var heads = ["Item", "Quantity", "Price", "Sum"];
for (var i = 0; i < heads.length; i++) {
  oTable.GetRow(0).GetCell(i).GetContent().GetElement(0).AddText(heads[i]);
}
var total = 0;
items.forEach(function (item, index) {
  var row = oTable.GetRow(index + 1);
  var sum = item.quantity * item.price;
  total += sum;
  [item.name, "" + item.quantity, item.price.toFixed(2), sum.toFixed(2)].forEach(function (text, column) {
    var para = row.GetCell(column).GetContent().GetElement(0);
    para.AddText(text);
    if (column > 0) para.SetJc("right");
  });
});
oTable.MergeCells([oTable.GetRow(4).GetCell(0), oTable.GetRow(4).GetCell(1), oTable.GetRow(4).GetCell(2)]);
oTable.GetRow(4).GetCell(0).GetContent().GetElement(0).AddText("Total");
oTable.GetRow(4).GetCell(1).GetContent().GetElement(0).AddText(total.toFixed(2));
oDocument.Push(oTable);
oParagraph = Api.CreateParagraph();
oParagraph.SetSpacingBefore(200);
oParagraph.AddText("Payable within 14 days. Rows: " + oTable.GetRowsCount() + ", cells of the last row: " + oTable.GetRow(4).GetCellsCount());
oDocument.Push(oParagraph);
var oSection = oDocument.GetFinalSection();
oSection.SetPageMargins(1000, 1200, 1000, 1200);
var oFooter = oSection.GetFooter("default", true);
var oFooterPara = oFooter.GetElement(0);
oFooterPara.SetJc("center");
oFooterPara.AddText("Page ");
oFooterPara.AddPageNumber();
oFooterPara.AddText(" of ");
oFooterPara.AddPagesCount();
