// A shop confirms an order: letterhead, table of items with totals, terms in a list, a signature box, comments of the clerk.
const doc = Api.GetDocument();
const order = {
  number: "A-2024-117",
  customer: ["Harbour Books Ltd.", "12 Quay Street", "Bristol"],
  items: [["Shelf, oak", 4, 129.5], ["Lamp, brass", 10, 18.25], ["Counter top", 1, 640]]
};
const money = (value) => value.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",") + " GBP";
const add = (text, style) => {
  const p = Api.CreateParagraph();
  p.AddText(text);
  if (style) p.SetStyle(doc.GetStyle(style));
  doc.Push(p);
  return p;
};
doc.GetDefaultTextPr().SetFontFamily("Calibri");
const title = doc.GetElement(0);
title.AddText("Order confirmation " + order.number);
title.SetStyle(doc.GetStyle("Title"));
order.customer.forEach((line, index) => {
  const p = add(line);
  p.SetSpacingAfter(0);
  p.SetContextualSpacing(true);
  if (index === 0) p.GetElement(0).SetBold(true);
});
add("Items", "Heading 1");
const table = Api.CreateTable(order.items.length + 2, 4);
table.SetStyle(doc.GetStyle("Bordered & Lined - Accent 1"));
table.SetWidth("percent", 100);
table.SetTableLook(true, true, false, true, true, false);
["Item", "Pieces", "Price", "Sum"].forEach((head, column) => {
  const cell = table.GetCell(0, column);
  cell.GetContent().GetElement(0).AddText(head).SetBold(true);
  cell.SetVerticalAlign("center");
});
table.GetRow(0).SetTableHeader(true);
let total = 0;
order.items.forEach(([name, pieces, price], row) => {
  total += pieces * price;
  [name, String(pieces), money(price), money(pieces * price)].forEach((text, column) => {
    const p = table.GetCell(row + 1, column).GetContent().GetElement(0);
    p.AddText(text);
    p.SetJc(column ? "right" : "left");
  });
});
const last = order.items.length + 1;
const merged = table.MergeCells([table.GetCell(last, 0), table.GetCell(last, 1), table.GetCell(last, 2)]);
merged.GetContent().GetElement(0).AddText("Total");
const sum = table.GetCell(last, 1);
sum.GetContent().GetElement(0).AddText(money(total)).SetBold(true);
sum.SetShd("clear", 221, 235, 247);
doc.Push(table);
add("Terms", "Heading 1");
const numbering = doc.CreateNumbering("numbered");
["Delivery within ten days.", "Payment within thirty days.", "Goods remain ours until they are paid."].forEach((text) => {
  const p = add(text);
  p.SetNumbering(numbering.GetLevel(0));
  p.SetKeepLines(true);
});
const box = Api.CreateShape("rect", 60 * 36000, 20 * 36000, Api.CreateNoFill(), Api.CreateStroke(9525, Api.CreateSolidFill(Api.CreateRGBColor(80, 80, 80))));
box.GetContent().GetElement(0).AddText("Signature of the customer");
add("Please sign here: ").AddDrawing(box);
doc.Search("thirty days", true).forEach((range) => {
  range.SetHighlight("yellow");
  range.AddComment("Agreed by telephone", "Clerk");
});
const footer = doc.GetFinalSection().GetFooter("default", true);
footer.GetElement(0).AddText("Page ");
footer.GetElement(0).AddPageNumber();
footer.GetElement(0).AddText(" of ");
footer.GetElement(0).AddPagesCount();
add([total, merged.GetText().trim(), table.GetRow(last).GetCellsCount(), table.GetCell(1, 3).GetText().trim(), doc.GetAllNumberedParagraphs().length, doc.GetAllComments().map((c) => c.GetQuoteText()).join(), doc.GetAllHeadingParagraphs().map((p) => p.GetText().trim()).join("/"), table.GetCell(1, 0).GetContent().GetElement(0).GetSpacingAfter(), box.GetContent().GetElementsCount()].join("; "));
