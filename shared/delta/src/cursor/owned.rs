//! Walking over ops that may be moved from.

use std::vec::IntoIter;

use super::Kind;
use crate::{Attributes, Content, DeltaError, Op, Text};

/// A cursor over owned ops: what is taken whole is moved.
pub(crate) struct OwnedCursor {
    current: Option<Op>,
    rest: IntoIter<Op>,
    /// How much of the current op is behind, in units and bytes; only for a text, other ops are shortened.
    used: u64,
    byte: usize,
}

impl OwnedCursor {
    pub(crate) fn new(ops: Vec<Op>) -> Self {
        let mut rest = ops.into_iter();
        Self {
            current: rest.next(),
            rest,
            used: 0,
            byte: 0,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        Kind::of(self.current.as_ref())
    }

    /// What is left of the current op, in units.
    pub(crate) fn left(&self) -> u64 {
        match &self.current {
            Some(op) => op.len().saturating_sub(self.used),
            None => u64::MAX,
        }
    }

    /// Goes forward inside the current op, or to its end.
    pub(crate) fn skip(&mut self, length: u64) -> Result<(), DeltaError> {
        if length >= self.left() {
            self.step();
            return Ok(());
        }
        match &mut self.current {
            Some(Op::Insert(Content::Text(text), _)) => {
                let byte = text.byte_after(self.byte, self.used, length);
                self.byte = byte.ok_or(DeltaError::Split)?;
                self.used += length;
            }
            Some(Op::Retain(left, _) | Op::Delete(left)) => *left -= length,
            _ => {}
        }
        Ok(())
    }

    /// Goes forward like [`OwnedCursor::skip`] and returns what it went over.
    pub(crate) fn take(&mut self, length: u64) -> Result<Op, DeltaError> {
        if length >= self.left() {
            let rest = self.take_remainder();
            return Ok(rest.unwrap_or(Op::Retain(length, Attributes::none())));
        }
        match &mut self.current {
            Some(Op::Insert(Content::Text(text), attributes)) => {
                let byte = text.byte_after(self.byte, self.used, length);
                let byte = byte.ok_or(DeltaError::Split)?;
                let attributes = attributes.clone();
                // Of the two parts the shorter is copied, so that many small ops on one long text stay linear.
                let head = if self.byte == 0 && byte > text.as_str().len() / 2 {
                    let tail = text.split_off(byte, length).ok_or(DeltaError::Split)?;
                    std::mem::replace(text, tail)
                } else {
                    let head = text
                        .part(self.byte..byte, length)
                        .ok_or(DeltaError::Split)?;
                    self.byte = byte;
                    self.used += length;
                    head
                };
                Ok(Op::Insert(Content::Text(head), attributes))
            }
            Some(Op::Retain(left, attributes)) => {
                *left -= length;
                Ok(Op::Retain(length, attributes.clone()))
            }
            Some(Op::Delete(left)) => {
                *left -= length;
                Ok(Op::Delete(length))
            }
            // After the end everything is retained; an embed has length 1 and is taken whole above.
            Some(Op::Insert(Content::Embed(_), _)) | None => {
                Ok(Op::Retain(length, Attributes::none()))
            }
        }
    }

    /// All that is left.
    pub(crate) fn into_rest(mut self) -> impl Iterator<Item = Op> {
        self.remainder().into_iter().chain(self.rest)
    }

    fn take_remainder(&mut self) -> Option<Op> {
        let op = self.remainder();
        self.step();
        op
    }

    fn remainder(&mut self) -> Option<Op> {
        let op = self.current.take()?;
        Some(match op {
            Op::Insert(Content::Text(text), attributes) if self.byte > 0 => {
                let left = text.len().saturating_sub(self.used);
                let tail: Text = text.into_tail(self.byte, left);
                Op::Insert(Content::Text(tail), attributes)
            }
            op => op,
        })
    }

    fn step(&mut self) {
        self.current = self.rest.next();
        self.used = 0;
        self.byte = 0;
    }
}
