let first = Api.GetActiveSheet();
["Jan", "Feb", "Mar"].forEach(function (name, index) { Api.AddSheet(name); Api.GetSheet(name).GetRange("A1").SetValue((index + 1) * 10); });
first.GetRange("A1").SetValue("=SUM(Jan:Mar!A1)");
first.GetRange("A2").SetValue("=Feb!A1*2");
function note(row) { first.GetRange("C" + row).SetValue("'" + first.GetRange("A1").GetFormula() + " " + first.GetRange("A1").GetText()); }
note(1);
Api.GetSheet("Feb").SetName("Feb 2024"); note(2);
Api.GetSheet("Jan").SetName("January 2024"); note(3);
Api.GetSheet("Mar").SetName("March"); note(4);
Api.GetSheet("January 2024").Delete(); note(5);
first.GetRange("C6").SetValue("'" + first.GetRange("A2").GetFormula());
first.GetRange("C7").SetValue(String(Api.GetSheet("March").Delete())); note(8);
