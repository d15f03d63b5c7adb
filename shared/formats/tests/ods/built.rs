//! Files made by hand.

use std::io::Write;

use spindle_formats::archive::ArchiveWriter;

/// A flat file around the sheets.
pub fn flat(styles: &str, sheets: &str) -> Vec<u8> {
    format!(
        concat!(
            "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" ",
            "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">",
            "<office:automatic-styles>{}</office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document>"
        ),
        styles, sheets
    )
    .into_bytes()
}

/// A flat file with one sheet of these rows.
pub fn rows(rows: &str) -> Vec<u8> {
    flat(
        "",
        &format!("<table:table table:name=\"S\">{rows}</table:table>"),
    )
}

/// A package of these entries.
pub fn package(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ArchiveWriter::default();
    for (name, bytes) in entries {
        let out: &mut dyn Write = archive.begin(name).unwrap();
        out.write_all(bytes).unwrap();
    }
    archive.finish().unwrap()
}
