//! Plain text.

mod write;

pub(crate) use write::number_text;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};
use spindle_model::document::{Block, Document, Paragraph};
use unicode_width::UnicodeWidthStr;

use crate::html::charset;

/// Reads plain text: a line is a paragraph, a form feed begins a page. The encoding is that of the byte order mark, of
/// [`Options::encoding`](spindle_model::convert::Options), or guessed.
pub struct TextReader;

/// Writes plain text in UTF-8: lists with their marks, quotations with `>`, tables in columns, notes at the end; of a
/// workbook the values of its sheets, separated by tabs.
pub struct TextWriter;

impl Reader for TextReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let text = charset::decode(bytes, false, job);
        let mut document = Document::default();
        let mut dropped = false;
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['\n', '\r', '\u{c}', '\u{2029}', '\u{85}']) {
            let (line, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let ends_page = after.starts_with('\u{c}');
            rest = after
                .strip_prefix("\r\n")
                .or_else(|| after.strip_prefix(['\n', '\r', '\u{c}', '\u{2029}', '\u{85}']))
                .unwrap_or_default();
            if ends_page {
                if !line.is_empty() {
                    document.blocks.push(paragraph(line, &mut dropped));
                }
                document.blocks.push(Block::PageBreak);
            } else {
                document.blocks.push(paragraph(line, &mut dropped));
            }
            if document.blocks.len() > job.limits.blocks {
                return Err(ConvertError::limit(format!(
                    "the text has more than the {} lines allowed",
                    job.limits.blocks
                )));
            }
        }
        if !rest.is_empty() {
            document.blocks.push(paragraph(rest, &mut dropped));
        }
        if dropped {
            job.warn(
                "control-characters-dropped",
                "control characters, which no document may hold, were left out",
            );
        }
        (job.progress)(1.0);
        Ok(Content::Document(Box::new(document)))
    }
}

impl Writer for TextWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        let text = match content {
            Content::Workbook(workbook) => write::workbook(workbook, job),
            other => write::document(other.document()?, job),
        };
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

fn paragraph(line: &str, dropped: &mut bool) -> Block {
    let bad = |c: char| c.is_control() && c != '\t';
    if line.is_empty() {
        return Block::Paragraph(Paragraph::default());
    }
    if !line.contains(bad) {
        return Block::Paragraph(Paragraph::text(line));
    }
    *dropped = true;
    let clean: String = line.chars().filter(|c| !bad(*c)).collect();
    if clean.is_empty() {
        Block::Paragraph(Paragraph::default())
    } else {
        Block::Paragraph(Paragraph::text(clean))
    }
}

/// How many columns a text takes where East Asian characters take two (Unicode Standard Annex 11).
pub(crate) fn width(text: &str) -> usize {
    text.width()
}
