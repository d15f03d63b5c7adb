// Series that get another kind, as other programs read them.
const slide = Api.GetPresentation().GetSlideByIndex(0);
slide.RemoveAllObjects();
const said = [];
for (const [kind, index, to] of [["bar", 1, "lineNormalMarker"], ["bar", 0, "horizontalBar"], ["area", 1, "bar"], ["lineNormal", 0, "lineStacked"],
  ["barStacked", 1, "area"], ["scatter", 1, "scatterLine"], ["comboBarLine", 0, "lineNormal"], ["comboBarLine", 2, "bar"], ["radar", 0, "radarFilled"]]) {
  const chart = Api.CreateChart(kind, [[200, 240], [250, 260], [5, 6]], ["Revenue", "Costs", "More"], ["x", "y"], 4051300, 2347595, 24);
  slide.AddObject(chart);
  const series = chart.GetSeries(index);
  said.push(series.GetChartType(), series.ChangeChartType(to), series.GetChartType(), chart.GetChartType());
}
const shape = Api.CreateShape("rect", 9000000, 1000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
shape.GetDocContent().GetElement(0).AddText(JSON.stringify(said));
slide.AddObject(shape);
