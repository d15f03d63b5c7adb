var doc = Api.GetDocument();
function line(text, style) {
  var p = Api.CreateParagraph();
  p.AddText(text);
  if (style) p.SetStyle(doc.GetStyle(style));
  doc.Push(p);
  return p;
}
line("Dear {{name}},", null);
line("your order {{order}} of {{date}} was shipped to {{city}}.", null);
line("Items", "Heading 2");
["Pens", "Paper", "Ink"].forEach(function (item) {
  var p = line(item);
  p.SetBullet && p.SetBullet();
  p.SetIndLeft(720);
});
line("Kind regards,").SetSpacingBefore(480);
var data = { name: "Ms Ōzoliņa", order: "A-1001", date: "1 May 2024", city: "Rīga" };
for (var key in data) {
  doc.SearchAndReplace({ searchString: "{{" + key + "}}", replaceString: data[key] });
}
var paragraphs = doc.GetAllParagraphs();
var texts = [];
for (var i = 0; i < paragraphs.length; i++) {
  texts.push(i + ": " + paragraphs[i].GetText().replace(/\r\n/g, "") + " [" + (paragraphs[i].GetStyle() ? paragraphs[i].GetStyle().GetName() : "none") + "]");
}
texts.forEach(function (text) { line(text); });
var p = doc.GetElement(2);
p.GetRange(0, 4).SetBold(true);
p.GetRange(0, 4).SetHighlight("yellow");
line("Range: " + p.GetRange(0, 4).GetText());
doc.RemoveElement(0);
line("First now: " + doc.GetElement(0).GetText());
