//! Fields: an instruction and what it last gave.

use std::sync::Arc;

use spindle_model::document::{Change, ChangeKind, Field, InlineKind};

use super::parser::Parser;
use super::state::Destination;
use crate::doc::fields::{hyperlink, words};

/// A field that is open.
#[derive(Default)]
pub(super) struct FieldState {
    pub(super) instruction: String,
}

impl FieldState {
    /// What the writer fills in, where it is that.
    fn field(&self) -> Option<Field> {
        match self
            .instruction
            .split_whitespace()
            .next()?
            .to_ascii_uppercase()
            .as_str()
        {
            "PAGE" => Some(Field::PageNumber),
            "NUMPAGES" => Some(Field::PageCount),
            _ => None,
        }
    }
}

impl Parser<'_, '_> {
    /// The result of a field begins.
    pub(super) fn begin_result(&mut self) {
        let Some(field) = self.fields.last() else {
            return;
        };
        if field.field().is_some() {
            self.state.destination = Destination::Skip;
            return;
        }
        let words = words(&field.instruction);
        let mut words = words.iter().map(String::as_str);
        if words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"))
            && let Some(link) = hyperlink(words)
        {
            self.state.text.format.link = Some(Arc::new(link));
        }
    }

    pub(super) fn end_field(&mut self) {
        let field = self.fields.pop().and_then(|field| field.field());
        if let Some(field) = field
            && self.state.destination == Destination::Body
        {
            self.push_inline(InlineKind::Field(field));
        }
    }

    /// The tracked change that holds.
    pub(super) fn change(&self) -> Option<Arc<Change>> {
        let state = &self.state.text;
        let (kind, (author, date)) = match (state.deleted, state.inserted) {
            (Some(mark), _) => (ChangeKind::Deleted, mark),
            (None, Some(mark)) => (ChangeKind::Inserted, mark),
            (None, None) => return None,
        };
        let author = usize::try_from(author)
            .ok()
            .and_then(|author| self.authors.get(author));
        Some(Arc::new(Change {
            kind,
            author: author
                .map(|author| author.trim().to_owned())
                .unwrap_or_default(),
            date: crate::doc::packed_date(date.cast_unsigned()),
        }))
    }
}
