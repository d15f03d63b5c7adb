//! The stream of records within its compound file (MS-CFB), and what other files are called xls.

use std::io::{Cursor, Read};

use spindle_model::convert::{ConvertError, Job};

/// The first bytes of a compound file.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The stream of records of a workbook.
pub(super) fn workbook_stream(bytes: &[u8], job: &Job<'_>) -> Result<Vec<u8>, ConvertError> {
    if bytes.starts_with(COMPOUND) {
        return from_compound(bytes, job);
    }
    // Old programs write the records without a compound file around them.
    match bytes {
        [0x09, 0x08, ..] => return Ok(bytes.to_vec()),
        [0x09, 0x00, ..] => return Err(too_old("2")),
        [0x09, 0x02, ..] => return Err(too_old("3")),
        [0x09, 0x04, ..] => return Err(too_old("4")),
        _ => {}
    }
    Err(other_kind(bytes))
}

/// The error for formats before BIFF5.
pub(super) fn too_old(version: &str) -> ConvertError {
    ConvertError::unsupported(format!(
        "the file is of Excel {version}.0 (BIFF{version}); only Excel 5.0 and later are read: open it in a spreadsheet program and save it anew"
    ))
}

/// Many programs call what is none an xls file.
fn other_kind(bytes: &[u8]) -> ConvertError {
    if bytes.starts_with(b"PK\x03\x04") {
        return ConvertError::unsupported(
            "the file is called xls but is a ZIP archive, as xlsx and ods files are: it should have the ending xlsx or ods",
        );
    }
    let start = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("<?xml") && lower.contains("urn:schemas-microsoft-com:office:spreadsheet")
    {
        ConvertError::unsupported(
            "the file is called xls but is an XML spreadsheet of Excel 2003, which is not read here: save it as xlsx",
        )
    } else if lower.starts_with("<html")
        || lower.starts_with("<!doctype html")
        || lower.contains("<table")
        || lower.contains("<html")
    {
        ConvertError::unsupported(
            "the file is called xls but is a web page with a table: it should have the ending html",
        )
    } else if lower.starts_with("<?xml") {
        ConvertError::unsupported("the file is called xls but is XML of another kind")
    } else if !start.is_empty() && !start.contains(&0) {
        ConvertError::unsupported(
            "the file is called xls but is plain text, maybe with separated values: it should have the ending csv or txt",
        )
    } else {
        ConvertError::damaged("the file is no Excel workbook: it does not begin as one")
    }
}

fn from_compound(bytes: &[u8], job: &Job<'_>) -> Result<Vec<u8>, ConvertError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| {
        ConvertError::damaged(format!(
            "the compound file around the workbook is broken: {error}"
        ))
    })?;
    if file.is_stream("/EncryptedPackage") {
        return Err(ConvertError::password(
            "the file is an encrypted xlsx workbook: save it without a password",
        ));
    }
    // Names are compared without case, as compound files do.
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name));
    let Some(name) = name else {
        return Err(ConvertError::unsupported(
            if file.is_stream("/WordDocument") {
                "the file is a Word document and not a workbook"
            } else if file.is_stream("/PowerPoint Document") {
                "the file is a PowerPoint presentation and not a workbook"
            } else {
                "the compound file holds no workbook"
            },
        ));
    };
    let broken = |error: std::io::Error| {
        ConvertError::damaged(format!("the stream of the workbook is broken: {error}"))
    };
    let stream = file.open_stream(name).map_err(broken)?;
    let most = job.limits.expanded_bytes.min(bytes.len() as u64);
    let mut out = Vec::new();
    let mut stream = stream.take(most);
    let mut chunk = [0_u8; 8192];
    loop {
        match stream.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => out.extend_from_slice(chunk.get(..count).unwrap_or_default()),
            // What could be had of a file that is cut off is used.
            Err(_) if !out.is_empty() => break,
            Err(error) => return Err(broken(error)),
        }
    }
    Ok(out)
}
