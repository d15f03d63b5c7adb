//! Packages (ODF 1.3 part 2) and flat files.

use std::collections::HashMap;
use std::io::BufReader;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Media;
use spindle_model::workbook::Workbook;

use super::content::{Loader, Pending};
use crate::archive::Archive;
use crate::picture;

/// Bytes that are unpacked at a time.
const CHUNK: usize = 64 << 10;

/// Reads a package or a flat file.
pub(super) fn read(bytes: &[u8], job: &mut Job<'_>) -> Result<Workbook, ConvertError> {
    if bytes.starts_with(b"PK") {
        return read_package(bytes, job);
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    if !start.starts_with(b"<") {
        return Err(ConvertError::damaged(
            "the file is neither a ZIP archive nor XML, as OpenDocument spreadsheets are",
        ));
    }
    let mut loader = Loader::new(job);
    loader.total = bytes.len() as u64;
    loader.part(start)?;
    finish(loader, None)
}

fn read_package(bytes: &[u8], job: &mut Job<'_>) -> Result<Workbook, ConvertError> {
    let limits = job.limits;
    let mut archive = Archive::open(bytes, &limits)?;
    if archive.has("encrypted-package") {
        return Err(encrypted());
    }
    if let Some(manifest) = archive.read_text("META-INF/manifest.xml")?
        && manifest.contains("encryption-data")
    {
        return Err(encrypted());
    }
    if !archive.has("content.xml") {
        let office = archive.has("[Content_Types].xml");
        return Err(ConvertError::damaged(if office {
            "the file is an Office Open XML file (xlsx, docx or pptx) and not an OpenDocument spreadsheet"
        } else {
            "the archive has no content.xml, so it is no OpenDocument file"
        }));
    }
    let mut loader = Loader::new(job);
    for name in ["meta.xml", "settings.xml", "styles.xml", "content.xml"] {
        let Some(entry) = archive.reader(name)? else {
            continue;
        };
        loader.total = if name == "content.xml" {
            entry.likely_bytes()
        } else {
            0
        };
        let read = loader.part(BufReader::with_capacity(CHUNK, entry));
        match read {
            // The cells can be had without the others.
            Err(error) if name != "content.xml" && error.message.contains("XML") => {
                loader
                    .job
                    .warn("part-unreadable", format!("{name} is left out: {error}"));
            }
            other => other?,
        }
    }
    finish(loader, Some(archive))
}

fn encrypted() -> ConvertError {
    ConvertError::password(
        "the file is encrypted: save it without a password, encrypted OpenDocument files are not read here",
    )
}

fn finish(loader: Loader<'_, '_>, archive: Option<Archive<'_>>) -> Result<Workbook, ConvertError> {
    if !loader.found {
        return Err(ConvertError::damaged(
            "there is no spreadsheet in the file: it may be another kind of XML",
        ));
    }
    let Loader {
        job,
        mut book,
        styles,
        settings,
        pending,
        ..
    } = loader;
    book.styles = styles.into_list();
    settings.apply(&mut book);
    load_pictures(&mut book, pending, archive, job)?;
    Ok(book)
}

/// Reads the bytes of pictures; where they cannot be had the picture goes away.
fn load_pictures(
    book: &mut Workbook,
    pending: Vec<Pending>,
    mut archive: Option<Archive<'_>>,
    job: &mut Job<'_>,
) -> Result<(), ConvertError> {
    let mut places: Vec<Option<usize>> = Vec::new();
    // Many cells may show one picture.
    let mut known_entries: HashMap<String, Option<usize>> = HashMap::new();
    for picture in pending {
        let entry = match &picture {
            Pending::Entry(href) => Some(href.clone()),
            Pending::Bytes(_) => None,
        };
        if let Some(known) = entry.as_ref().and_then(|entry| known_entries.get(entry)) {
            places.push(*known);
            continue;
        }
        let bytes = match (picture, &mut archive) {
            (Pending::Bytes(bytes), _) => Some(bytes),
            (Pending::Entry(href), Some(archive)) => {
                archive.read(href.strip_prefix("./").unwrap_or(&href))?
            }
            (Pending::Entry(_), None) => None,
        };
        let known = bytes.and_then(|bytes| {
            let media_type = picture::media_type(&bytes)?;
            Some((media_type, bytes))
        });
        let Some((media_type, bytes)) = known else {
            job.warn(
                "picture-dropped",
                "a picture is left out: it lies outside of the file or is of no known kind",
            );
            places.push(None);
            known_entries.extend(entry.map(|entry| (entry, None)));
            continue;
        };
        let at = book.media.iter().position(|media| *media.bytes == *bytes);
        let place = Some(at.unwrap_or_else(|| {
            book.media.push(Media {
                media_type: media_type.to_owned(),
                bytes: bytes.into(),
            });
            book.media.len() - 1
        }));
        places.push(place);
        known_entries.extend(entry.map(|entry| (entry, place)));
    }
    for sheet in &mut book.sheets {
        sheet.images.retain_mut(|image| {
            let place = places.get(image.media).copied().flatten();
            image.media = place.unwrap_or(0);
            place.is_some()
        });
    }
    Ok(())
}
