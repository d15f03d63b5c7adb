// Series that get another kind, and what the chart is called then.
const doc = Api.GetDocument();
const paragraph = doc.GetElement(0);
function change(kind, index, to, values) {
  const chart = Api.CreateChart(kind, values || [[200, 240], [250, 260], [1, 2]], ["a", "b", "c"], ["x", "y"], 4051300, 2347595, 24);
  paragraph.AddDrawing(chart);
  const line = Api.CreateParagraph();
  const answer = chart.GetSeries(index).ChangeChartType(to);
  line.AddText([kind, index, to, answer, chart.GetChartType(), chart.GetAllSeries().map((series) => series.GetChartType()).join()].join(" | "));
  doc.Push(line);
}
const one = [[200, 240]];
for (const to of ["pie", "lineNormal", "horizontalBar", "scatter", "radar", "stock", "bar3D", "comboBarLine", "area"]) {
  change("bar", 0, to, one);
  change("bar", 1, to);
}
change("pie", 0, "bar", one);
change("pie", 1, "bar");
change("pie", 1, "doughnut");
change("lineNormal", 0, "lineNormalMarker");
change("lineNormal", 0, "lineStacked");
change("lineNormal", 1, "line3D");
change("scatter", 0, "scatterLine");
change("scatterLineMarker", 1, "scatterSmooth");
change("scatter", 1, "bar");
change("bar", 1, "barStacked");
change("barStacked", 1, "lineNormal");
change("horizontalBar", 1, "lineNormal");
change("area", 1, "bar");
change("radar", 1, "radarFilled");
change("comboBarLine", 0, "lineNormal");
change("comboBarLine", 2, "bar");
change("comboBarLineSecondary", 0, "lineNormal");
change("stock", 0, "bar");
const chart = Api.CreateChart("bar", one, ["a"], ["x", "y"], 4051300, 2347595, 24);
const line = Api.CreateParagraph();
line.AddText([chart.GetSeries(0).GetClassType(), chart.GetSeries(1), chart.GetSeries("0"), chart.GetSeries()].join());
try {
  chart.GetSeries(0).ChangeChartType("nothing");
} catch (error) {
  line.AddText(" thrown");
}
doc.Push(line);
