//! From Delta to a document: ops into lines, lines into blocks.

use spindle_delta::{Attributes, Content, Delta, Op};
use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Document, Inline, InlineKind, TextFormat};

use super::attributes::text_format;
use super::blocks::Blocks;
use super::{LINE_BREAK, embeds};

/// A piece of a line.
pub(super) enum Piece<'d> {
    Text(&'d str, &'d Attributes),
    Embed(&'d serde_json::Value, &'d Attributes),
    /// The plain divider.
    Divider,
}

/// The pieces of a line as inlines, remembering the last format: most pieces have that of the one before.
#[derive(Default)]
pub(super) struct Formats {
    last: Option<(Attributes, TextFormat)>,
}

pub(super) fn document(delta: &Delta, job: &mut Job<'_>) -> Result<Document, ConvertError> {
    let mut document = Document::default();
    let mut blocks = Blocks::new(job.limits.blocks);
    let mut pieces = Vec::new();
    let total = delta.ops().len().max(1) as f32;
    for (index, op) in delta.ops().iter().enumerate() {
        if index.is_multiple_of(1024) {
            (job.progress)(index as f32 / total);
        }
        match op {
            Op::Insert(Content::Text(text), attributes) => {
                let mut rest = text.as_str();
                while let Some((before, after)) = rest.split_once('\n') {
                    push_text(&mut pieces, before, attributes);
                    blocks.line(&mut pieces, attributes, true, &mut document)?;
                    rest = after;
                }
                push_text(&mut pieces, rest, attributes);
            }
            Op::Insert(Content::Embed(embed), attributes) => {
                pieces.push(match embeds::is_divider(embed) && attributes.is_empty() {
                    true => Piece::Divider,
                    false => Piece::Embed(embed, attributes),
                });
            }
            Op::Retain(..) | Op::Delete(_) => {
                return Err(ConvertError::damaged(
                    "it is a change to a document and not a document",
                ));
            }
        }
    }
    blocks.line(&mut pieces, &Attributes::none(), false, &mut document)?;
    document.blocks = blocks.finish();
    (job.progress)(1.0);
    Ok(document)
}

fn push_text<'d>(pieces: &mut Vec<Piece<'d>>, text: &'d str, attributes: &'d Attributes) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text, attributes));
    }
}

impl Formats {
    fn of(&mut self, attributes: &Attributes) -> TextFormat {
        if attributes.is_empty() {
            return TextFormat::default();
        }
        match &self.last {
            Some((known, format)) if known == attributes => format.clone(),
            _ => {
                let format = text_format(attributes);
                self.last = Some((attributes.clone(), format.clone()));
                format
            }
        }
    }

    pub(super) fn inlines(&mut self, pieces: &[Piece<'_>], document: &mut Document) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text, attributes) => {
                    push_inlines(&mut inlines, text, &self.of(attributes));
                }
                Piece::Embed(embed, attributes) => {
                    let format = self.of(attributes);
                    inlines.push(embeds::read(embed, format, document));
                }
                Piece::Divider => {
                    let kind = InlineKind::Embed("divider".to_owned(), true.into());
                    inlines.push(Inline::new(kind, TextFormat::default()));
                }
            }
        }
        inlines
    }
}

/// Text as inlines, line separators as line breaks. Formats that have become equal make one inline.
fn push_inlines(inlines: &mut Vec<Inline>, text: &str, format: &TextFormat) {
    let mut parts = text.split(LINE_BREAK);
    let first = parts.next().unwrap_or_default();
    push_part(inlines, first, format);
    for part in parts {
        inlines.push(Inline::new(InlineKind::LineBreak, format.clone()));
        push_part(inlines, part, format);
    }
}

fn push_part(inlines: &mut Vec<Inline>, part: &str, format: &TextFormat) {
    if part.is_empty() {
        return;
    }
    if let Some(Inline {
        kind: InlineKind::Text(text),
        format: last,
    }) = inlines.last_mut()
        && last == format
    {
        text.push_str(part);
        return;
    }
    inlines.push(Inline::new(
        InlineKind::Text(part.to_owned()),
        format.clone(),
    ));
}
