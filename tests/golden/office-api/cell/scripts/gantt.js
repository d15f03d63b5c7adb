let ws = Api.GetActiveSheet();
let tasks = [["Design", 0, 3], ["Build", 2, 5], ["Test", 6, 2]];
ws.GetRange("A1").SetValue("Task");
for (let d = 0; d < 10; d++) {
  let cell = ws.GetCells(1, d + 2);
  cell.SetValue("D" + (d + 1));
  cell.SetAlignHorizontal("center");
  cell.SetOrientation("xlUpward");
}
ws.GetRange("B:K").SetColumnWidth(4);
tasks.forEach(([name, start, length], i) => {
  ws.GetCells(i + 2, 1).SetValue(name);
  let bar = ws.GetRange(ws.GetCells(i + 2, start + 2), ws.GetCells(i + 2, start + length + 1));
  bar.SetFillColor(Api.CreateColorFromRGB(91, 155, 213));
  bar.Merge(true);
  ws.GetCells(i + 2, start + 2).SetValue(length);
});
ws.GetRange("M1").SetValue(ws.GetRange("B2:D2").GetAddress(true, true));
ws.GetRange("M2").SetValue(ws.GetCells(2, 2).GetMergeArea ? "x" : "y");
ws.GetRange("M3").SetValue(ws.GetUsedRange().GetAddress());
ws.GetRange("M4").SetValue("=SUM(B2:K4)");
ws.GetRange("M5").SetValue(ws.GetRange("B2").MergeArea.GetAddress());
ws.GetRange("M6").SetValue(ws.GetRange("B2").GetFillColor().GetRGB ? JSON.stringify(ws.GetRange("B2").GetFillColor().GetRGB()) : "none");
ws.GetFreezePanes().FreezeRows(1);
ws.GetRange("M7").SetValue(ws.GetFreezePanes().GetLocation().GetAddress());
