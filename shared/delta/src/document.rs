//! A document: the delta of inserts only.

use serde_json::Value;

use crate::{Attributes, Content, Delta, DeltaError, Op};

/// A document, in canonical form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    delta: Delta,
    length: u64,
}

impl Document {
    /// The document without content: one newline.
    pub fn empty() -> Self {
        Self::of_inserts(Delta::new().insert("\n", Attributes::none()))
    }

    /// The length, in UTF-16 code units.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether there is nothing, not even a newline.
    pub fn is_empty(&self) -> bool {
        self.delta.ops.is_empty()
    }

    /// Whether the last character is a newline.
    pub fn ends_with_newline(&self) -> bool {
        self.delta.ops.last().is_some_and(ends_with_newline)
    }

    /// The document as a delta.
    pub fn as_delta(&self) -> &Delta {
        &self.delta
    }

    /// The document as a delta, moved out.
    pub fn into_delta(self) -> Delta {
        self.delta
    }

    /// The document after a change. What the change does not touch is moved and not copied.
    ///
    /// # Errors
    /// [`DeltaError::PastEnd`] and [`DeltaError::Split`].
    pub fn apply(self, change: &Delta) -> Result<Self, DeltaError> {
        within(self.length, change)?;
        self.delta.into_composed(change).map(Self::of_inserts)
    }

    /// [`Document::apply`] to a copy.
    ///
    /// # Errors
    /// [`DeltaError::PastEnd`] and [`DeltaError::Split`].
    pub fn apply_ref(&self, change: &Delta) -> Result<Self, DeltaError> {
        within(self.length, change)?;
        self.clone().apply(change)
    }

    /// The change that makes `other` of this document. [`Delta::diff`] tells more.
    ///
    /// # Errors
    /// None that a document is known to cause.
    pub fn diff(&self, other: &Self) -> Result<Delta, DeltaError> {
        self.delta.diff(&other.delta)
    }

    /// The characters, with what `embed` makes of the embeds, if anything.
    pub fn text(&self, embed: impl Fn(&Value) -> Option<String>) -> String {
        let mut text = String::new();
        for op in &self.delta.ops {
            match op {
                Op::Insert(Content::Text(part), _) => text.push_str(part.as_str()),
                Op::Insert(Content::Embed(value), _) => text.extend(embed(value)),
                _ => {}
            }
        }
        text
    }

    /// For callers that have seen to it that there are only inserts.
    pub(crate) fn of_inserts(delta: Delta) -> Self {
        let length = delta.target_len();
        Self { delta, length }
    }
}

impl TryFrom<Delta> for Document {
    type Error = DeltaError;

    fn try_from(delta: Delta) -> Result<Self, DeltaError> {
        delta.check_document()?;
        Ok(Self::of_inserts(delta))
    }
}

impl Delta {
    /// Refuses what is not inserts only.
    pub(crate) fn check_document(&self) -> Result<(), DeltaError> {
        let other = self.ops.iter().position(|op| !matches!(op, Op::Insert(..)));
        other.map_or(Ok(()), |index| Err(DeltaError::NotDocument { index }))
    }
}

/// Refuses a change that reaches beyond the end of a document of this length.
pub(crate) fn within(length: u64, change: &Delta) -> Result<(), DeltaError> {
    let consumed = change.base_len();
    if consumed > length {
        return Err(DeltaError::PastEnd { length, consumed });
    }
    Ok(())
}

pub(crate) fn ends_with_newline(op: &Op) -> bool {
    matches!(op, Op::Insert(Content::Text(text), _) if text.as_str().ends_with('\n'))
}
