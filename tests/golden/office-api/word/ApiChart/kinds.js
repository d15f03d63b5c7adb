// Charts of every kind: what they are called, how large they are, what their series are.
const kinds = ["bar", "barStacked", "barStackedPercent", "bar3D", "barStacked3D", "barStackedPercent3D",
  "barStackedPercent3DPerspective", "horizontalBar", "horizontalBarStacked", "horizontalBarStackedPercent",
  "horizontalBar3D", "horizontalBarStacked3D", "horizontalBarStackedPercent3D", "lineNormal", "lineStacked",
  "lineStackedPercent", "lineNormalMarker", "lineStackedMarker", "lineStackedPerMarker", "line3D", "pie", "pie3D",
  "doughnut", "scatter", "scatterLine", "scatterLineMarker", "scatterSmooth", "scatterSmoothMarker", "stock", "area",
  "areaStacked", "areaStackedPercent", "comboCustom", "comboBarLine", "comboBarLineSecondary", "radar", "radarMarker",
  "radarFilled", "unknown", "nothing"];
const doc = Api.GetDocument();
for (const kind of kinds) {
  const chart = Api.CreateChart(kind, [[200, 240, 280], [250, 260, 280], [1, 2, 3]], ["Revenue", "Costs", "More"],
    [2014, 2015, "x"], 4051300, 2347595, 24, ["0", "0.00"]);
  const paragraph = Api.CreateParagraph();
  if (chart === null) {
    paragraph.AddText(kind + ": null");
  } else {
    paragraph.AddText([kind, chart.GetClassType(), chart.GetChartType(), chart.GetWidth(), chart.GetHeight(),
      chart.GetAllSeries().map((series) => series.GetChartType()).join()].join(" | "));
    paragraph.AddDrawing(chart);
  }
  doc.Push(paragraph);
}
const count = Api.CreateParagraph();
count.AddText(doc.GetAllCharts().length + " charts, " + doc.GetElement(3).GetAllCharts().length + " in a paragraph");
doc.Push(count);
