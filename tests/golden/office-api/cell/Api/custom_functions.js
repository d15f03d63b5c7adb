let sheet = Api.GetActiveSheet();
sheet.GetRange("F1:G2").SetValue([[1, 2], [3, 4]]);
Api.AddCustomFunctionLibrary("Sales", function () {
  /**
   * Adds tax.
   * @customfunction
   * @param {number} net The price.
   * @param {number} [rate] The rate.
   * @returns {number} The price with tax.
   */
  Api.AddCustomFunction(function GROSS(net, rate) { return net * (1 + (rate === undefined ? 0.2 : rate)); });
  /**
   * Sums squares.
   * @customfunction
   * @param {number[][]} cells The cells.
   * @returns {number} The sum.
   */
  function SQUARES(cells) { return cells.map(row => row.map(x => x * x).reduce((a, b) => a + b)).reduce((a, b) => a + b); }
  Api.AddCustomFunction(SQUARES);
  /**
   * Greets.
   * @customfunction
   * @param {string} name Whom.
   * @returns {string} The words.
   */
  Api.AddCustomFunction(function GREET(name) { return "Hello, " + name; });
});
["=GROSS(100)", "=GROSS(100,0.1)", "=gross(F2,G2)+1", "=SQUARES(F1:G2)", "=GREET(\"Ada\")", "=GREET(5)&\"!\"", "=GROSS(\"x\")", "=GROSS()", "=SUM(GROSS(F1),GROSS(G1))", "=NOSUCH(1)"].forEach(function (formula, index) {
  let cell = sheet.GetRange("A" + (index + 1));
  cell.SetValue(formula);
  sheet.GetRange("B" + (index + 1)).SetValue("'" + cell.GetText());
  sheet.GetRange("C" + (index + 1)).SetValue("'" + cell.GetFormula());
});
sheet.GetRange("F1").SetValue(10);
sheet.GetRange("D1").SetValue(sheet.GetRange("A4").GetValue());
sheet.GetRange("D2").SetValue(String(Api.RemoveCustomFunction("GREET")));
sheet.GetRange("D3").SetValue("=GREET(\"Ben\")");
sheet.GetRange("D4").SetValue(String(Api.RemoveCustomFunction("GREET")));
sheet.GetRange("D5").SetValue(String(Api.ClearCustomFunctions()));
sheet.GetRange("D6").SetValue("=SQUARES(F1:G1)");
sheet.GetRange("D7").SetValue(String(Api.ClearCustomFunctions()));
