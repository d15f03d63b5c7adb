//! Workbooks that others made: what is not understood stays, what is changed is changed in place.

#![allow(clippy::unwrap_used, reason = "the helpers are part of the tests")]

#[path = "support/book.rs"]
mod book;
mod support;

use book::Book;
use spindle_ooxml::{Package, PackageKind};
use support::run_with;

const SHEET1: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:z=\"urn:z\"><x:sheetViews><x:sheetView workbookViewId=\"0\"/></x:sheetViews>\
<x:cols><x:col min=\"1\" max=\"3\" width=\"20\" z:odd=\"1\"/></x:cols><x:sheetData><x:row r=\"1\" z:more=\"2\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c>\
<x:c r=\"B1\" cm=\"1\"><x:f t=\"array\" ref=\"B1:B2\">A1:A2</x:f><x:v>1</x:v></x:c><x:c r=\"C1\"><x:f t=\"shared\" ref=\"C1:C3\" si=\"0\">A1*2</x:f><x:v>2</x:v></x:c></x:row>\
<x:row r=\"2\"><x:c r=\"C2\"><x:f t=\"shared\" si=\"0\"/><x:v>4</x:v></x:c><x:c r=\"D2\" t=\"s\"><x:v>1</x:v></x:c></x:row>\
<x:row r=\"3\"><x:c r=\"C3\"><x:f t=\"shared\" si=\"0\"/><x:v>6</x:v></x:c></x:row></x:sheetData>\
<x:conditionalFormatting sqref=\"A1:A9\"><x:cfRule type=\"expression\" priority=\"1\"><x:formula>A1&gt;0</x:formula></x:cfRule></x:conditionalFormatting>\
<x:extLst><x:ext uri=\"{1}\"><z:thing/></x:ext></x:extLst></x:worksheet>";
const SHEET2: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
<row r=\"1\"  spans=\"1:1\"><c r=\"A1\"><f>Data!A5</f><v>9</v></c></row></sheetData></worksheet>";
const STRINGS: &str = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"2\" uniqueCount=\"2\">\
<si><t>head</t></si><si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space=\"preserve\"> plain</t></r></si></sst>";
const MAIN: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Data\" sheetId=\"4\" r:id=\"FIRST\"/>\
<sheet name=\"Look\" sheetId=\"7\" r:id=\"SECOND\"/></sheets><calcPr calcId=\"1\"/></workbook>";

fn foreign() -> Vec<u8> {
    let kind = |name: &str| {
        format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml")
    };
    let mut package = Package::new(PackageKind::Sheet);
    package.set_part("/xl/workbook.xml", &kind("sheet.main"), MAIN);
    package.set_part("/xl/worksheets/one.xml", &kind("worksheet"), SHEET1);
    package.set_part("/xl/worksheets/two.xml", &kind("worksheet"), SHEET2);
    package.set_part("/xl/sharedStrings.xml", &kind("sharedStrings"), STRINGS);
    package.set_part(
        "/xl/calcChain.xml",
        &kind("calcChain"),
        "<calcChain xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>",
    );
    package.set_part("/xl/odd.bin", "application/x-odd", [1, 2, 3].as_slice());
    let main = "/xl/workbook.xml";
    let ids = [
        ("worksheet", "/xl/worksheets/one.xml"),
        ("worksheet", "/xl/worksheets/two.xml"),
    ]
    .map(|(kind, part)| package.add_relationship(main, kind, part, false));
    let text = MAIN.replace("FIRST", &ids[0]).replace("SECOND", &ids[1]);
    package.set_part(main, &kind("sheet.main"), text);
    for (kind, part) in [
        ("sharedStrings", "/xl/sharedStrings.xml"),
        ("calcChain", "/xl/calcChain.xml"),
        ("odd", "/xl/odd.bin"),
    ] {
        package.add_relationship(main, kind, part, false);
    }
    package.save().unwrap()
}

fn open(body: &str) -> String {
    format!(
        "builder.OpenFile(\"http://x/in.xlsx\");\nvar s = Api.GetActiveSheet();\nfunction p(x) {{ console.log(JSON.stringify(x)); }}\n{body}\n\
         builder.SaveFile(\"xlsx\", \"o.xlsx\");\nbuilder.CloseFile();\n"
    )
}

#[test]
fn reading_changes_nothing() {
    let input = foreign();
    let script = open(
        r##"
        p([s.GetRange("A1").GetValue(), s.GetRange("D2").GetValue(), s.GetRange("B1:C1").GetValue(), s.GetRange("C3").GetFormula(), s.GetRange("C3").GetValue()]);
        p([Api.GetSheet("Look").GetRange("A1").GetValue(), s.GetUsedRange().GetAddress()]);"##,
    );
    let outcome = run_with(&script, None, &[("http://x/in.xlsx", &input)]);
    assert_eq!(
        outcome.printed(),
        [
            r##"["head","bold plain",[[1,2]],"=A3*2",6]"##,
            r##"[9,"A1:D3"]"##
        ]
    );
    let saved = Book::open(&outcome.file("o.xlsx"));
    assert_eq!(saved.xml(), SHEET1);
    assert_eq!(saved.part("/xl/worksheets/two.xml"), SHEET2);
    assert_eq!(saved.part("/xl/sharedStrings.xml"), STRINGS);
    assert!(saved.book.package.has_part("/xl/calcChain.xml"));
}

#[test]
fn one_change_keeps_the_rest() {
    let input = foreign();
    let script = open(
        r##"
        s.GetRange("A5").SetValue("new"); s.GetRange("A6").SetValue("head"); s.GetRange("A6").SetBold(true);
        "##,
    );
    let outcome = run_with(&script, None, &[("http://x/in.xlsx", &input)]);
    let saved = Book::open(&outcome.file("o.xlsx"));
    let xml = saved.xml();
    // A1 is a text: what the file had kept as results of it is replaced.
    let kept = SHEET1
        .replace("</x:sheetData>", "")
        .replace(
            "<x:c r=\"B1\" cm=\"1\">",
            "<x:c r=\"B1\" t=\"str\" cm=\"1\">",
        )
        .replace("A1:A2</x:f><x:v>1<", "A1:A2</x:f><x:v>head<")
        .replace("<x:c r=\"C1\">", "<x:c r=\"C1\" t=\"e\">")
        .replace("A1*2</x:f><x:v>2<", "A1*2</x:f><x:v>#VALUE!<")
        .replace("si=\"0\"/><x:v>4<", "si=\"0\"/><x:v>0<")
        .replace("si=\"0\"/><x:v>6<", "si=\"0\"/><x:v>0<");
    let (before, after) = kept.split_once("<x:conditionalFormatting").unwrap();
    assert!(xml.starts_with(before), "{xml}");
    assert!(
        xml.ends_with(&format!("<x:conditionalFormatting{after}")),
        "{xml}"
    );
    assert!(xml.contains("<x:row r=\"5\"><x:c r=\"A5\" t=\"s\"><x:v>2</x:v></x:c></x:row><x:row r=\"6\"><x:c r=\"A6\" s=\"1\" t=\"s\"><x:v>0</x:v></x:c></x:row></x:sheetData>"), "{xml}");
    // It shows what is in A5.
    let shows = SHEET2.replace("  spans=\"1:1\"", "").replace(
        "<c r=\"A1\"><f>Data!A5</f><v>9</v>",
        "<c r=\"A1\" t=\"str\"><f>Data!A5</f><v>new</v>",
    );
    assert_eq!(saved.part("/xl/worksheets/two.xml"), shows);
    let strings = saved.part("/xl/sharedStrings.xml");
    assert!(
        strings.ends_with(" plain</t></r></si><si><t>new</t></si></sst>"),
        "{strings}"
    );
    assert!(!saved.book.package.has_part("/xl/calcChain.xml"));
    assert!(
        saved
            .part("/xl/workbook.xml")
            .contains("fullCalcOnLoad=\"1\"")
    );
    assert_eq!(
        saved
            .book
            .package
            .part_bytes("/xl/odd.bin")
            .unwrap()
            .as_ref(),
        [1, 2, 3]
    );
}

#[test]
fn insertions_reach_rules_and_other_sheets() {
    let input = foreign();
    let script = open(
        r##"s.GetRows("2:2").Insert(); p([s.GetRange("C4").GetFormula(), Api.GetSheet("Look").GetRange("A1").GetFormula()]);"##,
    );
    let outcome = run_with(&script, None, &[("http://x/in.xlsx", &input)]);
    assert_eq!(outcome.printed(), [r##"["=A4*2","=Data!A6"]"##]);
    let xml = Book::open(&outcome.file("o.xlsx")).xml();
    assert!(
        xml.contains("<x:conditionalFormatting sqref=\"A1:A10\">"),
        "{xml}"
    );
    assert!(xml.contains("t=\"array\" ref=\"B1:B3\""), "{xml}");
    assert!(
        xml.contains("<z:thing/>") && xml.contains("z:odd=\"1\"") && xml.contains("z:more=\"2\""),
        "{xml}"
    );
}

#[test]
fn broken_files_are_refused_in_words() {
    let input = foreign();
    let mut package = Package::open(input, &spindle_ooxml::PackageLimits::default()).unwrap();
    let kind = package
        .content_type("/xl/worksheets/one.xml")
        .unwrap()
        .to_owned();
    package.set_part(
        "/xl/worksheets/one.xml",
        &kind,
        SHEET1.replace("r=\"C3\"", "r=\"XFE3\""),
    );
    let broken = package.save().unwrap();
    let outcome = run_with(
        &open("s.GetRange(\"A1\").GetValue();"),
        None,
        &[("http://x/in.xlsx", &broken)],
    );
    let message = outcome.result.unwrap_err().message;
    assert!(
        message.contains("the worksheet \"Data\" cannot be read")
            && message.contains("\"XFE3\" is no cell"),
        "{message}"
    );
    let outcome = run_with(&open(""), None, &[("http://x/in.xlsx", b"not a zip")]);
    assert!(outcome.result.is_err());
    let script = "builder.CreateFile(\"xlsx\");\nbuilder.SaveFile(\"docx\", \"a.docx\");\n";
    let message = support::run(script).result.unwrap_err().message;
    assert!(message.contains("xlsx"), "{message}");
}
