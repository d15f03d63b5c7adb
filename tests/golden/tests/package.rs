//! Packages made from nothing, and the judges that judge them.
// The helpers beside the tests may stop them as the tests themselves may.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use spindle_golden::{Judge, Office, expect};
use spindle_ooxml::{Package, PackageKind};

const DOCUMENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const STYLES_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
const WORKBOOK_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const SHEET_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const TEXT: &str = "txt:Text (encoded):UTF8";

/// A heading, a bold word, a link that was made before it had a place, a table.
fn document() -> Vec<u8> {
    let mut package = Package::new(PackageKind::Word);
    let main = package.main_part().to_owned();
    let link = package.pending_relationship("hyperlink", "https://example.com/?a=1&b=2", true);
    let dom = &mut package.dom;
    let root = dom.fragment(
        "<w:document><w:body>
            <w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space='preserve'>plain </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r></w:p>
            <w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid>
                <w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>A1</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/><w:p/></w:tc></w:tr>
            </w:tbl>
            <w:p/><w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>
        </w:body></w:document>",
    );
    let cell = dom
        .descendants(root)
        .filter(|n| dom.is(*n, "w:p"))
        .nth(3)
        .unwrap();
    let run = dom.fragment("<w:r><w:t/></w:r>");
    let text = dom.child(run, "w:t").unwrap();
    dom.set_text(text, "B1 <&> \u{1}\"\u{4e2d}\u{6587}\"");
    dom.append(cell, run);
    let hyperlink = dom.element_with("w:hyperlink", &[("r:id", &link)]);
    let run = dom.fragment("<w:r><w:t>link</w:t></w:r>");
    dom.append(hyperlink, run);
    let body = dom.child(root, "w:body").unwrap();
    let last = dom.elements(body, "w:p").last().unwrap();
    dom.append(last, hyperlink);
    let styles = dom.fragment(
        "<w:styles><w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>
            <w:style w:type='paragraph' w:styleId='Heading1'><w:name w:val='heading 1'/></w:style></w:styles>",
    );
    package.add_part_tree(&main, DOCUMENT_TYPE, root);
    package.add_part_tree("/word/styles.xml", STYLES_TYPE, styles);
    package.add_relationship(&main, "styles", "/word/styles.xml", false);
    package.save().unwrap()
}

fn workbook() -> Vec<u8> {
    let mut package = Package::new(PackageKind::Sheet);
    let main = package.main_part().to_owned();
    let id = package.add_relationship(&main, "worksheet", "/xl/worksheets/sheet1.xml", false);
    let book = package.dom.fragment(&format!(
        "<workbook><sheets><sheet name='First' sheetId='1' r:id='{id}'/></sheets></workbook>"
    ));
    let sheet = package.dom.fragment(
        "<worksheet><sheetData><row r='1'><c r='A1'><v>2</v></c><c r='B1'><f>A1*21</f><v>42</v></c>
            <c r='C1' t='inlineStr'><is><t>text</t></is></c></row></sheetData>
            <mergeCells count='1'><mergeCell ref='A2:B3'/></mergeCells></worksheet>",
    );
    package.add_part_tree(&main, WORKBOOK_TYPE, book);
    package.add_part_tree("/xl/worksheets/sheet1.xml", SHEET_TYPE, sheet);
    package.save().unwrap()
}

#[test]
fn a_made_document_is_read_by_python_docx() {
    let Some(judge) = Judge::find() else { return };
    let seen = judge.see("docx", &document()).unwrap();
    assert_eq!(
        seen.pointer("/blocks/1/runs/1"),
        Some(&json!({"text": "bold", "bold": true}))
    );
    expect("package-document", &seen).unwrap();
}

#[test]
fn a_made_workbook_is_read_by_openpyxl() {
    let Some(judge) = Judge::find() else { return };
    let seen = judge.see("xlsx", &workbook()).unwrap();
    assert_eq!(seen.pointer("/sheets/0/cells/B1"), Some(&json!("=A1*21")));
    expect("package-workbook", &seen).unwrap();
}

#[test]
fn a_broken_file_is_refused_by_the_judges() {
    let Some(judge) = Judge::find() else { return };
    let whole = document();
    for (extension, bytes) in [
        ("docx", &whole[..whole.len() / 2]),
        ("xlsx", &whole[..]),
        ("odt", &whole[..]),
    ] {
        let refusal = judge.see(extension, bytes);
        assert!(refusal.is_err(), "{extension}: {refusal:?}");
    }
}

#[test]
fn made_files_are_read_by_libreoffice() {
    let Some(office) = Office::find() else { return };
    let text = String::from_utf8(office.convert("docx", &document(), TEXT).unwrap()).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    for line in [
        "Title",
        "plain bold",
        "A1",
        "B1 <&> \"\u{4e2d}\u{6587}\"",
        "link",
    ] {
        assert!(lines.contains(&line), "{line:?} in {lines:?}");
    }
    let values = String::from_utf8(office.convert("xlsx", &workbook(), "csv").unwrap()).unwrap();
    assert_eq!(values.lines().next(), Some("2,42,text"));
}

#[test]
fn expectations_can_fail() {
    if std::env::var_os("SPINDLE_GOLDEN_UPDATE").is_some() {
        return;
    }
    let said = expect("package-workbook", &Value::Null).unwrap_err();
    assert!(said.starts_with("package-workbook: expected {"), "{said}");
    assert!(
        expect("there-is-none", &Value::Null)
            .unwrap_err()
            .contains("SPINDLE_GOLDEN_UPDATE=1")
    );
}
