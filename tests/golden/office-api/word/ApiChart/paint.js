// Fills, outlines, markers and labels.
const doc = Api.GetDocument();
const paragraph = doc.GetElement(0);
const fill = Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61));
const stroke = Api.CreateStroke(12700, fill);
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
const given = [fill, undefined, stroke, null];
const lines = [stroke, undefined, fill, null];
say("chart", [given.map((one) => chart.Fill(one)), lines.map((one) => chart.SetOutLine(one))]);
say("plot", [given.map((one) => chart.SetPlotAreaFill(one)), lines.map((one) => chart.SetPlotAreaOutLine(one))]);
say("no title", [chart.SetTitleFill(fill), chart.SetTitleOutLine(stroke)]);
chart.SetTitle("T");
say("title", [given.map((one) => chart.SetTitleFill(one)), lines.map((one) => chart.SetTitleOutLine(one))]);
say("legend", [given.map((one) => chart.SetLegendFill(one)), lines.map((one) => chart.SetLegendOutLine(one))]);
say("series", [chart.SetSeriesFill(fill, 0), chart.SetSeriesFill(fill, 1, true), chart.SetSeriesFill(fill, 7), chart.SetSeriesFill(fill),
  chart.SetSeriesFill(null, 0), chart.SetSeriesFill(fill, 7, true), chart.SetSeriesOutLine(stroke, 0), chart.SetSeriesOutLine(stroke, -1)]);
say("points", [chart.SetDataPointFill(fill, 0, 0), chart.SetDataPointFill(fill, 0, 1, true), chart.SetDataPointFill(fill, 7, 0),
  chart.SetDataPointFill(fill, 0, 7), chart.SetDataPointFill(fill, 0), chart.SetDataPointOutLine(stroke, 1, 1), chart.SetDataPointOutLine(stroke, 0, 7)]);
for (const kind of ["lineNormalMarker", "lineNormal", "scatter", "radarMarker", "stock", "area", "pie", "bar"]) {
  const one = make(kind);
  say("markers " + kind, [one.SetMarkerFill(fill, 0, 0), one.SetMarkerFill(fill, 0, 0, true), one.SetMarkerFill(fill, 7, 0),
    one.SetMarkerFill(fill, 0, 7), one.SetMarkerOutLine(stroke, 1, 1), one.SetMarkerOutLine(stroke, 1, 1, true)]);
}
say("labels", [chart.SetShowDataLabels(false, false, true, false), chart.SetShowDataLabels(), chart.SetShowPointDataLabel(1, 0, false, false, true, false),
  chart.SetShowPointDataLabel(7, 0, true), chart.SetShowPointDataLabel(0, 7, true)]);
