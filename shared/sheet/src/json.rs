//! A JSON tree that is opened only where something goes through it.
//!
//! A node is raw text until somebody opens it; an opened node still knows every byte between its parts. Writing it
//! gives back what was read, byte for byte, but for the parts that were set, added or taken away.

mod array;
mod object;
pub(crate) mod scan;
pub(crate) mod string;

use std::borrow::Cow;
use std::sync::Arc;

pub(crate) use array::Array;
pub(crate) use object::Object;
use serde_json::Value;

/// A slice of a shared text.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    source: Arc<str>,
    start: usize,
    end: usize,
}

impl Text {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            source: Arc::from(text),
            start: 0,
            end: text.len(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        self.source.get(self.start..self.end).unwrap_or_default()
    }

    /// A part of this text, from and to in bytes of this text.
    fn part(&self, from: usize, to: usize) -> Self {
        Self {
            source: Arc::clone(&self.source),
            start: self.start.saturating_add(from),
            end: self.start.saturating_add(to),
        }
    }
}

/// One JSON value.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// The text of a value that nothing has gone through.
    Raw(Text),
    /// An opened object.
    Object(Object),
    /// An opened list.
    Array(Array),
}

impl Node {
    /// A node of JSON text, which must be one valid value without white space around it.
    pub(crate) fn raw(text: &str) -> Self {
        Self::Raw(Text::new(text))
    }

    pub(crate) fn of(value: &Value) -> Self {
        Self::raw(&value.to_string())
    }

    pub(crate) fn of_text(text: &str) -> Self {
        Self::raw(&string::quoted(text))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Raw(text) if text.as_str() == "null")
    }

    /// The object here, opened in place; nothing where another kind stands.
    pub(crate) fn object(&mut self) -> Option<&mut Object> {
        if let Self::Raw(text) = self {
            *self = Self::Object(Object::open(text)?);
        }
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The object here, for reading: opened for the moment where it is still raw.
    pub(crate) fn as_object(&self) -> Option<Cow<'_, Object>> {
        match self {
            Self::Object(object) => Some(Cow::Borrowed(object)),
            Self::Raw(text) => Object::open(text).map(Cow::Owned),
            Self::Array(_) => None,
        }
    }

    /// The list here, opened in place; nothing where another kind stands.
    pub(crate) fn array(&mut self) -> Option<&mut Array> {
        if let Self::Raw(text) = self {
            *self = Self::Array(Array::open(text)?);
        }
        match self {
            Self::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The list here, for reading.
    pub(crate) fn as_array(&self) -> Option<Cow<'_, Array>> {
        match self {
            Self::Array(array) => Some(Cow::Borrowed(array)),
            Self::Raw(text) => Array::open(text).map(Cow::Owned),
            Self::Object(_) => None,
        }
    }

    /// The text of a string.
    pub(crate) fn as_text(&self) -> Option<String> {
        match self {
            Self::Raw(text) if text.as_str().starts_with('"') => {
                Some(string::decoded(text.as_str()))
            }
            _ => None,
        }
    }

    /// A number, as near as 64 bits come to it.
    pub(crate) fn as_number(&self) -> Option<f64> {
        match self {
            Self::Raw(text)
                if text
                    .as_str()
                    .starts_with(|c: char| c == '-' || c.is_ascii_digit()) =>
            {
                text.as_str().parse().ok()
            }
            _ => None,
        }
    }

    /// A whole number.
    pub(crate) fn as_integer(&self) -> Option<i64> {
        if let Self::Raw(text) = self
            && let Ok(integer) = text.as_str().parse()
        {
            return Some(integer);
        }
        integer(self.as_number()?)
    }

    /// The text of a raw node; nothing where it is opened.
    pub(crate) fn as_raw(&self) -> Option<&str> {
        match self {
            Self::Raw(text) => Some(text.as_str()),
            _ => None,
        }
    }

    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Raw(text) => out.push_str(text.as_str()),
            Self::Object(object) => object.write(out),
            Self::Array(array) => array.write(out),
        }
    }

    /// The same value as raw text, which takes less memory than an opened one.
    pub(crate) fn closed(self) -> Self {
        if let Self::Raw(_) = self {
            return self;
        }
        let mut text = String::new();
        self.write(&mut text);
        Self::raw(&text)
    }
}

/// A whole number out of a floating one; nothing where it has a fraction or is too large to be exact.
pub(crate) fn integer(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number is whole and within what both types hold exactly"
    )]
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}
