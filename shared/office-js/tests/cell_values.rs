//! `ApiRange`: values, formulas, texts.

#[path = "support/book.rs"]
mod book;
mod support;

use book::{Book, script};
use support::run;

#[test]
fn typed_values_become_what_the_original_makes_of_them() {
    let outcome = run(&script(
        r##"
        var inputs = ["2026-01", "1,000", "12%", "TRUE", "'123", "1e3", "$12", "12:30", "2026-01-15", "007", "1,00", "#N/A",
            "", true, 0.1, 1e21, null, NaN, "12345678901234567890", "multi\nline", "\u0001x"];
        inputs.forEach(function (v, i) {
            var c = s.GetRange("A" + (i + 1));
            p([c.SetValue(v), c.GetValue(), c.GetValue2(), c.GetText(), c.GetFormula(), c.GetNumberFormat()]);
        });"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[true,"2026-01","2026-01","2026-01","2026-01","General"]"##,
            r##"[true,1000,"1000","1,000","1000","#,##0"]"##,
            r##"[true,0.12,"0.12","12%","0.12","0%"]"##,
            r##"[true,true,"TRUE","TRUE","TRUE","General"]"##,
            r##"[true,"123","123","123","123","General"]"##,
            r##"[true,1000,"1000","1.00E+03","1000","0.00E+00"]"##,
            r##"[true,12,"12","$12","12","\\$#,##0_);[Red](\\$#,##0)"]"##,
            r##"[true,0.5208333333333334,"0.5208333333333334","12:30","0.5208333333333334","h:mm"]"##,
            r##"[true,46037,"46037","1/15/2026","46037","m/d/yyyy"]"##,
            r##"[true,7,"7","7","7","General"]"##,
            r##"[true,"1,00","1,00","1,00","1,00","General"]"##,
            r##"[true,"#N/A","#N/A","#N/A","#N/A","General"]"##,
            r##"[true,"","","","","General"]"##,
            r##"[true,true,"TRUE","TRUE","TRUE","General"]"##,
            r##"[true,0.1,"0.1","0.1","0.1","General"]"##,
            r##"[true,1e+21,"1e+21","1.00E+21","1e+21","0.00E+00"]"##,
            r##"[true,"#N/A","#N/A","#N/A","#N/A","General"]"##,
            r##"[true,"NaN","NaN","NaN","NaN","General"]"##,
            r##"[true,12345678901234567000,"12345678901234567000","1.23457E+19","12345678901234567000","General"]"##,
            r##"[true,"multi\nline","multi\nline","multi\nline","multi\nline","General"]"##,
            r##"[true,"\u0001x","\u0001x","\u0001x","\u0001x","General"]"##,
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    assert_eq!(saved.cell("A1"), "\"2026-01\"");
    assert_eq!(saved.cell("A2"), "1000");
    assert_eq!(saved.cell("A4"), "TRUE");
    assert_eq!(saved.cell("A12"), "#N/A");
    assert_eq!(saved.cell("A21"), "\"\u{1}x\"");
    assert!(saved.part("/xl/sharedStrings.xml").contains("_x0001_x"));
}

#[test]
fn a_chosen_format_stays() {
    let outcome = run(&script(
        r##"
        [["12%", "0.00"], ["2026-01-15", "yyyy"], ["123", "@"], ["=1+1", "@"], ["1/2", "# ?/?"], ["1e3", "0.00"], ["abc", "@\" x\""]].forEach(function (t, i) {
            var c = s.GetRange("A" + (i + 1));
            c.SetNumberFormat(t[1]);
            c.SetValue(t[0]);
            p([c.GetValue(), c.GetText(), c.GetNumberFormat()]);
        });"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[0.12,"0.12","0.00"]"##,
            r##"[46037,"2026","yyyy"]"##,
            r##"["123","123","@"]"##,
            r##"["=1+1","=1+1","@"]"##,
            r##"[0.5," 1/2","# ?/?"]"##,
            r##"[1000,"1.00E+03","0.00E+00"]"##,
            r##"["abc","abc x","@\" x\""]"##,
        ]
    );
}

#[test]
fn arrays_fill_ranges() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1").SetValue([1, 2, 3]);
        s.GetRange("A2:C2").SetValue([1, 2, 3]);
        s.GetRange("A3:C4").SetValue([[1, 2, 3], [4, 5, 6]]);
        s.GetRange("E1:F3").SetValue([1, 2]);
        s.GetRange("H1:H3").SetValue([1, 2, 3]);
        s.GetRange("K1:M3").SetValue([[1, 2], [3, 4]]);
        s.GetRange("A7:C8").SetValue("=A1+$A$1");
        p(s.GetRange("A1:C4").GetValue());
        p(s.GetRange("A7:C8").GetFormula());
        p(s.GetRange("A1:C2").GetText());
        p(s.GetRange("A1:C2").GetValue2());
        var r = s.GetRange("N1:O1");
        r.Value = 5;
        p(r.Value);
        r.Value2 = "x";
        p([r.Value2, r.Text]);
        r.Formula = "=N9";
        p(r.Formula);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[[1,"",""],[1,2,3],[1,2,3],[4,5,6]]"##,
            r##"[["=A1+$A$1","=B1+$A$1","=C1+$A$1"],["=A2+$A$1","=B2+$A$1","=C2+$A$1"]]"##,
            r##"[["1","",""],["1","2","3"]]"##,
            r##"[["1","",""],["1","2","3"]]"##,
            "[[5,5]]",
            r##"[[["x","x"]],[["x","x"]]]"##,
            r##"[["=N9","=O9"]]"##,
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    assert_eq!(saved.cells("E1:F3"), "1|2/1|2/1|2");
    assert_eq!(saved.cells("H1:H3"), "1/1/1");
    assert_eq!(saved.cells("K1:M3"), "1|2|#N/A/3|4|#N/A/#N/A|#N/A|#N/A");
}

#[test]
fn formulas_are_checked_and_spelled_for_files() {
    let outcome = run(&script(
        r##"
        var c = s.GetRange("A1");
        p([c.SetValue("=SUM("), c.GetFormula(), c.SetValue("==1"), c.GetFormula()]);
        p([c.SetValue("= sum( b1 , 2 ) "), c.GetFormula()]);
        p([s.GetRange("A2").SetFormula("=xlookup(1,B:B,C:C)"), s.GetRange("A2").GetFormula()]);
        p(c.GetValue());
        p(s.GetRange("A3").SetValue("="));"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[false,"",false,""]"##,
            r##"[true,"=SUM(B1,2)"]"##,
            r##"[true,"=_xlfn.XLOOKUP(1,B:B,C:C)"]"##,
            "2",
            "true",
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    assert_eq!(
        saved.cells("A1:A3"),
        "=SUM(B1,2)/=_xlfn.XLOOKUP(1,B:B,C:C)/\"=\""
    );
    assert!(
        saved
            .part("/xl/workbook.xml")
            .contains("fullCalcOnLoad=\"1\"")
    );
    assert!(
        saved
            .xml()
            .contains("<c r=\"A1\"><f>SUM(B1,2)</f><v>2</v></c>"),
        "{}",
        saved.xml()
    );
}

#[test]
fn limits_are_said_in_words() {
    let outcome = run(&script(
        r##"
        try { s.GetRange("A1").SetValue("x".repeat(32768)); } catch (e) { p(e.name + ": " + e.message); }
        p(s.GetRange("A1").SetValue("x".repeat(32767)));
        try { s.GetRange("A1").SetValue(s.GetRange("B1")); } catch (e) { p(e.name); }
        try { s.GetRange("A1:XFD1048576").GetValue(); } catch (e) { p(e.name); }"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##""RangeError: ApiRange.SetValue: a cell holds at most 32767 characters""##,
            "true",
            r##""TypeError""##,
            r##""RangeError""##,
        ]
    );
    let failure = run(&script("s.GetRange(\"A:XFD\").SetValue(1);"))
        .result
        .unwrap_err();
    assert!(
        failure
            .message
            .contains("more than the 1048576 that one call may set"),
        "{}",
        failure.message
    );
}

#[test]
fn a_long_text_is_not_multiplied_by_a_large_range() {
    let outcome = run(&script(
        r##"
        function tried(f) { try { return f(); } catch (e) { return e.name + ": " + e.message; } }
        var long = "=1" + "+1".repeat(4000), text = "x".repeat(30000);
        var big = s.GetRange("A1:D100000");
        p(tried(function () { return big.SetValue(long); }));
        p(tried(function () { return big.SetValue([long, 1]); }));
        p(s.GetRange("A1").GetFormula());
        p(s.GetRange("A1:A2").SetValue(long));
        p(s.GetRange("A2").GetFormula().length);
        p(tried(function () { return s.GetRange("A1:A200000").FillDown(); }));
        p(s.GetRange("B1:B100000").SetValue(text));
        p(tried(function () { return s.GetRange("B1:B100000").GetValue(); }));
        p(s.GetRange("B1:B2").GetValue()[1][0].length);"##,
    ));
    let printed = outcome.printed();
    for index in [0, 1, 5, 7] {
        assert!(
            printed[index].contains("RangeError") && printed[index].contains("67108864 bytes"),
            "{index}: {}",
            printed[index]
        );
    }
    assert_eq!(
        [
            &printed[2],
            &printed[3],
            &printed[4],
            &printed[6],
            &printed[8]
        ],
        ["\"\"", "true", "8002", "true", "30000"]
    );
}
