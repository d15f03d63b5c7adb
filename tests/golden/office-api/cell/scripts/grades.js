var ws = Api.GetActiveSheet();
var names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn"], marks = [91, 67, 78, 55, 88, 73];
ws.GetRange("A1:C1").SetValue([["Name", "Mark", "Grade"]]);
for (var i = 0; i < names.length; i++) {
  ws.GetCells(i + 2, 1).SetValue(names[i]);
  ws.GetCells(i + 2, 2).SetValue(marks[i]);
  ws.GetCells(i + 2, 3).SetValue('=IFS(B' + (i + 2) + '>=90,"A",B' + (i + 2) + '>=75,"B",B' + (i + 2) + '>=60,"C",TRUE,"F")');
}
var formulas = ["=RANK(B2,B2:B7)", "=MEDIAN(B2:B7)", "=STDEV(B2:B7)", "=QUARTILE(B2:B7,1)", "=LARGE(B2:B7,2)", "=COUNTIFS(B2:B7,\">60\",C2:C7,\"B\")",
  "=CONCATENATE(A2,\" \",C2)", "=TEXTJOIN(\", \",TRUE,A2:A7)", "=UPPER(A3)&LOWER(A4)", "=LEN(A4)", "=SUBSTITUTE(A4,\"Cl\",\"M\")", "=IFERROR(1/0,\"n/a\")", "=XLOOKUP(\"Dan\",A2:A7,B2:B7)",
  "=SUMIF(C2:C7,\"B\",B2:B7)", "=AVERAGEIF(B2:B7,\">70\")", "=INDEX(A2:A7,MATCH(MAX(B2:B7),B2:B7,0))", "=COUNTA(A1:C7)", "=ROUNDUP(3.14159,2)", "=MOD(17,5)", "=PMT(0.05/12,60,10000)",
  "=CHOOSE(2,\"x\",\"y\")", "=OFFSET(A1,3,1)", "=INDIRECT(\"B5\")", "=1/0", "=NOSUCH(1)", "=A1+1"];
formulas.forEach(function (f, i) { ws.GetRange("E" + (i + 1)).SetValue(f); ws.GetRange("F" + (i + 1)).SetValue("'" + ws.GetRange("E" + (i + 1)).GetText()); });
var rule = ws.GetRange("B2:B7").FormatConditions ? ws.GetRange("B2:B7").GetFormatConditions() : null;
if (rule) {
  var cond = rule.Add("xlCellValue", "xlLess", "60");
  cond.SetFillColor && cond.SetFillColor(Api.CreateColorFromRGB(255, 199, 206));
  ws.GetRange("H1").SetValue(rule.GetCount() + " " + (cond ? cond.GetType() : ""));
}
ws.GetRange("A1:C1").SetAutoFilter(2, ">70", "xlFilterValues");
ws.GetRange("H2").SetValue(ws.GetRange("A3").GetHidden());
