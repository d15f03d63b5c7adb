//! Rich Text Format (specification 1.9.1), as Word, LibreOffice and many other programs write it.

mod destinations;
mod fields;
mod lists;
mod output;
mod parser;
mod pictures;
mod rows;
mod state;
mod styles;
mod target;
mod text;
mod token;
mod words;
mod write;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};

use parser::Parser;

/// Reads files in Rich Text Format.
pub struct RtfReader;

impl Reader for RtfReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let text = bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(bytes)
            .trim_ascii_start();
        if !text.starts_with(b"{\\rt") {
            return Err(ConvertError::damaged(
                "it is no file in Rich Text Format: it does not begin with {\\rtf",
            ));
        }
        let document = Parser::new(job).read(text)?;
        (job.progress)(1.0);
        Ok(Content::Document(Box::new(document)))
    }
}

/// Writes files in Rich Text Format.
pub struct RtfWriter;

impl Writer for RtfWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        write::write(content.document()?, job)
    }
}
