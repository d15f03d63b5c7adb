// Results of a survey: every question a chart of another kind, changed after it was made.
const deck = Api.GetPresentation();
const questions = [
  { q: "How satisfied are you?", kind: "horizontalBar", c: ["Very", "Rather", "Hardly", "Not"], s: { 2024: [30, 45, 20, 5], 2025: [38, 42, 15, 5] } },
  { q: "How often do you visit?", kind: "lineNormalMarker", c: ["Q1", "Q2", "Q3", "Q4"], s: { Visits: [120, 180, 160, 210] } },
  { q: "What do you buy?", kind: "pie", c: ["Food", "Books", "Toys"], s: { Share: [55, 30, 15] } },
  { q: "Price against rating", kind: "scatter", c: [1, 2, 3, 4], s: { Rating: [3, 3.5, 4.2, 4.8] } },
  { q: "Visits and revenue", kind: "comboBarLine", c: ["Jan", "Feb", "Mar"], s: { Visits: [10, 12, 15], Revenue: [100, 150, 140] } },
  { q: "Growth", kind: "areaStacked", c: ["A", "B", "C"], s: { One: [1, 2, 3], Two: [3, 2, 1] } },
];
const out = [];
questions.forEach((question, i) => {
  const slide = i ? Api.CreateSlide() : deck.GetSlideByIndex(0);
  if (i) deck.AddSlide(slide);
  slide.RemoveAllObjects();
  const names = Object.keys(question.s);
  const chart = Api.CreateChart(question.kind, names.map(n => question.s[n]), names, question.c, 8000000, 4500000, 24);
  chart.SetTitle(question.q, 18, true);
  chart.SetLegendPos(i % 2 ? "right" : "top");
  chart.SetLegendFontSize(12);
  chart.SetHorAxisTitle("Answers", 11);
  chart.SetVerAxisTitle("Percent", 11, true);
  chart.SetHorAxisLabelsFontSize(9);
  chart.SetVertAxisLabelsFontSize(9);
  chart.SetMajorVerticalGridlines(Api.CreateStroke(6350, Api.CreateSolidFill(Api.CreateRGBColor(200, 200, 200))));
  chart.SetHorAxisTickLabelPosition("low");
  chart.SetVertAxisMajorTickMark("cross");
  chart.SetVerAxisOrientation(true);
  slide.AddObject(chart);
  chart.SetPosition(1500000, 1000000);
  out.push([chart.SetSeriaName("renamed " + i, 0), chart.SetCategoryName("first", 0), chart.SetSeriaValues([9, 8, 7], 0), chart.SetSeriaNumFormat("0.0", 0), chart.GetChartType(), chart.GetTitle(), chart.GetSeries(0).GetChartType(), chart.GetAllSeries().length, chart.GetName(), chart.GetWidth()].join(" | "));
});
const bars = deck.GetAllCharts()[0];
out.push(bars.RemoveSeria(1) + " " + bars.GetAllSeries().length + " " + bars.ApplyChartStyle(3) + " " + bars.GetSeries(5));
out.push(String(deck.GetAllCharts()[1].GetSeries(0).ChangeChartType("bar")) + " " + deck.GetAllCharts()[1].GetChartType());
const last = Api.CreateSlide();
deck.AddSlide(last);
last.RemoveAllObjects();
const box = Api.CreateShape("rect", 11000000, 5000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
out.forEach(line => { const p = Api.CreateParagraph(); p.AddText(line); p.SetFontSize(22); box.GetDocContent().Push(p); });
last.AddObject(box);
