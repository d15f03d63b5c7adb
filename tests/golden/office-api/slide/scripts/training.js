// A training deck with an agenda that links to its chapters, notes, transitions and a quiz.
const deck = Api.GetPresentation();
const master = deck.GetMaster(0);
const chapters = ["Welcome", "Safety at work", "Tools", "Questions"];
const findLayout = type => master.GetLayoutByType(type) || master.GetLayout(0);
const slides = [deck.GetSlideByIndex(0)];
chapters.slice(1).forEach(() => { const s = Api.CreateSlide(); deck.AddSlide(s); slides.push(s); });
slides.forEach((slide, i) => {
  slide.ApplyLayout(findLayout(i === 0 ? "title" : "obj"));
  const shapes = slide.GetAllShapes();
  const names = shapes.map(s => s.GetPlaceholder() ? s.GetPlaceholder().GetType() : "none");
  shapes.forEach((shape, k) => {
    const content = shape.GetDocContent();
    if (k === 0) { content.GetElement(0).AddText(chapters[i]); }
    else {
      content.RemoveAllElements();
      ["First point of " + chapters[i], "Second point", "Third point"].forEach(t => { const p = Api.CreateParagraph(); p.AddText(t); content.Push(p); });
    }
  });
  slide.AddNotesText("Say about " + chapters[i] + ": " + names.join(", "));
  const transition = Api.CreateSlideShowTransition();
  transition.SetEntryEffect(i % 2 ? "effectFade" : "effectPushLeft");
  transition.SetDuration(1 + i);
  transition.SetAdvanceOnClick(true);
  slide.SetSlideShowTransition(transition);
});
const agenda = Api.CreateShape("rect", 5000000, 2500000, Api.CreateNoFill(), Api.CreateStroke(12700, Api.CreateSolidFill(Api.ThemeColor("accent1"))));
agenda.SetPosition(6500000, 3500000);
const list = agenda.GetContent();
list.RemoveAllElements();
chapters.forEach((c, i) => {
  const p = Api.CreateParagraph();
  p.SetBullet(Api.CreateNumbering("ArabicPeriod", 1));
  const link = Api.CreateHyperlink("https://intranet.example.com/" + (i + 1), c);
  p.AddText("Chapter ");
  p.AddElement(link);
  link.GetElement(0).AddText(c);
  list.Push(p);
});
slides[0].AddObject(agenda);
const said = Api.CreateShape("rect", 9000000, 3000000);
const lines = [];
lines.push(agenda.GetContent().GetText().split("\r\n").join(" / "));
lines.push(agenda.GetContent().GetElement(1).GetElementsCount() + " elements");
slides.forEach((s, i) => { const t = s.GetSlideShowTransition(); lines.push(i + ": " + s.GetLayout().GetName() + ", " + t.GetEntryEffect() + ", " + t.GetDuration() + ", " + s.GetNotesPage().GetBodyShapeText()); });
said.GetContent().GetElement(0).AddText(lines.join("\n"));
slides[3].AddObject(said);
