//! WordprocessingML (ISO/IEC 29500, ECMA-376): docx, docm, dotx and dotm, transitional and strict.
//!
//! A file is read into a flat row of blocks, each saying its own place (an item of level 2, a line of code), which is
//! then nested; it is written the other way round. [`patch`] compares two such rows and writes only what differs.

mod carry;
mod flat;
mod math;
mod patch;
mod read;
mod styles;
mod write;

use spindle_model::convert::{Content, ConvertError, Job, Patcher, Reader, Writer};

pub use patch::patch;

/// Reads docx, docm, dotx and dotm. Macros are never run, external targets never fetched.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocxReader;

/// Writes docx: transitional, with comments and tracked changes, whatever the options say, for they are part of the
/// text in this format.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocxWriter;

/// Writes a changed document into the docx, docm, dotx or dotm it came from; see [`patch`].
#[derive(Debug, Clone, Copy, Default)]
pub struct DocxPatcher;

impl Reader for DocxReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        read::read(bytes, job).map(|document| Content::Document(Box::new(document)))
    }
}

impl Writer for DocxWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        write::write(content.document()?, job)
    }
}

impl Patcher for DocxPatcher {
    fn patch(
        &self,
        original: &[u8],
        content: &Content,
        job: &mut Job<'_>,
    ) -> Result<Vec<u8>, ConvertError> {
        patch(original, content.document()?, job)
    }
}
