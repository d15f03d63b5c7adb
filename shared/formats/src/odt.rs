//! OpenDocument text (ODF 1.3, OASIS): `.odt`, templates `.ott`, and flat files `.fodt`, read and written.
//!
//! The reader goes once through `styles.xml` and once through `content.xml`; automatic styles become direct formats,
//! common styles become [`spindle_model::document::Document::styles`]. What the format has no element for (quotations,
//! preformatted text, rules, code in a line) is known by the names of the styles that `LibreOffice` keeps for it, and
//! written with the same names.

mod changes;
mod field;
mod frame;
mod inline;
mod length;
mod lines;
mod list;
mod list_style;
mod math;
mod meta;
mod names;
mod page;
mod paragraph_style;
mod properties;
mod read;
mod section;
mod style;
mod table;
mod write;
mod xml;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};

/// Reads OpenDocument text: packages and flat files.
#[derive(Debug, Clone, Copy, Default)]
pub struct OdtReader;

/// Writes OpenDocument text 1.3 as a package.
#[derive(Debug, Clone, Copy, Default)]
pub struct OdtWriter;

impl Reader for OdtReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        read::read(bytes, job).map(|document| Content::Document(Box::new(document)))
    }
}

impl Writer for OdtWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        write::write(content.document()?, job)
    }
}
