//! `ApiDocument`, `ApiDocumentContent`, `ApiCore` and the units of `Api`.

mod support;

use support::run;
use support::word::{body, document, expect, open, part, sound};

#[test]
fn a_new_document_is_complete() {
    let outcome = run("builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"out.docx\");\n");
    let bytes = outcome.file("out.docx");
    sound(&bytes);
    let made = open(&bytes);
    let names: Vec<&str> = made.package.part_names().collect();
    for name in [
        "/word/document.xml",
        "/word/styles.xml",
        "/word/settings.xml",
        "/word/fontTable.xml",
        "/word/theme/theme1.xml",
        "/docProps/core.xml",
        "/docProps/app.xml",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    assert_eq!(
        body(&made),
        "<w:p><w:r/></w:p><w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/><w:cols w:space=\"720\"/></w:sectPr>"
    );
}

#[test]
fn elements_are_pushed_inserted_and_removed() {
    expect(
        "function P(t) { var p = Api.CreateParagraph(); p.AddText(t); return p; } function all() { return doc.GetContent().map(function (e) { return e.GetClassType() === 'table' ? 'T' : e.GetText().trim(); }).join(); }",
        &[
            (
                "[doc.GetElementsCount(), doc.GetElement(0).GetElementsCount(), doc.GetElement(-1), doc.GetElement(5), doc.GetElement()]",
                "[1,1,null,null,null]",
            ),
            (
                "[doc.Push(null), doc.Push(Api.CreateRun()), doc.Push(P('a')), doc.Push(Api.CreateTable(1, 1))]",
                "[false,false,true,true]",
            ),
            ("all()", "\",a,T,\""),
            (
                "[doc.AddElement(0, P('first')), doc.AddElement(50, P('nowhere')), doc.AddElement(5, P('end')), doc.AddElement(P('x'))]",
                "[true,true,true,false]",
            ),
            ("all()", "\"first,,a,T,,end\""),
            (
                "[doc.Push(doc.GetElement(0)), doc.AddElement(1, doc.GetElement(0))]",
                "[false,false]",
            ),
            (
                "[doc.RemoveElement(50), doc.RemoveElement(1), doc.Last().GetText()]",
                "[false,true,\"end\\r\\n\"]",
            ),
            (
                "[doc.GetAllParagraphs().length, doc.GetAllTables().length, doc.GetContent(true)[0].GetPosInParent(), doc.GetContent()[0].GetPosInParent()]",
                "[5,1,-1,0]",
            ),
            (
                "[doc.RemoveAllElements(), doc.GetElementsCount(), doc.RemoveElement(0), doc.GetElementsCount()]",
                "[true,1,true,1]",
            ),
            (
                "[doc.AddText('more'), doc.AddParagraph(), doc.GetElementsCount(), doc.CreateParagraph().GetPosInParent(), doc.CreateTable(1, 2).GetPosInParent()]",
                "[<run>,<paragraph>,2,-1,-1]",
            ),
            (
                "[doc.SetText('only'), doc.GetText(), doc.GetElementsCount()]",
                "[<run>,\"only\\r\\n\",1]",
            ),
            (
                "[doc.GetClassType(), doc.CreateNewHistoryPoint(), Api.Save()]",
                "[\"document\",true,true]",
            ),
            (
                "doc.GetInternalId() === Api.GetDocument().GetInternalId()",
                "true",
            ),
        ],
    );
}

#[test]
fn content_is_inserted_at_the_cursor() {
    for (call, expected) in [
        ("doc.InsertContent([P('a'), P('b')])", "a,b,X"),
        (
            "doc.InsertContent([P('a')]); doc.InsertContent([P('b')])",
            "a,b,X",
        ),
        (
            "doc.InsertContent([P('a'), Api.CreateTable(1, 1)])",
            "a,T,X",
        ),
        ("doc.InsertContent([P('a'), P('b')], true)", "abX"),
        (
            "var r = Api.CreateRun(); r.AddText('run'); doc.InsertContent([r])",
            "run,X",
        ),
        ("doc.InsertContent([null])", "X"),
    ] {
        let setup = format!(
            "function P(t) {{ var p = Api.CreateParagraph(); p.AddText(t); return p; }} doc.GetElement(0).AddText('X'); {call};"
        );
        expect(
            &setup,
            &[(
                "doc.GetContent().map(function (e) { return e.GetClassType() === 'table' ? 'T' : e.GetText().trim(); }).join()",
                &format!("\"{expected}\""),
            )],
        );
    }
}

#[test]
fn text_of_tables_and_breaks_has_separators() {
    expect(
        "var p = doc.GetElement(0); p.AddText('a'); p.AddLineBreak(); p.AddText('b\\tc'); var t = Api.CreateTable(2, 2); doc.Push(t); t.GetCell(0, 0).SetText('00'); t.GetCell(0, 1).SetText('01'); t.GetCell(0, 1).GetContent().AddParagraph().AddText('x');",
        &[
            (
                "doc.GetText()",
                "\"a\\rb\\tc\\r\\n00\\t01\\r\\nx\\r\\n\\t\\r\\n\\r\\n\"",
            ),
            (
                "doc.GetText({TableCellSeparator: '<C>', TableRowSeparator: '<R>', ParaSeparator: '<P>', TabSymbol: '<T>', NewLineSeparator: '<N>'})",
                "\"a<N>b<T>c<P>00<C>01<P>x<R><C><R><P>\"",
            ),
        ],
    );
}

#[test]
fn a_text_file_has_lines_and_tabs() {
    let script = "builder.CreateFile(\"docx\");\nvar doc = Api.GetDocument(); var p = doc.GetElement(0); p.AddText('Größe 价格'); p.AddLineBreak(); p.AddText('next');\nvar t = Api.CreateTable(2, 2); t.GetCell(0, 0).SetText('a'); t.GetCell(0, 1).SetText('b'); t.GetCell(1, 1).SetText('d'); doc.Push(t);\nbuilder.SaveFile(\"txt\", \"out.txt\");\nbuilder.SaveFile(\"docx\", \"out.docx\");\n";
    let outcome = run(script);
    assert_eq!(
        String::from_utf8(outcome.file("out.txt")).expect("UTF-8"),
        "\u{FEFF}Größe 价格\r\nnext\r\na\tb\r\n\td\r\n"
    );
    assert!(
        !outcome.file("out.docx").is_empty(),
        "the document stays open between saves"
    );
    let refused = run("builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"xlsx\", \"out.xlsx\");\n");
    let failure = refused.result.expect_err("a text document is no workbook");
    assert!(
        failure.message.contains("not saved as `xlsx`"),
        "{failure:?}"
    );
}

#[test]
fn headings_are_found() {
    expect(
        "['Heading 1', 'Normal', 'Heading 2', 'Title'].forEach(function (s) { var p = Api.CreateParagraph(); p.AddText(s); p.SetStyle(doc.GetStyle(s)); doc.Push(p); });",
        &[(
            "doc.GetAllHeadingParagraphs().map(function (p) { return p.GetText().trim(); })",
            "[\"Heading 1\",\"Heading 2\"]",
        )],
    );
}

#[test]
fn core_properties_are_written() {
    let setters = [
        "Title",
        "Subject",
        "Creator",
        "Description",
        "Identifier",
        "Language",
        "Keywords",
        "Category",
        "ContentStatus",
        "LastModifiedBy",
        "Revision",
        "Version",
    ];
    let script: String = setters
        .iter()
        .map(|name| format!("doc.GetCore().Set{name}('{name} <value>');"))
        .collect();
    let made = document(&format!(
        "{script} if (doc.GetCore().GetTitle() !== 'Title <value>') throw new Error('title');"
    ));
    let xml = part(&made, "/docProps/core.xml");
    for name in setters {
        assert!(
            xml.contains(&format!(">{name} &lt;value&gt;</")),
            "{name} in {xml}"
        );
    }
    let empty: Vec<String> = setters
        .iter()
        .map(|name| format!("doc.GetCore().Get{name}()"))
        .collect();
    expect(
        "",
        &[
            (
                &format!(
                    "[{}].filter(function (v) {{ return v !== null; }})",
                    empty.join(", ")
                ),
                "[\"\",\"\"]",
            ),
            ("doc.GetCore()", "<core>"),
        ],
    );
}

#[test]
fn units_are_converted() {
    expect(
        "",
        &[
            (
                "[Api.MillimetersToEmus(10), Api.EmusToMillimeters(36000), Api.MillimetersToEmus(1.23456), Api.PixelsToEmus(1), Api.PointsToEmus(1), Api.EmusToPoints(12700)]",
                "[360000,1,44444,9525,12700,1.0000000000000002]",
            ),
            (
                "[Api.CentimetersToPoints(1), Api.PointsToCentimeters(10), Api.InchesToPoints(1), Api.PointsToInches(72), Api.LinesToPoints(2), Api.PointsToLines(24)]",
                "[28.34645669291339,0.35277777777777775,72,1,24,2]",
            ),
            (
                "[Api.MillimetersToPoints(10), Api.PointsToMillimeters(10), Api.MillimetersToPixels(10), Api.PixelsToPoints(10), Api.PointsToPixels(10)].map(function (n) { return Math.round(n * 1000) / 1000; })",
                "[28.346,3.528,37.795,7.5,13.333]",
            ),
            (
                "[Api.PicasToPoints(3), Api.PointsToPicas(12), Api.PointsToTwips(1), Api.TwipsToPoints(20), isNaN(Api.MillimetersToEmus('x'))]",
                "[36,1,20,1,true]",
            ),
        ],
    );
}

#[test]
fn content_of_a_header_can_replace_the_document() {
    expect(
        "var h = doc.GetFinalSection().GetHeader('default', true); h.AddText('from header'); doc.GetElement(0).AddText('old');",
        &[(
            "[Api.ReplaceDocumentContent(h), doc.GetText(), h.GetText(), Api.ReplaceDocumentContent(1)]",
            "[true,\"from header\\r\\n\",\"from header\\r\\n\",false]",
        )],
    );
}
