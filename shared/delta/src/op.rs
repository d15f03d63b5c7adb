//! One step of a delta.

use serde_json::Value;

use crate::{Attributes, Text};

/// What an insert puts in.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Characters.
    Text(Text),
    /// Something else, as an object with one key; its length is 1. It is stored and compared, never looked into.
    Embed(Value),
}

impl Content {
    /// The length, in UTF-16 code units.
    pub fn len(&self) -> u64 {
        match self {
            Self::Text(text) => text.len(),
            Self::Embed(_) => 1,
        }
    }

    /// Whether it is a text of no characters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One step. A delta walks over its document from the beginning; each step adds to what is walked over, or keeps or
/// removes some of it. Lengths are in UTF-16 code units.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Puts content in, with attributes none of which is null.
    Insert(Content, Attributes),
    /// Keeps this much and changes its attributes; a null removes one.
    Retain(u64, Attributes),
    /// Removes this much.
    Delete(u64),
}

impl Op {
    /// How much the op inserts, keeps or removes, in UTF-16 code units.
    pub fn len(&self) -> u64 {
        match self {
            Self::Insert(content, _) => content.len(),
            Self::Retain(length, _) | Self::Delete(length) => *length,
        }
    }

    /// Whether the op has no length, and so does nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The attributes; a delete has none.
    pub fn attributes(&self) -> &Attributes {
        match self {
            Self::Insert(_, attributes) | Self::Retain(_, attributes) => attributes,
            Self::Delete(_) => Attributes::NONE,
        }
    }

    /// How much of the document the op walks over: an insert nothing.
    pub(crate) fn base_len(&self) -> u64 {
        match self {
            Self::Insert(..) => 0,
            Self::Retain(length, _) | Self::Delete(length) => *length,
        }
    }

    /// How much of the changed document the op accounts for: a delete nothing.
    pub(crate) fn target_len(&self) -> u64 {
        match self {
            Self::Delete(_) => 0,
            other => other.len(),
        }
    }

    /// Whether the op keeps things as they are.
    pub(crate) fn is_plain_retain(&self) -> bool {
        matches!(self, Self::Retain(_, attributes) if attributes.is_empty())
    }
}
