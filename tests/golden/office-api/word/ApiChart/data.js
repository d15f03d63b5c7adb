// Names, values, categories and number formats.
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
const chart = make("bar");
say("values", [[[7, 8], 0], [[1], 1], [[1, 2, 3], 0], [["a", 2], 0], [["7", "8"], 0], [[], 0], [[1, 2], 5], [[1, 2], "0"], [[1], 0.5], ["x", 0]]
  .map((given) => chart.SetSeriaValues(given[0], given[1])));
say("names", [["New", 0], ["", 1], [5, 0], ["x", 9], ["x"]].map((given) => chart.SetSeriaName(given[0], given[1])));
say("categories", [["c", 0], ["", 1], [5, 0], ["x", 9], ["x"]].map((given) => chart.SetCategoryName(given[0], given[1])));
say("across", [chart.SetXValues([1, 2]), make("scatter").SetXValues([1, 2]), make("scatterLine").SetXValues(["a", 2, 3]),
  make("scatter").SetXValues([]), make("scatter").SetXValues("x")]);
say("formats", [chart.SetSeriaNumFormat("0.00", 0), chart.SetSeriaNumFormat("0.00", 9), chart.SetDataPointNumFormat("0%", 0, 1),
  chart.SetDataPointNumFormat("0%", 0, 1, true), chart.SetDataPointNumFormat("0%", 0, 9), chart.SetDataPointNumFormat("0%", 9, 0)]);
say("remove", [chart.RemoveSeria(9), chart.RemoveSeria("0"), chart.RemoveSeria(0), chart.GetAllSeries().length,
  chart.RemoveSeria(0), chart.GetAllSeries().length]);
const copy = chart.Copy();
say("copy", [copy.GetClassType(), copy.GetAllSeries().length, copy.GetChartType(), copy.GetTitle()]);
paragraph.AddDrawing(copy);
say("count", paragraph.GetAllCharts().length);
say("few", [Api.CreateChart("bar", [[1]], [], ["x"], 1000, 1000).GetAllSeries().length,
  Api.CreateChart("bar", [], [], [], 1000, 1000).GetAllSeries().length, Api.CreateChart(undefined, [[1]], ["a"], ["x"]).GetChartType()]);
for (const given of [[], ["bar"], ["bar", [[1]]], ["bar", [[1]], ["a"]]]) {
  try {
    say("made", Api.CreateChart(...given).GetClassType());
  } catch (error) {
    say("thrown", error instanceof TypeError);
  }
}
