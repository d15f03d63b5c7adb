//! Documents that others made: what is not understood stays.

// Clippy takes helpers of tests for production code.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod support;

use spindle_ooxml::{Package, PackageKind, PackageLimits};
use support::run_with;
use support::word::{open, part};

/// A small package with things that Spindle has no classes for, written by hand with other prefixes.
fn foreign() -> Vec<u8> {
    let document = r#"<?xml version="1.0" encoding="UTF-8"?>
<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:odd="urn:example:odd"><x:body>
<x:p odd:mark="1"><x:pPr><x:pStyle x:val="berschrift1"/><x:framePr x:w="100"/></x:pPr><x:r><x:t>Titel</x:t></x:r><x:del x:id="1"><x:r><x:delText>weg</x:delText></x:r></x:del></x:p>
<x:sdt><x:sdtPr/><x:sdtContent><x:p><x:r><x:t>in a control</x:t></x:r></x:p></x:sdtContent></x:sdt>
<x:p><odd:thing>kept</odd:thing><x:r><x:t>last</x:t></x:r></x:p>
<x:sectPr><x:pgSz x:w="11906" x:h="16838"/></x:sectPr>
</x:body></x:document>"#;
    let styles = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"#;
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut package = Package::new(PackageKind::Word);
    package.set_part(
        "/word/document.xml",
        &format!("{WORD}.document.main+xml"),
        document,
    );
    package.set_part("/word/styles.xml", &format!("{WORD}.styles+xml"), styles);
    package.set_part(
        "/word/odd.bin",
        "application/octet-stream",
        &b"\x00\x01odd"[..],
    );
    package.add_relationship("/word/document.xml", "styles", "/word/styles.xml", false);
    package.add_relationship(
        "/word/document.xml",
        "urn:example:odd",
        "/word/odd.bin",
        false,
    );
    package.save().expect("the package")
}

#[test]
fn what_is_not_touched_keeps_its_bytes() {
    let script = "builder.OpenFile(\"https://host.example/in.docx\");
var doc = Api.GetDocument();
console.log([doc.GetElementsCount(), doc.GetElement(1).GetClassType(), doc.GetElement(0).GetText(), doc.GetAllParagraphs().length, doc.GetFinalSection().GetPageWidth(), doc.GetElement(0).GetStyle().GetName()].join('|').replace(/\\r\\n/g, ''));
doc.GetElement(2).SetJc('center');
var p = Api.CreateParagraph(); p.AddText('added'); p.SetStyle(doc.GetStyle('Heading 1')); doc.Push(p);
builder.SaveFile(\"docx\", \"out.docx\");
builder.CloseFile();
";
    let outcome = run_with(
        script,
        None,
        &[("https://host.example/in.docx", &foreign())],
    );
    assert_eq!(
        outcome.printed(),
        ["3|blockLvlSdt|Titelweg|3|11906|Heading 1"]
    );
    let made = open(&outcome.file("out.docx"));
    let xml = String::from_utf8(
        made.package
            .read_part("/word/document.xml")
            .expect("a document")
            .into_owned(),
    )
    .expect("UTF-8");
    for kept in [
        "<x:p odd:mark=\"1\"><x:pPr><x:pStyle x:val=\"berschrift1\"/><x:framePr x:w=\"100\"/></x:pPr><x:r><x:t>Titel</x:t></x:r><x:del x:id=\"1\"><x:r><x:delText>weg</x:delText></x:r></x:del></x:p>",
        "<x:sdt><x:sdtPr/><x:sdtContent><x:p><x:r><x:t>in a control</x:t></x:r></x:p></x:sdtContent></x:sdt>",
        "<odd:thing>kept</odd:thing>",
        "<x:sectPr><x:pgSz x:w=\"11906\" x:h=\"16838\"/></x:sectPr>",
        "<x:jc x:val=\"center\"/>",
    ] {
        assert!(xml.contains(kept), "{kept}\nis not in\n{xml}");
    }
    assert!(
        xml.contains(
            "berschrift1\"/></x:pPr><x:r><x:t xml:space=\"preserve\">added</x:t></x:r></x:p><x:sectPr>"
        ),
        "the file's own heading style is used, before the section's properties: {xml}"
    );
    assert_eq!(
        made.package
            .read_part("/word/odd.bin")
            .expect("kept")
            .as_ref(),
        b"\x00\x01odd"
    );
    let before = Package::open(foreign(), &PackageLimits::default()).expect("opens");
    assert_eq!(
        before.read_part("/word/styles.xml").expect("styles"),
        made.package.read_part("/word/styles.xml").expect("styles"),
        "the styles were only read"
    );
}

#[test]
fn files_of_other_kinds_are_refused_in_words() {
    let script = "builder.OpenFile(\"https://host.example/in.docx\");\nApi.GetDocument();\n";
    for (bytes, reason) in [(&b"hello"[..], "ZIP"), (&b""[..], "")] {
        let outcome = run_with(script, None, &[("https://host.example/in.docx", bytes)]);
        let failure = outcome.result.expect_err("not a document");
        assert!(
            failure.message.contains(reason) && !failure.message.is_empty(),
            "{failure:?}"
        );
    }
}

#[test]
fn a_document_without_styles_gets_some() {
    let mut package = Package::open(foreign(), &PackageLimits::default()).expect("opens");
    package.remove_part("/word/styles.xml");
    let bytes = package.save().expect("saves");
    let script = "builder.OpenFile(\"https://host.example/in.docx\");\nvar doc = Api.GetDocument();\ndoc.GetElement(0).SetStyle(doc.CreateStyle('Mine'));\ndoc.GetElement(2).SetNumbering(doc.CreateNumbering('numbered').GetLevel(0));\nbuilder.SaveFile(\"docx\", \"out.docx\");\n";
    let outcome = run_with(script, None, &[("https://host.example/in.docx", &bytes)]);
    let made = open(&outcome.file("out.docx"));
    assert!(support::word::style_xml(&made, "Mine").contains("w:type=\"paragraph\""));
    assert!(
        made.numbering_root().is_some() && part(&made, "/word/document.xml").contains("<x:numPr>")
    );
}
