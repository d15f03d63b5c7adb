//! Walking over ops in pieces of any length.

mod owned;

pub(crate) use owned::OwnedCursor;

use crate::{Attributes, Content, DeltaError, Op};

/// What stands at a cursor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Insert,
    Retain,
    Delete,
    /// Nothing any more, which is the same as a retain without end.
    End,
}

impl Kind {
    fn of(op: Option<&Op>) -> Self {
        match op {
            Some(Op::Insert(..)) => Self::Insert,
            Some(Op::Retain(..)) => Self::Retain,
            Some(Op::Delete(_)) => Self::Delete,
            None => Self::End,
        }
    }
}

/// A cursor over borrowed ops: takes are copies.
pub(crate) struct Cursor<'a> {
    current: Option<&'a Op>,
    rest: std::slice::Iter<'a, Op>,
    /// How much of the current op is behind, in units.
    used: u64,
    /// The same in bytes, if it is a text.
    byte: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(ops: &'a [Op]) -> Self {
        let mut rest = ops.iter();
        Self {
            current: rest.next(),
            rest,
            used: 0,
            byte: 0,
        }
    }

    pub(crate) fn at_end(&self) -> bool {
        self.current.is_none()
    }

    pub(crate) fn kind(&self) -> Kind {
        Kind::of(self.current)
    }

    /// What is left of the current op, in units.
    pub(crate) fn left(&self) -> u64 {
        match self.current {
            Some(op) => op.len().saturating_sub(self.used),
            None => u64::MAX,
        }
    }

    pub(crate) fn attributes(&self) -> &'a Attributes {
        match self.current {
            Some(op) => op.attributes(),
            None => Attributes::NONE,
        }
    }

    /// What is left of the current op if it inserts characters.
    pub(crate) fn text(&self) -> Option<&'a str> {
        match self.current {
            Some(Op::Insert(Content::Text(text), _)) => text.as_str().get(self.byte..),
            _ => None,
        }
    }

    /// Goes to the next op.
    pub(crate) fn next(&mut self) {
        self.current = self.rest.next();
        self.used = 0;
        self.byte = 0;
    }

    /// Goes forward by `length` or to the end, over the boundaries of ops.
    pub(crate) fn advance(&mut self, mut length: u64) -> Result<(), DeltaError> {
        while length > 0 && !self.at_end() {
            let step = length.min(self.left());
            self.skip(step)?;
            length -= step;
        }
        Ok(())
    }

    /// Goes forward inside the current op, or to its end.
    pub(crate) fn skip(&mut self, length: u64) -> Result<(), DeltaError> {
        if self.at_end() || length >= self.left() {
            self.next();
            return Ok(());
        }
        if let Some(Op::Insert(Content::Text(text), _)) = self.current {
            let byte = text.byte_after(self.byte, self.used, length);
            self.byte = byte.ok_or(DeltaError::Split)?;
        }
        self.used += length;
        Ok(())
    }

    /// Goes forward like [`Cursor::skip`] and returns a copy of what it went over.
    pub(crate) fn take(&mut self, length: u64) -> Result<Op, DeltaError> {
        let Some(op) = self.current else {
            return Ok(Op::Retain(length, Attributes::none()));
        };
        let (used, byte) = (self.used, self.byte);
        let length = length.min(self.left());
        let whole = used == 0 && length == op.len();
        self.skip(length)?;
        Ok(match op {
            _ if whole => op.clone(),
            Op::Insert(Content::Text(text), attributes) => {
                let end = if self.used == 0 {
                    text.as_str().len()
                } else {
                    self.byte
                };
                let part = text.part(byte..end, length).ok_or(DeltaError::Split)?;
                Op::Insert(Content::Text(part), attributes.clone())
            }
            Op::Insert(Content::Embed(_), _) => op.clone(),
            Op::Retain(_, attributes) => Op::Retain(length, attributes.clone()),
            Op::Delete(_) => Op::Delete(length),
        })
    }
}
