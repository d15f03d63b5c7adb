var oPresentation = Api.GetPresentation();
oPresentation.SetSizes(254 * 36000, 190 * 36000);
var oSlide = oPresentation.GetSlideByIndex(0);
oSlide.RemoveAllObjects();
var oFill = Api.CreateSolidFill(Api.CreateRGBColor(51, 51, 102));
oSlide.SetBackground(oFill);
function box(slide, text, x, y, w, h, size) {
  var shape = Api.CreateShape("rect", w * 36000, h * 36000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
  shape.SetPosition(x * 36000, y * 36000);
  var content = shape.GetDocContent();
  var lines = text.split("\n");
  for (var i = 0; i < lines.length; i++) {
    var para = i === 0 ? content.GetElement(0) : Api.CreateParagraph();
    var run = Api.CreateRun();
    run.AddText(lines[i]);
    run.SetFontSize(size);
    run.SetFill(Api.CreateSolidFill(Api.CreateRGBColor(255, 255, 255)));
    para.AddElement(run);
    if (i > 0) content.Push(para);
  }
  slide.AddObject(shape);
  return shape;
}
box(oSlide, "Annual results\n2024", 20, 40, 210, 60, 80);
var topics = { Revenue: "up 12 %\nnew markets", Costs: "down 3 %", Outlook: "stable\ncautious\nopen" };
var index = 1;
for (var topic in topics) {
  var slide = Api.CreateSlide();
  oPresentation.AddSlide(slide);
  slide.RemoveAllObjects();
  slide.SetBackground(Api.CreateLinearGradientFill([Api.CreateGradientStop(Api.CreateRGBColor(30, 30, 60), 0), Api.CreateGradientStop(Api.CreateRGBColor(60, 60, 120), 100000)], 5400000));
  box(slide, topic, 10, 10, 200, 30, 60);
  var shape = box(slide, topics[topic], 10, 50, 200, 100, 40);
  var bullets = shape.GetDocContent();
  for (var i = 0; i < bullets.GetElementsCount(); i++) bullets.GetElement(i).SetBullet(Api.CreateBullet("-"));
  slide.AddNotesText && slide.AddNotesText("Say: " + topic);
  index++;
}
var last = Api.CreateSlide();
oPresentation.AddSlide(last);
var lines = [oPresentation.GetSlidesCount(), oPresentation.GetWidth(), oPresentation.GetHeight(), last.GetSlideIndex(), oSlide.GetAllShapes().length, last.GetAllObjects ? last.GetAllObjects().length : "-", oPresentation.GetCurSlideIndex(), oPresentation.GetAllSlideMasters ? oPresentation.GetAllSlideMasters().length : "-"];
last.RemoveAllObjects();
box(last, lines.join("|"), 0, 0, 200, 50, 20);
