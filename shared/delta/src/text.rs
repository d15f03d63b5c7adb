//! Text whose length in UTF-16 code units is known.

use std::ops::Range;

pub(crate) mod units;

/// A string and its length in UTF-16 code units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    string: String,
    units: u64,
}

impl Text {
    /// The text of a string.
    pub fn new(string: impl Into<String>) -> Self {
        let string = string.into();
        let units = units::count(string.as_bytes());
        Self { string, units }
    }

    /// The string.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The string, moved out.
    pub fn into_string(self) -> String {
        self.string
    }

    /// The length, in UTF-16 code units.
    pub fn len(&self) -> u64 {
        self.units
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// Whether every character is ASCII: only then do bytes and units number the same.
    pub fn is_ascii(&self) -> bool {
        self.string.len() as u64 == self.units
    }

    /// The offset in bytes of the character `units` after the beginning; `None` inside a surrogate pair and past the end.
    pub fn byte_of(&self, units: u64) -> Option<usize> {
        self.byte_after(0, 0, units)
    }

    /// The part between two positions, given in UTF-16 code units; `None` where a position is inside a surrogate pair or
    /// past the end, or the second is before the first.
    pub fn slice(&self, range: Range<u64>) -> Option<Self> {
        let units = range.end.checked_sub(range.start)?;
        let start = self.byte_of(range.start)?;
        let end = self.byte_after(start, range.start, units)?;
        self.part(start..end, units)
    }

    /// Adds another text to the end.
    pub fn push(&mut self, other: &Self) {
        self.string.push_str(&other.string);
        self.units = self.units.saturating_add(other.units);
    }

    /// [`Text::byte_of`] for `units` after a known position: byte `byte`, which is unit `at`.
    pub(crate) fn byte_after(&self, byte: usize, at: u64, units: u64) -> Option<usize> {
        if at.checked_add(units)? == self.units {
            return Some(self.string.len());
        }
        if self.is_ascii() {
            let end = byte.checked_add(usize::try_from(units).ok()?)?;
            return (end <= self.string.len()).then_some(end);
        }
        let rest = self.string.as_bytes().get(byte..)?;
        Some(byte + units::offset(rest, units)?)
    }

    /// The part between two offsets in bytes, whose length in units the caller knows.
    pub(crate) fn part(&self, bytes: Range<usize>, units: u64) -> Option<Self> {
        let string = self.string.get(bytes)?.to_owned();
        Some(Self { string, units })
    }

    /// What follows an offset in bytes, whose length in units the caller knows, in place.
    pub(crate) fn into_tail(mut self, byte: usize, units: u64) -> Self {
        if self.string.is_char_boundary(byte) {
            self.string.drain(..byte);
            self.units = units;
        }
        self
    }

    /// Leaves what comes before an offset in bytes (`units` long) and returns the rest; `None` if it is no boundary.
    pub(crate) fn split_off(&mut self, byte: usize, units: u64) -> Option<Self> {
        if !self.string.is_char_boundary(byte) {
            return None;
        }
        let tail = Self {
            string: self.string.split_off(byte),
            units: self.units.saturating_sub(units),
        };
        self.units = units;
        Some(tail)
    }
}

impl From<String> for Text {
    fn from(string: String) -> Self {
        Self::new(string)
    }
}

impl From<&str> for Text {
    fn from(string: &str) -> Self {
        Self::new(string)
    }
}
