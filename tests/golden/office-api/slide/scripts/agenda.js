let presentation = Api.GetPresentation();
let first = presentation.GetSlideByIndex(0);
let shapes = first.GetAllShapes();
shapes[0].GetDocContent().GetElement(0).AddText("Kick-off");
if (shapes[1]) shapes[1].GetDocContent().GetElement(0).AddText("Project Falcon");
let master = presentation.GetMaster(0);
let layouts = master.GetLayoutsCount();
let names = [];
for (let i = 0; i < layouts; i++) names.push(master.GetLayout(i).GetName());
for (let i = 1; i < 4; i++) {
  let slide = Api.CreateSlide();
  slide.ApplyLayout(master.GetLayout(i));
  presentation.AddSlide(slide);
  slide.GetAllShapes().forEach((shape, n) => {
    let content = shape.GetDocContent();
    if (content) content.GetElement(0).AddText("slide " + i + " box " + n);
  });
}
let said = Api.CreateShape("rect", 5000000, 3000000, Api.CreateSolidFill(Api.CreateSchemeColor("accent1")), Api.CreateStroke(0, Api.CreateNoFill()));
said.GetDocContent().GetElement(0).AddText(names.join("|"));
let more = Api.CreateParagraph();
more.AddText([layouts, presentation.GetSlidesCount(), first.GetLayout().GetName(), presentation.GetSlideByIndex(2).GetLayout().GetName(), presentation.GetSlideByIndex(2).GetAllShapes().length].join("|"));
said.GetDocContent().Push(more);
first.AddObject(said);
presentation.GetSlideByIndex(1).MoveTo(3);
presentation.GetSlideByIndex(0).SetVisible && presentation.GetSlideByIndex(0).SetVisible(true);
presentation.GetSlideByIndex(2).Delete();
