//! EPUB: books of XHTML in an archive (EPUB 3.3; books of EPUB 2 are read, too).

mod package;
mod read;
mod write;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};

/// Reads a book: what its spine lists, in that order, as one document. Books under a DRM cannot be read.
pub struct EpubReader;

/// Writes a book of EPUB 3 that readers of EPUB 2 can show, too: chapters begin at headings of level 1, pictures lie
/// beside them.
pub struct EpubWriter;

impl Reader for EpubReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let document = read::book(bytes, job)?;
        (job.progress)(1.0);
        Ok(Content::Document(Box::new(document)))
    }
}

impl Writer for EpubWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        let bytes = write::book(content.document()?, job)?;
        if bytes.len() > job.limits.output_bytes {
            return Err(ConvertError::limit(format!(
                "the book would have {} bytes, more than the {} allowed",
                bytes.len(),
                job.limits.output_bytes
            )));
        }
        (job.progress)(1.0);
        Ok(bytes)
    }
}
