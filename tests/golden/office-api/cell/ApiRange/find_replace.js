let sheet = Api.GetActiveSheet();
["apple", "banana", "Apple pie", "cherry", "pineapple"].forEach((text, index) => sheet.GetRange("A" + (index + 1)).SetValue(text));
for (let row = 1; row <= 5; row++) sheet.GetRange("B" + row).SetValue(row * 10);
sheet.GetRange("C1").SetValue("=B1+B2");
let range = sheet.GetRange("A1:C5");
let row = 1;
const put = (value) => sheet.GetRange("F" + row++).SetValue(value === null ? "null" : value.GetAddress ? value.GetAddress() : value);
put(range.Find("apple", sheet.GetRange("A1"), "xlValues", "xlPart", "xlByRows", "xlNext", false));
put(range.FindNext(sheet.GetRange("A3")));
put(range.FindNext(sheet.GetRange("A5")));
put(range.FindPrevious(sheet.GetRange("A3")));
put(range.FindPrevious());
put(range.Find({ What: "Apple", After: sheet.GetRange("A1"), LookIn: "xlValues", LookAt: "xlPart", MatchCase: true }));
put(range.Find("30", sheet.GetRange("B1"), "xlValues", "xlWhole"));
put(range.Find("B1", sheet.GetRange("A1"), "xlFormulas", "xlPart"));
put(range.Find("0", sheet.GetRange("A1"), "xlValues", "xlPart", "xlByColumns", "xlPrevious", false));
put(range.Find({ What: "zzz" }));
put(range.Replace("apple", "kiwi"));
put(range.Replace("Kiwi", "x", "xlPart", "xlByRows", "xlNext", true, true));
put(range.Replace({ What: "cherry", Replacement: "plum", LookAt: "xlWhole", SearchOrder: "xlByRows", SearchDirection: "xlNext", MatchCase: false, ReplaceAll: true }));
put(range.Replace("kiwi", "first", "xlPart", "xlByRows", "xlNext", false, false));
put(sheet.GetRange("C1").Replace("B2", "B3"));
try {
    sheet.GetRange("B1:B2").FindNext(sheet.GetRange("B1"));
} catch (error) {
    put("refused");
}
