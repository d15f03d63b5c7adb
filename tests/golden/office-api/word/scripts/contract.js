const doc = Api.GetDocument();
const title = doc.GetElement(0);
title.SetStyle(doc.GetStyle("Title"));
title.AddText("Service Agreement");
title.SetJc("center");
const parties = { customer: "Acme Corporation", provider: "North Wind GmbH", city: "Hamburg" };
const intro = Api.CreateParagraph();
intro.AddText(`This agreement is made between ${parties.customer} ("Customer") and ${parties.provider} ("Provider") in ${parties.city}.`);
intro.SetJc("both");
doc.Push(intro);
const numbering = doc.CreateNumbering("numbered");
const clauses = [
  ["Subject", ["The Provider renders the services of Annex A.", "The Customer cooperates."]],
  ["Fees", ["Fees are due monthly.", "Late payment bears interest of 5 %.", "Travel is charged at cost."]],
  ["Term", ["The agreement runs for two years."]]
];
for (const [head, lines] of clauses) {
  const paragraph = Api.CreateParagraph();
  paragraph.SetNumbering(numbering.GetLevel(0));
  const run = paragraph.AddText(head);
  run.SetBold(true);
  run.SetCaps(true);
  doc.Push(paragraph);
  lines.forEach((line, index) => {
    const item = Api.CreateParagraph();
    item.SetNumbering(numbering.GetLevel(1));
    item.AddText(line);
    item.SetContextualSpacing(true);
    doc.Push(item);
  });
}
const level = numbering.GetLevel(1);
level.SetTemplateType("lowerLetter");
level.SetStart(1);
level.SetSuff("tab");
doc.AddElement(1, Api.CreateParagraph());
doc.GetElement(1).AddText("Draft, not signed");
doc.GetElement(1).SetColor(192, 0, 0);
const sign = Api.CreateTable(2, 2);
sign.SetWidth("percent", 100);
sign.GetCell(0, 0).GetContent().GetElement(0).AddText("_______________________");
sign.GetCell(0, 1).GetContent().GetElement(0).AddText("_______________________");
sign.GetCell(1, 0).GetContent().GetElement(0).AddText(parties.customer);
sign.GetCell(1, 1).GetContent().GetElement(0).AddText(parties.provider);
doc.Push(sign);
doc.SearchAndReplace({ searchString: "Customer", replaceString: "Client", matchCase: true });
const found = doc.Search("Provider", true);
found.forEach(range => range.SetItalic(true));
const summary = Api.CreateParagraph();
summary.AddText("Found: " + found.length + "; elements: " + doc.GetElementsCount() + "; paragraphs: " + doc.GetAllParagraphs().length + "; tables: " + doc.GetAllTables().length);
doc.Push(summary);
const numbers = doc.GetAllNumberedParagraphs().map(p => p.GetText().trim());
const list = Api.CreateParagraph();
list.AddText(numbers.join(" / "));
doc.Push(list);
doc.GetAllNumberedParagraphs().forEach(p => p.AddComment("check", "Jane Roe", "uid-1"));
