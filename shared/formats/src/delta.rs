//! Quill Delta, the rich text of online documents: a list of inserts, blocks told by the attributes of their newlines.
//!
//! Reading and writing back gives the same Delta, but for what is spelled otherwise in canonical form:
//!
//! - The text ends with a newline; adjacent inserts with equal attributes are one, the order of attributes does not
//!   count, attributes that are null are not there.
//! - Colours (`color`, `background`) are `#rrggbb`, whether they were names, `#rgb`, `rgb()` or `hsl()`. Those that are
//!   not opaque or not understood stay as they are.
//! - Font sizes in `px` or `pt` are in `pt`, to hundredths: `"14px"` is `"10.5pt"`. The names `small`, `large` and
//!   `huge` stay.
//! - `header` and `indent` are numbers: `"2"` is `2`. `width` and `height` of pictures are strings of pixels: `300` and
//!   `"300px"` are `"300"`.
//! - `align: "left"` is the default and goes, but for lines that are written from right to left.
//! - Pictures as data URIs have their bytes in base64 with padding.
//! - `{"divider":true}` without attributes is a block: what stands before it in its line becomes a line with the same
//!   attributes. In a cell it stays where it is, but at the beginning of a row it stands between two tables.
//!
//! Everything else comes back as it was: attributes and embeds that nothing here knows, values of an unexpected kind,
//! inline attributes on newlines and attributes of blocks on text. A line separator (U+2028) is a line break within
//! its paragraph.
//!
//! What a document has and Delta has not is put into words or dropped, with a warning: see [`write`].

mod attributes;
mod blocks;
pub(crate) mod color;
pub(crate) mod data_uri;
mod embeds;
mod read;
pub(crate) mod write;

use spindle_delta::{Delta, DeltaError};
use spindle_model::convert::{Content, ConvertError, Job, Limits, Reader, Writer};
use spindle_model::document::Document;

/// What a line break within a paragraph is in Delta: LINE SEPARATOR.
const LINE_BREAK: char = '\u{2028}';

/// Reads JSON: `{"ops":[...]}` or a list of ops, all of them inserts.
pub struct DeltaReader;

/// Writes JSON: `{"ops":[...]}`, pictures as data URIs.
pub struct DeltaWriter;

impl Reader for DeltaReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let document =
            spindle_delta::Document::from_slice(json).map_err(|error| unreadable(&error))?;
        let document = read(document.as_delta(), job)?;
        Ok(Content::Document(Box::new(document)))
    }
}

impl Writer for DeltaWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        let delta = write(content.document()?, job)?;
        let mut json = br#"{"ops":"#.to_vec();
        serde_json::to_writer(&mut json, &delta).map_err(|error| {
            ConvertError::damaged(format!("the text cannot be written: {error}"))
        })?;
        json.push(b'}');
        if json.len() > job.limits.output_bytes {
            return Err(too_large(job.limits.output_bytes));
        }
        Ok(json)
    }
}

/// Reads the Delta of a document.
///
/// # Errors
/// `Damaged` when it is a change and not a document, `Limit` when it has more blocks than allowed.
pub fn read(delta: &Delta, job: &mut Job<'_>) -> Result<Document, ConvertError> {
    read::document(delta, job)
}

/// Writes a document as Delta, pictures as data URIs.
///
/// What Delta cannot say: the marks of notes are numbers in brackets, the notes follow at the end; text that a tracked
/// change took out and hidden text are left out; the cells that a spanning cell covers are empty ones; the blocks of a
/// cell, and the paragraphs of an item, are one line with line breaks; what a style says of text is said of the text.
/// Comments, headers, footers, page breaks and the setup of pages are dropped.
///
/// # Errors
/// `Limit` when blocks are nested too deep or the result is larger than allowed.
pub fn write(document: &Document, job: &mut Job<'_>) -> Result<Delta, ConvertError> {
    write_with(document, job, &mut |index| {
        data_uri::of_media(document, index)
    })
}

/// [`write`], with the address of each picture of [`Document::media`] given by its index.
///
/// # Errors
/// As [`write`].
pub fn write_with(
    document: &Document,
    job: &mut Job<'_>,
    image: &mut dyn FnMut(usize) -> String,
) -> Result<Delta, ConvertError> {
    write::delta(document, job, image)
}

/// The canonical form of a document's Delta: two that mean the same to reader and writer are equal in it. What is no
/// document stays as it is.
pub fn canonical(delta: &Delta) -> Delta {
    let progress = &mut |_| {};
    let mut job = Job::new(progress);
    job.limits = Limits {
        blocks: usize::MAX,
        output_bytes: usize::MAX,
        ..Limits::default()
    };
    read(delta, &mut job)
        .and_then(|document| write(&document, &mut job))
        .unwrap_or_else(|_| delta.clone())
}

fn unreadable(error: &DeltaError) -> ConvertError {
    ConvertError::damaged(match error {
        DeltaError::NotDocument { .. } => {
            format!("it is a change to a document and not a document: {error}")
        }
        error => format!("it is no Delta of a document: {error}"),
    })
}

fn too_large(limit: usize) -> ConvertError {
    ConvertError::limit(format!(
        "the text would take more than the {limit} bytes allowed"
    ))
}
