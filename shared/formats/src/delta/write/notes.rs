//! Footnotes and endnotes: numbers in the text, a list at the end.

use serde_json::Map;
use spindle_delta::Attributes;
use spindle_model::convert::ConvertError;
use spindle_model::document::Block;

use super::super::embeds;
use super::{Place, Writer};

impl Writer<'_, '_> {
    /// The number of a note: notes are numbered as they are met.
    pub(super) fn note_number(&mut self, index: usize) -> usize {
        let next = self.notes.len().saturating_add(1);
        let number = *self.numbers.entry(index).or_insert(next);
        if number == next {
            self.notes.push(index);
        }
        number
    }

    /// Writes the notes that were met, those within notes included, under a rule.
    pub(super) fn end_notes(&mut self) -> Result<(), ConvertError> {
        if self.notes.is_empty() {
            return Ok(());
        }
        self.warn(
            "notes-at-end",
            "footnotes and endnotes became a list at the end of the document",
        );
        self.last_row = None;
        self.embed(embeds::divider(), Attributes::none())?;
        let mut at = 0_usize;
        // The list grows while notes of notes are met, each of them once.
        while self.end_note(at)?.is_some() {
            at = at.saturating_add(1);
        }
        Ok(())
    }

    /// Writes the note that was met at that place, and answers which it is.
    pub(super) fn end_note(&mut self, at: usize) -> Result<Option<usize>, ConvertError> {
        let Some(index) = self.notes.get(at).copied() else {
            return Ok(None);
        };
        self.filler(&format!("[{}] ", at.saturating_add(1)))?;
        let document = self.document;
        let blocks = document.notes.get(index).map(|note| note.blocks.as_slice());
        let rest = match blocks.unwrap_or_default() {
            [Block::Paragraph(first), rest @ ..] => {
                self.inlines(first)?;
                rest
            }
            blocks => blocks,
        };
        self.newline(Map::new())?;
        self.blocks(rest, Place::default())?;
        Ok(Some(index))
    }
}
