//! A workbook as a package (ODF 1.3 part 2).

use std::fmt::Write as _;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{DefinedName, Workbook};

use super::formula::{export, export_range, sheet_prefix};
use super::settings;
use super::style_write::{StyleNames, styles_part};
use super::table_write::TableWriter;
use super::xml::{attribute, escape};
use crate::archive::ArchiveWriter;
use crate::picture;

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

const NAMESPACES: &str = concat!(
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"",
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"",
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"",
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"",
    " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"",
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"",
    " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"",
    " xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\"",
    " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"",
    " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\"",
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
    " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"",
);

/// Writes the package.
pub(super) fn write(book: &Workbook, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
    let mut archive = ArchiveWriter::default();
    // The first entry, and not packed: so the file can be told by its first bytes.
    archive.add_stored("mimetype", MIME.as_bytes())?;
    let pictures: Vec<Option<String>> = book
        .media
        .iter()
        .enumerate()
        .map(|(index, media)| {
            let extension = picture::extension(&media.media_type);
            (extension != "bin").then(|| format!("Pictures/{index}.{extension}"))
        })
        .collect();
    let mut styles = StyleNames::new(book);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content{NAMESPACES} office:version=\"1.3\">"
    );
    styles.automatic(book, &mut out);
    out.push_str("<office:body><office:spreadsheet>");
    if book.date_1904 {
        out.push_str("<table:calculation-settings><table:null-date table:date-value=\"1904-01-01\"/></table:calculation-settings>");
    }
    let sink = archive.begin("content.xml")?;
    let mut writer = TableWriter {
        book,
        styles: &styles,
        out,
        body: String::new(),
        pictures: &pictures,
    };
    for (index, sheet) in book.sheets.iter().enumerate() {
        writer.sheet(index, sheet, sink, job)?;
    }
    let mut out = writer.out;
    names(book, &mut out, job);
    out.push_str("</office:spreadsheet></office:body></office:document-content>");
    sink.write_all(out.as_bytes())
        .map_err(|error| ConvertError::limit(format!("the file cannot be written: {error}")))?;
    archive.add("styles.xml", styles_part(book, NAMESPACES).as_bytes())?;
    archive.add("settings.xml", settings::write(book).as_bytes())?;
    archive.add("meta.xml", meta(book).as_bytes())?;
    let mut total = 0_usize;
    for (media, path) in book.media.iter().zip(&pictures) {
        total = total.saturating_add(media.bytes.len());
        check(total, job)?;
        if let Some(path) = path {
            archive.add_stored(path, &media.bytes)?;
        }
    }
    archive.add(
        "META-INF/manifest.xml",
        manifest(book, &pictures).as_bytes(),
    )?;
    let bytes = archive.finish()?;
    check(bytes.len(), job)?;
    Ok(bytes)
}

fn check(bytes: usize, job: &Job<'_>) -> Result<(), ConvertError> {
    if bytes > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the file grows beyond the {} bytes allowed",
            job.limits.output_bytes
        )));
    }
    Ok(())
}

fn names(book: &Workbook, out: &mut String, job: &mut Job<'_>) {
    let mut written = false;
    for name in book.names.iter().filter(|name| name.sheet.is_none()) {
        if is_built_in(name) {
            job.warn(
                "name-dropped",
                format!("the name {} means something to Excel alone", name.name),
            );
            continue;
        }
        if !written {
            out.push_str("<table:named-expressions>");
            written = true;
        }
        name_element(book, name, out);
    }
    if written {
        out.push_str("</table:named-expressions>");
    }
}

/// Whether the name means something to Excel alone, a print area for example.
pub(super) fn is_built_in(name: &DefinedName) -> bool {
    name.name.starts_with("_xlnm.")
}

/// Writes a name.
pub(super) fn name_element(book: &Workbook, name: &DefinedName, out: &mut String) {
    let home = name.sheet.unwrap_or(0);
    let home = book.sheets.get(home).map_or("", |sheet| &sheet.name);
    let base = format!("{}.$A$1", sheet_prefix(home));
    if let Some(range) = export_range(&name.formula) {
        out.push_str("<table:named-range");
        attribute("table:name", &name.name, out);
        attribute("table:base-cell-address", &base, out);
        attribute("table:cell-range-address", &range, out);
    } else {
        out.push_str("<table:named-expression");
        attribute("table:name", &name.name, out);
        attribute("table:base-cell-address", &base, out);
        attribute("table:expression", &export(&name.formula), out);
    }
    out.push_str("/>");
}

/// An address; a place in the workbook is written as references are.
pub(super) fn href(address: &str) -> String {
    let place = address.strip_prefix('#').and_then(export_range);
    place.map_or_else(
        || address.to_owned(),
        |place| format!("#{}", place.trim_start_matches('$')),
    )
}

fn meta(book: &Workbook) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta{NAMESPACES} office:version=\"1.3\"><office:meta><meta:generator>Spindle</meta:generator>"
    );
    let metadata = &book.metadata;
    for (name, value) in [
        ("dc:title", &metadata.title),
        ("dc:subject", &metadata.subject),
        ("meta:keyword", &metadata.keywords),
        ("meta:initial-creator", &metadata.author),
        ("dc:creator", &metadata.author),
        ("meta:creation-date", &metadata.created),
        ("dc:date", &metadata.modified),
        ("dc:language", &metadata.language),
    ] {
        if let Some(value) = value {
            let _ = write!(out, "<{name}>");
            escape(value, &mut out);
            let _ = write!(out, "</{name}>");
        }
    }
    out.push_str("</office:meta></office:document-meta>");
    out
}

fn manifest(book: &Workbook, pictures: &[Option<String>]) -> String {
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest ",
        "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
    ));
    let mut entry = |path: &str, kind: &str| {
        out.push_str("<manifest:file-entry");
        attribute("manifest:full-path", path, &mut out);
        if path == "/" {
            out.push_str(" manifest:version=\"1.3\"");
        }
        attribute("manifest:media-type", kind, &mut out);
        out.push_str("/>");
    };
    entry("/", MIME);
    for path in ["content.xml", "styles.xml", "settings.xml", "meta.xml"] {
        entry(path, "text/xml");
    }
    for (media, path) in book.media.iter().zip(pictures) {
        if let Some(path) = path {
            entry(path, &media.media_type);
        }
    }
    out.push_str("</manifest:manifest>");
    out
}
