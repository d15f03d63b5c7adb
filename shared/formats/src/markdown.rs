//! Markdown: CommonMark with tables, task lists, struck text, bare addresses, footnotes and formulas, as GitHub has it.
//!
//! The reader makes HTML of it, with whatever HTML is in it, and reads that, so that both mean what CommonMark says.
//! The writer takes HTML for what Markdown has no word for, so that the reader gets all of it back.

mod autolink;
mod front;
mod read;
mod write;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};
use spindle_model::document::Document;

use crate::html::charset;

/// Reads Markdown (CommonMark 0.31 and GitHub's extensions). Raw HTML is read, too, and is as harmless as in
/// [`HtmlReader`](crate::html::HtmlReader).
pub struct MarkdownReader;

/// Writes Markdown. Documents made of paragraphs, headings, lists, tables and the usual formats give plain Markdown;
/// colours, alignment and the like stand in it as HTML. Of word-processor documents (those that have named styles)
/// fonts, sizes and lengths are left out, with a warning: they would be on every line.
pub struct MarkdownWriter;

impl Reader for MarkdownReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let text = charset::decode(bytes, false, job);
        let mut document = Document::default();
        read::read_into(&mut document, &text, job);
        (job.progress)(1.0);
        Ok(Content::Document(Box::new(document)))
    }
}

impl Writer for MarkdownWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        let text = write::document(content.document()?, job);
        if text.len() > job.limits.output_bytes {
            return Err(ConvertError::limit(format!(
                "the text would have {} bytes, more than the {} allowed",
                text.len(),
                job.limits.output_bytes
            )));
        }
        (job.progress)(1.0);
        Ok(text.into_bytes())
    }
}
