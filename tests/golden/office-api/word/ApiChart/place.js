// A chart as a drawing: neighbours, size, flips, locks, deletion.
const doc = Api.GetDocument();
const paragraph = doc.GetElement(0);
function make(kind) {
  const chart = Api.CreateChart(kind, [[200, 240], [250, 260]], ["Revenue", "Costs"], ["x", "y"], 4051300, 2347595, 24);
  paragraph.AddDrawing(chart);
  return chart;
}
function say(name, value) {
  const line = Api.CreateParagraph();
  line.AddText(name + ": " + JSON.stringify(value));
  doc.Push(line);
}
const first = make("bar");
const second = make("pie");
say("neighbours", [first.GetNextChart().GetChartType(), second.GetNextChart(), second.GetPrevChart().GetChartType(), first.GetPrevChart()]);
say("size", [first.SetSize(2000000, 1000000), first.GetWidth(), first.GetHeight()]);
say("flips", [first.GetFlipH(), first.SetFlipH(true), first.GetFlipH(), first.GetFlipV()]);
say("locks", [first.GetLockValue("noSelect"), first.SetLockValue("noSelect", true), first.GetLockValue("noSelect")]);
say("wrapping", [first.SetWrappingStyle("inFront"), first.SetHorPosition("page", 100000)]);
say("name", [first.GetName(), first.SetName("Mine"), first.GetName()]);
say("turn", [first.GetRotation(), first.SetRotation(30), first.GetRotation()]);
say("delete", [second.Delete(), doc.GetAllCharts().length]);
