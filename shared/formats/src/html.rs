//! HTML: a reader that parses as browsers do, and a writer of clean HTML.
//!
//! What a document can say and HTML cannot stands in `data-*` attributes, so that [`HtmlReader`] gets back what
//! [`HtmlWriter`] wrote. Nothing that runs survives either: scripts, frames, objects, event handlers, links to scripts.

pub(crate) mod charset;
mod css;
pub(crate) mod links;
mod mathml;
pub(crate) mod nesting;
pub(crate) mod read;
mod tree;
pub(crate) mod write;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};
use spindle_model::document::Document;

/// Reads HTML (the living standard, parsed by its chapter 13). The encoding is that of the byte order mark, of
/// [`Options::encoding`](spindle_model::convert::Options), of `<meta>`, or guessed.
pub struct HtmlReader;

/// Writes a whole HTML document: of a text document its body, of a workbook a table for each sheet.
pub struct HtmlWriter;

impl Reader for HtmlReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let text = charset::decode(bytes, true, job);
        let mut document = Document::default();
        read::read_into(&mut document, &text, job, None);
        (job.progress)(1.0);
        Ok(Content::Document(Box::new(document)))
    }
}

impl Writer for HtmlWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        let html = match content {
            Content::Workbook(workbook) => write::workbook(workbook, job)?,
            other => write::page(other.document()?, job)?,
        };
        (job.progress)(1.0);
        Ok(html.into_bytes())
    }
}

/// The body of a document as HTML, without what stands around it: for formats that have HTML within.
pub fn write_fragment(document: &Document, job: &mut Job<'_>) -> String {
    write::fragment(document, job)
}
