var oPresentation = Api.GetPresentation();
var questions = [{ q: "Capital of Latvia?", a: ["Riga", "Tallinn", "Vilnius"], right: 0 }, { q: "2 + 2?", a: ["3", "4"], right: 1 }];
var master = oPresentation.GetMaster(0);
for (var i = 0; i < questions.length; i++) {
  var oSlide = Api.CreateSlide();
  oPresentation.AddSlide(oSlide);
  oSlide.RemoveAllObjects();
  oSlide.SetBackground(Api.CreateSolidFill(Api.CreateSchemeColor(i % 2 ? "accent2" : "accent1")));
  var oTitle = Api.CreateShape("flowChartTerminator", 8000000, 900000, Api.CreateSolidFill(Api.CreatePresetColor("white")), Api.CreateStroke(12700, Api.CreateSolidFill(Api.CreatePresetColor("black"))));
  oTitle.SetPosition(600000, 300000);
  oTitle.GetDocContent().GetElement(0).AddText(questions[i].q);
  oTitle.GetDocContent().GetElement(0).SetJc("center");
  oSlide.AddObject(oTitle);
  questions[i].a.forEach(function (answer, n) {
    var box = Api.CreateShape("roundRect", 3500000, 700000, Api.CreateNoFill(), Api.CreateStroke(25400, Api.CreateSolidFill(Api.CreateRGBColor(0, 0, 0))));
    box.SetPosition(600000, 1500000 + n * 900000);
    var p = box.GetDocContent().GetElement(0);
    p.AddText(String.fromCharCode(65 + n) + ") ");
    var run = Api.CreateRun();
    run.AddText(answer);
    run.SetBold(n === questions[i].right);
    p.AddElement(run);
    oSlide.AddObject(box);
  });
  oSlide.AddNotesText("Answer: " + questions[i].a[questions[i].right]);
}
oPresentation.GetSlideByIndex(0).Delete();
var lines = [oPresentation.GetSlidesCount(), oPresentation.GetSlideByIndex(0).GetAllShapes().length, oPresentation.GetSlideByIndex(1).GetAllShapes().length, master.GetLayoutsCount(), oPresentation.GetSlideByIndex(0).GetNotesPage ? "notes" : "-"];
var said = Api.CreateShape("rect", 3000000, 500000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
said.GetDocContent().GetElement(0).AddText(lines.join("|"));
oPresentation.GetSlideByIndex(1).AddObject(said);
