let sheet = Api.GetActiveSheet();
sheet.GetRange("A1").SetValue("  Hello, wide World  ");
sheet.GetRange("A2").SetValue("john.doe@example.com");
sheet.GetRange("A3").SetValue("2024-03-05");
sheet.GetRange("A4").SetValue(1234.567);
let list = ["=TRIM(A1)", "=PROPER(TRIM(A1))", "=LEFT(A2,FIND(\"@\",A2)-1)", "=MID(A2,FIND(\"@\",A2)+1,50)", "=RIGHT(A2,3)", "=SEARCH(\"DOE\",A2)", "=REPT(\"ab\",3)", "=EXACT(\"a\",\"A\")",
  "=TEXT(A4,\"0.00\")", "=TEXT(A4,\"#,##0.0\")", "=TEXT(A3,\"dddd\")", "=TEXT(0.5,\"h:mm AM/PM\")", "=FIXED(A4,1)", "=DOLLAR(A4)", "=CHAR(65)&CODE(\"a\")", "=CLEAN(A1)", "=REPLACE(A2,1,4,\"jane\")",
  "=SUBSTITUTE(A2,\".\",\"_\",1)", "=LEN(A1)", "=CONCAT(\"a\",1,TRUE)", "=T(A4)&N(A4)", "=ROMAN(2024)", "=BASE(255,16)", "=HEX2DEC(\"FF\")", "=NUMBERVALUE(\"1.234,5\",\",\",\".\")", "=TEXTJOIN(\"-\",FALSE,\"a\",\"\",\"b\")",
  "=UNICHAR(8364)", "=TEXTBEFORE(A2,\"@\")", "=TEXTAFTER(A2,\"@\")", "=VALUE(\"$1,000\")", "=ISNUMBER(A4)&ISTEXT(A1)&ISBLANK(B1)", "=TYPE(A1)", "=CELL(\"address\",A1)", "=ADDRESS(2,3)", "=HYPERLINK(\"https://example.com\",\"site\")"];
list.forEach((f, i) => { sheet.GetRange("C" + (i + 1)).SetValue(f); sheet.GetRange("D" + (i + 1)).SetValue("'" + sheet.GetRange("C" + (i + 1)).GetText()); });
