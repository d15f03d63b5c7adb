// Changes are tracked, reported and accepted.
let doc = Api.GetDocument();
let first = doc.GetElement(0);
first.AddText("Base text. ");
let lines = [String(doc.IsTrackRevisions()), String(doc.SetTrackRevisions(true)), String(doc.IsTrackRevisions())];
first.AddText("Added.");
first.GetRange(1, 3).Delete();
lines.push(first.GetText());
let report = doc.GetReviewReport();
for (let author in report) {
  if (Array.isArray(report[author])) {
    lines.push(author + " " + report[author].map(function (entry) { return entry["Type"]; }).join());
  }
}
doc.SetAssistantTrackRevisions(true, "Bot");
first.AddText("From the assistant.");
doc.SetAssistantTrackRevisions(false);
lines.push(Object.keys(doc.GetReviewReport()).filter(function (name) { return name === "Bot"; }).join());
doc.SetTrackRevisions(false);
lines.forEach(function (line) {
  let said = Api.CreateParagraph();
  said.AddText(line);
  doc.Push(said);
});
