let sheet = Api.GetActiveSheet(), lines = [];
const show = v => Array.isArray(v) ? "[" + v.map(show) + "]" : v && typeof v == "object" ? (v.GetClassType ? v.GetClassType() : Object.getPrototypeOf(v) == Object.prototype ? JSON.stringify(v) : "object") : String(v);
const t = (name, f) => { try { lines.push(name + "=" + show(f())); } catch (e) { lines.push(name + " throws"); } };
Api.AddCustomFunctionLibrary("mine", function () {
  /**
   * Adds two numbers
   * @customfunction
   * @param {number} first First.
   * @param {number} second Second.
   * @returns {number} The sum.
   */
  Api.AddCustomFunction(function ADD(first, second) { return first + second; });
});
t("sheet.GetRange('A1').SetValue('=ADD(1,2)')", () => sheet.GetRange("A1").SetValue("=ADD(1,2)"));
t("sheet.GetRange('A1').GetValue()", () => sheet.GetRange("A1").GetValue());
t("Api.RemoveCustomFunction('add')", () => Api.RemoveCustomFunction("add"));
t("Api.ClearCustomFunctions()", () => Api.ClearCustomFunctions());
Api.AddSheet("Said");
lines.forEach((line, i) => Api.GetActiveSheet().GetRange("A" + (i + 1)).SetValue("'" + line));
