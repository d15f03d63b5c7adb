//! What a file is by its own evidence.

use memchr::memmem;
use spindle_model::convert::Limits;

use crate::archive::Archive;
use crate::picture;

/// What a compound file begins with (MS-CFB 2.2).
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Where HTML and XML must show what they are.
const TEXT_START: usize = 1024;

/// The name of the format that these bytes are in; of formats that are only recognised, too (`pdf`, `png`, `pptx`). `None`
/// when nothing tells it: plain text, and encrypted Office files, which may be of any kind.
pub fn sniff(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return compound_file(bytes);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some("pdf");
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.trim_ascii_start().starts_with(b"{\\rtf") {
        return Some("rtf");
    }
    // A tiny or old Word file without a container: versions 1 and 2.
    if bytes.starts_with(b"\xdb\xa5") || bytes.starts_with(b"\x9b\xa5") {
        return Some("doc");
    }
    if let Some(markup) = markup(text) {
        return Some(markup);
    }
    picture::media_type(bytes).map(picture::extension)
}

fn archive(bytes: &[u8]) -> Option<&'static str> {
    let limits = Limits {
        expanded_bytes: 4 << 20,
        ..Limits::default()
    };
    let mut archive = Archive::open(bytes, &limits).ok()?;
    if let Ok(Some(media_type)) = archive.read_text("mimetype") {
        let found = match media_type.trim() {
            "application/epub+zip" => Some("epub"),
            kind if kind.starts_with("application/vnd.oasis.opendocument.text") => Some("odt"),
            kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => {
                Some("ods")
            }
            kind if kind.starts_with("application/vnd.oasis.opendocument.presentation") => {
                Some("odp")
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    let types = archive
        .read_text("[Content_Types].xml")
        .ok()
        .flatten()
        .unwrap_or_default();
    let main_parts = [
        ("sheet.binary.macroEnabled.main", "xlsb"),
        ("wordprocessingml.document.main", "docx"),
        ("wordprocessingml.template.main", "docx"),
        ("ms-word.document.macroEnabled.main", "docx"),
        ("ms-word.template.macroEnabledTemplate.main", "docx"),
        ("spreadsheetml.sheet.main", "xlsx"),
        ("spreadsheetml.template.main", "xlsx"),
        ("ms-excel.sheet.macroEnabled.main", "xlsx"),
        ("ms-excel.template.macroEnabled.main", "xlsx"),
        ("presentationml.", "pptx"),
    ];
    let by_type = main_parts
        .iter()
        .find(|(part, _)| types.contains(part))
        .map(|(_, name)| *name);
    by_type.or_else(|| {
        // Some writers leave the types out, or spell the folders in their own case.
        let has = |folder: &str| {
            archive
                .names()
                .any(|name| name.to_ascii_lowercase().starts_with(folder))
        };
        if has("word/") {
            Some("docx")
        } else if has("xl/") {
            Some("xlsx")
        } else if has("ppt/") {
            Some("pptx")
        } else if has("content.xml") {
            Some("odt")
        } else {
            Some("zip")
        }
    })
}

/// The names of streams stand in the directory as UTF-16.
fn compound_file(bytes: &[u8]) -> Option<&'static str> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        None
    } else if has("WordDocument") {
        Some("doc")
    } else if has("Workbook") || has("Book") {
        Some("xls")
    } else if has("PowerPoint Document") {
        Some("ppt")
    } else {
        Some("ole")
    }
}

fn markup(text: &[u8]) -> Option<&'static str> {
    let start = text.get(..text.len().min(TEXT_START)).unwrap_or_default();
    let start = start.trim_ascii_start().to_ascii_lowercase();
    let has = |needle: &[u8]| memmem::find(&start, needle).is_some();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some("html");
    }
    if !start.starts_with(b"<?xml") {
        return None;
    }
    if has(b"<html") || has(b"xhtml") {
        Some("html")
    } else if has(b"opendocument.text") {
        Some("odt")
    } else if has(b"opendocument.spreadsheet") {
        Some("ods")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::ArchiveWriter;

    fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ArchiveWriter::default();
        for (name, text) in entries {
            writer.add(name, text.as_bytes()).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn archives_are_told_by_their_types() {
        let types = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
        assert_eq!(sniff(&zip(&[("[Content_Types].xml", types)])), Some("docx"));
        assert_eq!(sniff(&zip(&[("xl/workbook.xml", "")])), Some("xlsx"));
        assert_eq!(
            sniff(&zip(&[("mimetype", "application/epub+zip")])),
            Some("epub")
        );
        assert_eq!(sniff(&zip(&[("a", "b")])), Some("zip"));
        assert_eq!(sniff(b"PK\x03\x04 broken"), None);
    }

    #[test]
    fn files_are_told_by_their_first_bytes() {
        for (bytes, expected) in [
            (&b"{\\rtf1 x}"[..], Some("rtf")),
            (b"\xef\xbb\xbf<!DOCTYPE HTML>", Some("html")),
            (b"<?xml version='1.0'?>\n<html xmlns='x'>", Some("html")),
            (b"%PDF-1.7", Some("pdf")),
            (b"\x89PNG\r\n\x1a\n", Some("png")),
            (b"# a heading", None),
            (b"", None),
        ] {
            assert_eq!(sniff(bytes), expected, "{bytes:?}");
        }
    }
}
