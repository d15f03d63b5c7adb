// Titles, legend, axes: what setters answer, and what the title reads.
const doc = Api.GetDocument();
const paragraph = doc.GetElement(0);
const chart = Api.CreateChart("bar", [[1, 2], [3, 4]], ["a", "b"], ["x", "y"], 4051300, 2347595, 24);
paragraph.AddDrawing(chart);
function say(name, value) {
  const line = Api.CreateParagraph();
  line.AddText(name + ": " + JSON.stringify(value));
  doc.Push(line);
}
say("title", chart.GetTitle());
say("SetTitle", [chart.SetTitle("Overview", 13, true), chart.GetTitle()]);
say("lines", [chart.SetTitle("One\nTwo\tthree", 13), chart.GetTitle()]);
say("number", [chart.SetTitle(5), chart.GetTitle()]);
say("empty", [chart.SetTitle(""), chart.GetTitle()]);
say("axes", [chart.SetHorAxisTitle("Year", 11, true), chart.SetVerAxisTitle("USD"), chart.SetVerAxisTitle(null)]);
say("legend", ["left", "top", "right", "bottom", "none", "middle", 3].map((place) => chart.SetLegendPos(place)));
say("legend letters", [chart.SetLegendFontSize(10), chart.SetLegendPos("left"), chart.SetLegendFontSize(12)]);
say("labels", [chart.SetHorAxisLabelsFontSize(10), chart.SetVertAxisLabelsFontSize(9),
  chart.SetHorAxisTickLabelPosition("low"), chart.SetVertAxisTickLabelPosition("nowhere")]);
say("direction", [chart.SetHorAxisOrientation(false), chart.SetVerAxisOrientation(true)]);
say("marks", [chart.SetHorAxisMajorTickMark("cross"), chart.SetHorAxisMinorTickMark("in"),
  chart.SetVertAxisMajorTickMark("out"), chart.SetVertAxisMinorTickMark("other")]);
const stroke = Api.CreateStroke(12700, Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61)));
say("grid", [chart.SetMajorVerticalGridlines(stroke), chart.SetMinorVerticalGridlines(stroke),
  chart.SetMajorHorizontalGridlines(stroke), chart.SetMinorHorizontalGridlines()]);
say("formats", [chart.SetAxieNumFormat("0.00", "left"), chart.SetAxieNumFormat("0.00", "bottom"),
  chart.SetAxieNumFormat("0.00", "right"), chart.SetAxieNumFormat("0.00", "side")]);
const pie = Api.CreateChart("pie", [[1, 2]], ["a"], ["x", "y"], 4051300, 2347595, 24);
paragraph.AddDrawing(pie);
say("no axes", [pie.SetHorAxisTitle("x"), pie.SetMajorHorizontalGridlines(stroke), pie.SetAxieNumFormat("0", "left"),
  pie.SetVerAxisOrientation(true)]);
