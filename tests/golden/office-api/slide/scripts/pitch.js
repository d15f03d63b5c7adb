builder.CreateFile("pptx");
const presentation = Api.GetPresentation();
const dark = Api.CreateSolidFill(Api.CreateRGBColor(20, 33, 61)), none = Api.CreateStroke(0, Api.CreateNoFill());
const text = (slide, lines, left, top, width, height, size, color) => {
  const box = Api.CreateShape("rect", width, height, Api.CreateNoFill(), none);
  box.SetPosition(left, top);
  const content = box.GetContent();
  content.RemoveAllElements();
  lines.forEach(line => {
    const p = Api.CreateParagraph();
    const run = Api.CreateRun();
    run.AddText(line);
    run.SetFontSize(size);
    run.SetBold(size > 40);
    run.SetFill(Api.CreateSolidFill(color));
    p.AddElement(run);
    p.SetJc("left");
    content.Push(p);
  });
  slide.AddObject(box);
  return box;
};
const white = Api.CreateRGBColor(255, 255, 255);
const slides = [["Spindle", ["Documents without servers"]], ["Problem", ["Too heavy", "Too slow", "Too dear"]], ["Ask", ["€ 1m", "18 months"]]];
slides.forEach(([title, lines], index) => {
  let slide = presentation.GetSlideByIndex(index);
  if (!slide) {
    slide = Api.CreateSlide();
    presentation.AddSlide(slide);
  }
  slide.RemoveAllObjects();
  slide.SetBackground(dark);
  text(slide, [title], 500000, 500000, 8000000, 1000000, 60, white);
  text(slide, lines, 500000, 2000000, 8000000, 3000000, 32, white);
});
const first = presentation.GetSlideByIndex(0);
const info = [presentation.GetSlidesCount(), first.GetAllShapes().length, first.GetAllShapes()[0].GetContent().GetElementsCount(), first.GetAllShapes()[0].GetContent().GetElement(0).GetText ? JSON.stringify(first.GetAllShapes()[0].GetContent().GetElement(0).GetText()) : "", presentation.GetCurrentSlide().GetSlideIndex(), presentation.GetSlideByIndex(9)];
text(presentation.GetSlideByIndex(2), [info.join("|")], 0, 5000000, 9000000, 500000, 12, white);
builder.SaveFile("pptx", "pitch.pptx");
builder.CloseFile();
