// What changes of names, values and kinds leave for other programs to read.
const slide = Api.GetPresentation().GetSlideByIndex(0);
slide.RemoveAllObjects();
const said = [];
function make(kind) {
  const chart = Api.CreateChart(kind, [[200, 240], [250, 260], [5, 6]], ["Revenue", "Costs", "More"], ["x", "y"], 4051300, 2347595, 24);
  slide.AddObject(chart);
  return chart;
}
const values = make("bar");
said.push(values.SetSeriaValues([1, 2, 3], 0), values.SetSeriaValues(["a", 9], 1), values.SetSeriaName("Renamed", 2), values.SetCategoryName("cat", 0));
const fewer = make("lineNormal");
said.push(fewer.RemoveSeria(1));
const line = make("bar");
said.push(line.GetSeries(1).ChangeChartType("lineNormal"), line.GetChartType());
const pie = make("bar");
said.push(pie.GetSeries(0).ChangeChartType("pie"), pie.GetChartType());
const stacked = make("bar");
said.push(stacked.GetSeries(0).ChangeChartType("barStacked"), stacked.GetChartType());
const points = make("scatter");
said.push(points.SetXValues([5, 6]), points.SetSeriaValues([7], 2));
const copied = values.Copy();
slide.AddObject(copied);
said.push(copied.SetSeriaName("Of the copy", 0), copied.GetAllSeries().length);
const shape = Api.CreateShape("rect", 9000000, 1000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
shape.GetDocContent().GetElement(0).AddText(JSON.stringify(said));
slide.AddObject(shape);
