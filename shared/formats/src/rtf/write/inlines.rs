//! What stands in a line.

use std::fmt::Write;
use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Field, Inline, InlineKind, TextFormat};

use super::{Out, Place, escape};

impl Out<'_, '_, '_> {
    /// Inlines of a paragraph of a style; those that lead to the same place are one link.
    pub(super) fn inlines(
        &mut self,
        inlines: &[Inline],
        style: Option<&Arc<str>>,
        place: Place,
    ) -> Result<(), ConvertError> {
        for part in inlines.chunk_by(|one, other| one.format.link == other.format.link) {
            let link = part.first().and_then(|first| first.format.link.clone());
            if let Some(link) = &link {
                self.text.push_str("{\\field{\\*\\fldinst HYPERLINK ");
                match link.href.strip_prefix('#') {
                    Some(place) => {
                        self.text.push_str("\\\\l ");
                        escape::push_quoted(&mut self.text, place);
                    }
                    None => escape::push_quoted(&mut self.text, &link.href),
                }
                if let Some(title) = &link.title {
                    self.text.push_str(" \\\\o ");
                    escape::push_quoted(&mut self.text, title);
                }
                self.text.push_str("}{\\fldrslt ");
            }
            for inline in part {
                self.begin_comments(inline);
                self.inline(inline, style, place)?;
                self.end_comments(inline, place)?;
            }
            if link.is_some() {
                self.text.push_str("}}");
            }
        }
        Ok(())
    }

    fn inline(
        &mut self,
        inline: &Inline,
        style: Option<&Arc<str>>,
        place: Place,
    ) -> Result<(), ConvertError> {
        let format = &inline.format;
        match &inline.kind {
            InlineKind::Text(text) => self.run(text, format, style),
            InlineKind::LineBreak => self.text.push_str("\\line "),
            InlineKind::Image(image) => self.image(image, format, style),
            InlineKind::Formula(latex) => {
                self.job.warn(
                    "formula-as-text",
                    "formulas were written as their LaTeX text",
                );
                self.run(latex, format, style);
            }
            InlineKind::Note(index) => self.note(*index, place)?,
            InlineKind::Mention { name, .. } => self.run(&format!("@{name}"), format, style),
            InlineKind::Field(field) => {
                let (instruction, shown) = match field {
                    Field::PageNumber => ("PAGE", "1"),
                    Field::PageCount => ("NUMPAGES", "1"),
                    Field::Other { instruction, shown } => (instruction.as_str(), shown.as_str()),
                };
                self.text.push_str("{\\field{\\*\\fldinst ");
                escape::push(&mut self.text, instruction);
                self.text.push_str("}{\\fldrslt ");
                self.run(shown, format, style);
                self.text.push_str("}}");
            }
            InlineKind::Bookmark(name) => {
                for word in ["bkmkstart", "bkmkend"] {
                    let _ = write!(self.text, "{{\\*\\{word} ");
                    escape::push(&mut self.text, name);
                    self.text.push('}');
                }
            }
            InlineKind::Embed(name, _) => {
                self.job.warn(
                    "embed-dropped",
                    format!("an embed ({name}) has no counterpart in RTF and was left out"),
                );
            }
        }
        Ok(())
    }

    /// Text with its format in a group of its own.
    pub(super) fn run(&mut self, text: &str, format: &TextFormat, style: Option<&Arc<str>>) {
        let words = self.text_words(format, style);
        self.text.push('{');
        self.text.push_str(&words);
        if !words.is_empty() {
            self.text.push(' ');
        }
        escape::push(&mut self.text, text);
        self.text.push('}');
    }

    fn note(&mut self, index: usize, place: Place) -> Result<(), ConvertError> {
        let document = self.document;
        // A note in a note has no place.
        let Some(note) = document.notes.get(index).filter(|_| self.in_body) else {
            return Ok(());
        };
        self.text.push_str("{\\super\\chftn}{\\footnote");
        if note.endnote {
            self.text.push_str("\\ftnalt");
        }
        self.text.push_str("{\\super\\chftn} ");
        self.beside(&note.blocks, place)?;
        self.text.push('}');
        Ok(())
    }

    fn begin_comments(&mut self, inline: &Inline) {
        for comment in &inline.format.comments {
            // It begins where none of it was written before.
            if self.comments.contains_key(comment) && !self.open_comments.contains(comment) {
                self.open_comments.insert(*comment);
                let _ = write!(self.text, "{{\\*\\atrfstart {comment}}}");
            }
        }
    }

    fn end_comments(&mut self, inline: &Inline, place: Place) -> Result<(), ConvertError> {
        let document = self.document;
        for index in &inline.format.comments {
            let Some(count) = self.comments.get_mut(index) else {
                continue;
            };
            *count = count.saturating_sub(1);
            if *count > 0 {
                continue;
            }
            self.comments.remove(index);
            let Some(comment) = document.comments.get(*index) else {
                continue;
            };
            let _ = write!(self.text, "{{\\*\\atrfend {index}}}{{\\*\\atnid ");
            let initials: String = comment
                .author
                .split_whitespace()
                .filter_map(|word| word.chars().next())
                .collect();
            escape::push(&mut self.text, &initials);
            self.text.push_str("}{\\*\\atnauthor ");
            escape::push(&mut self.text, &comment.author);
            let _ = write!(
                self.text,
                "}}\\chatn{{\\*\\annotation{{\\*\\atnref {index}}}"
            );
            if let Some(date) = &comment.date {
                let _ = write!(
                    self.text,
                    "{{\\*\\atndate {}}}",
                    super::format::packed_date(date)
                );
            }
            self.beside(&comment.blocks, place)?;
            self.text.push('}');
        }
        Ok(())
    }
}
