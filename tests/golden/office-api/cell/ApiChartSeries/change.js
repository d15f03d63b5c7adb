// Series that get another kind, and what the chart is called then.
const sheet = Api.GetActiveSheet();
[["", "A", "B"], ["p", 1, 2], ["q", 3, 4]].forEach((line, r) => line.forEach((value, c) => value === "" || sheet.GetRangeByNumber(r, c).SetValue(value)));
let row = 0;
for (const [kind, index, to] of [["bar", 1, "lineNormal"], ["bar", 0, "horizontalBar"], ["area", 1, "bar"], ["lineNormal", 0, "lineStacked"],
  ["pie", 1, "doughnut"], ["scatter", 1, "scatterLine"], ["bar", 0, "comboBarLine"], ["radar", 0, "radarFilled"], ["bar", 1, "barStacked3D"]]) {
  const chart = sheet.AddChart("'Sheet1'!$A$1:$C$3", true, kind, 2, 3600000, 2520000, 5, 0, 5, 0);
  const series = chart.GetSeries(index);
  const said = [series.GetClassType(), series.GetChartType(), series.ChangeChartType(to), series.GetChartType(), chart.GetChartType()];
  sheet.GetRangeByNumber(row, 8).SetValue(said.join());
  row += 1;
}
