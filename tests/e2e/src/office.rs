//! Small files to open, made by code, and what is read back from results.

mod legacy;

use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

pub use legacy::{doc, xls};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument";

/// A zip archive of these entries.
///
/// # Panics
/// Never: it is written to memory.
pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        let options = match *name {
            // The first entry of an OpenDocument file is not packed.
            "mimetype" => {
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)
            }
            _ => SimpleFileOptions::default(),
        };
        writer.start_file(*name, options).expect("memory");
        writer.write_all(text.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// The names of a zip archive's entries, in order.
///
/// # Panics
/// When it is none.
#[track_caller]
pub fn entries(bytes: &[u8]) -> Vec<String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    let names = archive.file_names().map(|name| name.expect("a name"));
    names.map(|name| name.into_owned()).collect()
}

/// An entry of a zip archive as text; `None` where it is not there.
///
/// # Panics
/// When it is no archive or no text.
#[track_caller]
pub fn entry(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    let mut text = String::new();
    let mut file = archive.by_name(name).ok()?;
    file.read_to_string(&mut text).expect("text");
    Some(text)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

fn paragraphs(texts: &[&str]) -> String {
    let paragraph = |text: &&str| {
        let text = escape(text);
        format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
    };
    texts.iter().map(paragraph).collect()
}

fn relationships(rows: &[(&str, String, &str)]) -> String {
    let row = |(id, kind, target): &(&str, String, &str)| {
        format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#)
    };
    let rows: String = rows.iter().map(row).collect();
    format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>"#)
}

fn content_types(parts: &[(&str, String)]) -> String {
    let part = |(name, kind): &(&str, String)| {
        format!(r#"<Override PartName="/{name}" ContentType="{kind}"/>"#)
    };
    let parts: String = parts.iter().map(part).collect();
    format!(
        r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{parts}</Types>"#
    )
}

/// A text document of these paragraphs.
pub fn docx(texts: &[&str]) -> Vec<u8> {
    docx_around(&paragraphs(texts), "", &[], &[], &[])
}

/// The part that nobody knows, in [`docx_with_more`].
pub const UNKNOWN_PART: (&str, &str) = (
    "customParts/ledger.xml",
    "<ledger xmlns=\"urn:example:ledger\"><entry amount=\"12\"/></ledger>",
);

/// The text of the header in [`docx_with_more`].
pub const HEADER_TEXT: &str = "Quarterly header";

/// The same with a header, and a part of a kind that nobody knows.
pub fn docx_with_more(texts: &[&str]) -> Vec<u8> {
    let header = paragraphs(&[HEADER_TEXT]);
    let header = format!(r#"{DECLARATION}<w:hdr xmlns:w="{WORD}">{header}</w:hdr>"#);
    let section = format!(
        r#"<w:sectPr xmlns:r="{OFFICE}"><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>"#
    );
    docx_around(
        &paragraphs(texts),
        &section,
        &[
            ("rId1", format!("{OFFICE}/header"), "header1.xml"),
            (
                "rId2",
                "urn:example:relationship:ledger".to_owned(),
                "/customParts/ledger.xml",
            ),
        ],
        &[
            (
                "word/header1.xml",
                format!("{TYPE}.wordprocessingml.header+xml"),
            ),
            (
                UNKNOWN_PART.0,
                "application/vnd.example.ledger+xml".to_owned(),
            ),
        ],
        &[("word/header1.xml", &header), UNKNOWN_PART],
    )
}

fn docx_around(
    body: &str,
    section: &str,
    relations: &[(&str, String, &str)],
    types: &[(&str, String)],
    parts: &[(&str, &str)],
) -> Vec<u8> {
    let document = format!(
        r#"{DECLARATION}<w:document xmlns:w="{WORD}"><w:body>{body}{section}</w:body></w:document>"#
    );
    let main = format!("{TYPE}.wordprocessingml.document.main+xml");
    let types = content_types(&[&[("word/document.xml", main)], types].concat());
    let root = relationships(&[(
        "rId1",
        format!("{OFFICE}/officeDocument"),
        "word/document.xml",
    )]);
    let relations = relationships(relations);
    let mut all = vec![
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", &root),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", &relations),
    ];
    all.extend_from_slice(parts);
    zip(&all)
}

/// A workbook of one sheet named `Sheet1` with these texts in its first column.
pub fn xlsx(texts: &[&str]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let row = |(index, text): (usize, &&str)| {
        let (row, text) = (index + 1, escape(text));
        format!(r#"<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>"#)
    };
    let rows: String = texts.iter().enumerate().map(row).collect();
    let kind = |name: &str| format!("{TYPE}.spreadsheetml.{name}+xml");
    zip(&[
        (
            "[Content_Types].xml",
            &content_types(&[
                ("xl/workbook.xml", kind("sheet.main")),
                ("xl/worksheets/sheet1.xml", kind("worksheet")),
            ]),
        ),
        (
            "_rels/.rels",
            &relationships(&[(
                "rId1",
                format!("{OFFICE}/officeDocument"),
                "xl/workbook.xml",
            )]),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"{DECLARATION}<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relationships(&[(
                "rId1",
                format!("{OFFICE}/worksheet"),
                "worksheets/sheet1.xml",
            )]),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                r#"{DECLARATION}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#
            ),
        ),
    ])
}

/// An OpenDocument text of these paragraphs.
pub fn odt(texts: &[&str]) -> Vec<u8> {
    let namespace = "urn:oasis:names:tc:opendocument:xmlns";
    let media = "application/vnd.oasis.opendocument.text";
    let paragraph = |text: &&str| format!("<text:p>{}</text:p>", escape(text));
    let body: String = texts.iter().map(paragraph).collect();
    zip(&[
        ("mimetype", media),
        (
            "META-INF/manifest.xml",
            &format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{namespace}:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
            ),
        ),
        (
            "content.xml",
            &format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{namespace}:office:1.0" xmlns:text="{namespace}:text:1.0" office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
            ),
        ),
    ])
}

/// The text of a docx file's main part, a line for each paragraph.
///
/// # Panics
/// When it is no such file.
#[track_caller]
pub fn docx_text(bytes: &[u8]) -> String {
    let xml = entry(bytes, "word/document.xml").expect("a main part");
    text_of(&xml, "w:t", "w:p")
}

/// The text of an odt file, a line for each paragraph.
///
/// # Panics
/// When it is no such file.
#[track_caller]
pub fn odt_text(bytes: &[u8]) -> String {
    let xml = entry(bytes, "content.xml").expect("a content");
    text_of(&xml, "text:p", "text:p")
}

/// The text of the elements `piece` in XML, with a line break at each end of a `paragraph`.
fn text_of(xml: &str, piece: &str, paragraph: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for part in xml.split('<').skip(1) {
        let Some((tag, rest)) = part.split_once('>') else {
            continue;
        };
        let name = tag.trim_matches('/').split([' ', '\n']).next();
        let closed = tag.ends_with('/') || tag.starts_with('/');
        if name == Some(piece) {
            inside = !closed;
        }
        if name == Some(paragraph) && closed {
            text.push('\n');
        }
        match name {
            Some("w:tab") if tag.ends_with('/') => text.push('\t'),
            Some("text:s") => text.push(' '),
            _ => {}
        }
        if inside {
            text.push_str(&unescape(rest));
        }
    }
    text
}
