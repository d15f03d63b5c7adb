//! Formulas and characters in the saved file.

#[path = "support/book.rs"]
mod book;
mod support;

use book::{Book, script};
use support::run;

#[test]
fn results_stand_beside_their_formulas() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1").SetValue(0.1); s.GetRange("A2").SetValue("=A1+0.2"); s.GetRange("A3").SetValue("=A1&\"<\"");
        s.GetRange("A4").SetValue("=A1>0"); s.GetRange("A5").SetValue("=A1/0");
        s.GetRange("B1:B2").SetFormulaArray("=A1:A2*2");
        p(s.GetRange("A2").GetValue());"##,
    ));
    assert_eq!(outcome.printed(), ["0.30000000000000004"]);
    let saved = Book::open(&outcome.file("o.xlsx"));
    let xml = saved.xml();
    for part in [
        "<f>A1+0.2</f><v>0.3</v>",
        "t=\"str\"><f>A1&amp;\"&lt;\"</f><v>0.1&lt;</v>",
        "t=\"b\"><f>A1&gt;0</f><v>1</v>",
        "t=\"e\"><f>A1/0</f><v>#DIV/0!</v>",
        "<f t=\"array\" ref=\"B1:B2\">A1:A2*2</f><v>0.2</v>",
        "<f/><v>0.6</v>",
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
    assert!(
        !saved.book.package.has_part("/xl/sharedStrings.xml"),
        "results are no shared strings"
    );
}

#[test]
fn characters_have_formats_of_their_own() {
    let outcome = run(&script(
        r##"
        var c = s.GetRange("A1"); c.SetValue("ab<cd"); var f = c.GetCharacters(2, 2).GetFont();
        f.SetBold(true); f.SetColor(Api.CreateColorFromRGB(255, 0, 0)); f.SetUnderline("xlUnderlineStyleDouble");
        p(c.GetValue());"##,
    ));
    assert_eq!(outcome.printed(), ["\"ab<cd\""]);
    let strings = Book::open(&outcome.file("o.xlsx")).part("/xl/sharedStrings.xml");
    assert!(
        strings
            .contains("<r><rPr><b/><u val=\"double\"/><sz val=\"11\"/><color rgb=\"FFFF0000\"/>"),
        "{strings}"
    );
    assert!(
        strings.contains("<t xml:space=\"preserve\">b&lt;</t>"),
        "{strings}"
    );
}

#[test]
fn cells_that_are_cut_take_formulas_with_them() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1").SetValue(1); s.GetRange("A2").SetValue("=A1+B1"); s.GetRange("C1").SetValue("=SUM(A1:A2)+A5");
        Api.AddDefName("here", "Sheet1!$A$1");
        s.GetRange("A1:A2").Cut(s.GetRange("D4"));
        p([s.GetRange("C1").GetFormula(), s.GetRange("D5").GetFormula(), s.GetRange("A1").GetValue()]);
        p(Api.GetDefName("here").GetRefersTo());"##,
    ));
    assert_eq!(
        outcome.printed(),
        [r##"["=SUM(D4:D5)+A5","=D4+B1",""]"##, "\"Sheet1!$D$4\""]
    );
}
