//! Files made by hand.

use spindle_formats::archive::ArchiveWriter;
use spindle_formats::xlsx::{XlsxReader, XlsxWriter};
use spindle_model::convert::{Content, ConvertError, Job, Limits, Reader, Writer};
use spindle_model::warning::Warning;
use spindle_model::workbook::Workbook;

pub const NS: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The smallest picture there is: one pixel.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xae, 0x42, 0x60, 0x82,
];

/// An archive of these parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ArchiveWriter::default();
    for (name, text) in parts {
        archive.add(name, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap()
}

pub fn rels(entries: &[(&str, &str, &str)]) -> String {
    let mut out = String::from(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    for (id, kind, target) in entries {
        let mode = if target.contains("://") {
            " TargetMode=\"External\""
        } else {
            ""
        };
        out.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\"{mode}/>"
        ));
    }
    out + "</Relationships>"
}

/// A workbook of one sheet, with further parts.
pub fn one_sheet(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let root = rels(&[("a", "officeDocument", "xl/workbook.xml")]);
    let book = format!(
        "<workbook {NS}><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
    );
    let book_rels = rels(&[
        ("s", "worksheet", "worksheets/sheet1.xml"),
        ("t", "sharedStrings", "sharedStrings.xml"),
        ("y", "styles", "styles.xml"),
        ("z", "theme", "theme/theme1.xml"),
        ("p", "person", "persons/person.xml"),
    ]);
    let sheet = format!("<worksheet {NS}>{sheet}</worksheet>");
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &book_rels),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    parts.extend_from_slice(more);
    archive(&parts)
}

pub fn read_with(bytes: &[u8], limits: Limits) -> (Result<Workbook, ConvertError>, Vec<Warning>) {
    let mut progress = |done: f32| assert!((0.0..=1.0).contains(&done));
    let mut job = Job::new(&mut progress);
    job.limits = limits;
    let read = XlsxReader
        .read(bytes, &mut job)
        .map(|content| match content {
            Content::Workbook(book) => *book,
            _ => panic!("a spreadsheet is a workbook"),
        });
    (read, job.warnings.into_vec())
}

pub fn read(bytes: &[u8]) -> (Workbook, Vec<Warning>) {
    let (book, warnings) = read_with(bytes, Limits::default());
    (book.unwrap(), warnings)
}

pub fn write(book: Workbook) -> (Vec<u8>, Vec<Warning>) {
    let mut progress = |done: f32| assert!((0.0..=1.0).contains(&done));
    let mut job = Job::new(&mut progress);
    job.options.comments = true;
    let bytes = XlsxWriter
        .write(&Content::Workbook(Box::new(book)), &mut job)
        .unwrap();
    (bytes, job.warnings.into_vec())
}

pub fn codes(warnings: &[Warning]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.code).collect()
}
