//! What cannot be read is refused with a reason, whatever the bytes are.

use proptest::prelude::*;
use spindle_formats::archive::ArchiveWriter;
use spindle_model::convert::ErrorKind;

use crate::common::{WORD, document, package, try_read, write};
use spindle_model::document::{Block, Paragraph};

fn kind(bytes: &[u8]) -> ErrorKind {
    try_read(bytes).unwrap_err().kind
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(kind(b""), ErrorKind::Damaged);
    assert_eq!(kind(b"hello"), ErrorKind::Damaged);
    assert_eq!(kind(b"PK\x03\x04"), ErrorKind::Damaged);
    let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    assert_eq!(kind(&ole), ErrorKind::Unsupported);
    let mut encrypted = ole.to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(kind(&encrypted), ErrorKind::Password);
    let mut other = ArchiveWriter::default();
    other.add("a.txt", b"x").unwrap();
    assert_eq!(kind(&other.finish().unwrap()), ErrorKind::Damaged);
}

#[test]
fn a_body_that_is_cut_off_is_damaged() {
    let mut writer = ArchiveWriter::default();
    writer
        .add(
            "[Content_Types].xml",
            b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        )
        .unwrap();
    writer
        .add(
            "_rels/.rels",
            concat!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
                "<Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/",
                "relationships/officeDocument\" Target=\"d.xml\"/></Relationships>"
            )
            .as_bytes(),
        )
        .unwrap();
    writer
        .add(
            "d.xml",
            format!("<w:document {WORD}><w:body><w:p>").as_bytes(),
        )
        .unwrap();
    assert_eq!(kind(&writer.finish().unwrap()), ErrorKind::Damaged);
}

#[test]
fn nesting_has_an_end() {
    for (start, end) in [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        (
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        ),
        (
            "<w:p><m:oMath><m:rad><m:e>",
            "</m:e></m:rad></m:oMath></w:p>",
        ),
    ] {
        for depth in [20, 5_000] {
            let body = start.repeat(depth) + &end.repeat(depth);
            let result = try_read(&package(&body, &[]));
            assert_eq!(result.is_err(), depth > 100, "{start}");
        }
    }
}

#[test]
fn styles_that_are_based_on_each_other_end() {
    let styles = concat!(
        "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"A\"/><w:basedOn w:val=\"B\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"B\"/><w:basedOn w:val=\"A\"/></w:style>"
    );
    let body = "<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let document = try_read(&package(body, &[("styles", "styles", styles)])).unwrap();
    assert_eq!(document.plain_text(), "x\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_bytes_never_panic(changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..8)) {
        let mut bytes = write(&document(vec![
            Block::Paragraph(Paragraph::text("one")),
            Block::Quote(vec![Block::Divider]),
        ]));
        for (place, value) in changes {
            let place = usize::from(place) % bytes.len();
            bytes[place] = value;
        }
        if let Err(error) = try_read(&bytes) {
            prop_assert!(!error.message.is_empty());
        }
    }

    #[test]
    fn broken_xml_never_panics(
        names in proptest::collection::vec(0usize..24, 1..40),
    ) {
        const NAMES: [&str; 24] = [
            "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del",
            "w:hyperlink", "w:fldSimple w:instr=\"PAGE\"", "w:fldChar w:fldCharType=\"begin\"",
            "w:fldChar w:fldCharType=\"end\"", "w:fldChar w:fldCharType=\"separate\"", "w:drawing", "w:pict",
            "m:oMath", "m:d", "w:txbxContent", "mc:AlternateContent", "mc:Choice Requires=\"wps\"",
            "w:br w:type=\"page\"", "w:pPr",
        ];
        let mut body = String::new();
        for name in &names {
            body.push_str(&format!("<{}>", NAMES[*name]));
        }
        for name in names.iter().rev() {
            body.push_str(&format!("</{}>", NAMES[*name].split(' ').next().unwrap()));
        }
        prop_assert!(try_read(&package(&body, &[])).is_ok());
    }
}
