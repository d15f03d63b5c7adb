// Charts on slides: their series are read back by other programs.
const presentation = Api.GetPresentation();
const slide = presentation.GetSlideByIndex(0);
slide.RemoveAllObjects();
const kinds = ["bar", "barStackedPercent", "horizontalBarStacked", "lineNormal", "lineStackedMarker", "pie", "doughnut", "scatter",
  "scatterSmoothMarker", "area", "areaStacked", "comboBarLine", "comboBarLineSecondary", "radar", "radarFilled", "unknown"];
for (const kind of kinds) {
  const chart = Api.CreateChart(kind, [[200, 240.5, -3], [250, "260", "x"], [1, null]], ["Revenue", "Costs", 7],
    [2014, "two", "three"], 4051300, 2347595, 24);
  if (chart !== null) {
    slide.AddObject(chart);
  }
}
const shape = Api.CreateShape("rect", 9000000, 1000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
shape.GetDocContent().GetElement(0).AddText(slide.GetAllCharts().map((chart) => chart.GetChartType()).join());
slide.AddObject(shape);
