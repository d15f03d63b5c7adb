//! One change of two made one after the other.

use crate::cursor::{Cursor, Kind, OwnedCursor};
use crate::{Delta, DeltaError, Op, attributes};

impl Delta {
    /// The change that this one and then `other` make together; for a document, what `other` makes of it. Linear in the
    /// operands.
    ///
    /// # Errors
    /// [`DeltaError::Split`], if `other` has a boundary inside a surrogate pair that this delta inserts.
    pub fn compose(&self, other: &Self) -> Result<Self, DeltaError> {
        self.clone().into_composed(other)
    }

    /// [`Delta::compose`] that moves what stays as it is.
    ///
    /// # Errors
    /// [`DeltaError::Split`].
    pub fn into_composed(mut self, other: &Self) -> Result<Self, DeltaError> {
        let ops = other.effective();
        if ops.is_empty() {
            self.chop();
            return Ok(self);
        }
        let (ops_before, walked) = self.untouched(ops);
        // An op before the touched ones may become one with what follows, also across a delete.
        let start = ops_before.saturating_sub(2);
        let mut end = self.touched(ops).max(start);
        let mut middle = Self::new();
        let taken = self.ops.iter_mut().take(end).skip(start);
        let mut taken: Vec<Op> = taken
            .map(|op| std::mem::replace(op, Op::Delete(0)))
            .collect();
        let tail = taken.split_off(ops_before.saturating_sub(start).min(taken.len()));
        middle.ops = taken;
        let mut this = OwnedCursor::new(tail);
        let mut that = Cursor::new(ops);
        that.advance(walked)?;
        loop {
            match that.kind() {
                Kind::End => break,
                Kind::Insert => middle.push(that.take(that.left())?),
                _ if this.kind() == Kind::Delete => middle.push(this.take(this.left())?),
                kind => {
                    let length = this.left().min(that.left());
                    let change = that.attributes();
                    if kind == Kind::Delete {
                        if this.kind() != Kind::Insert {
                            middle.push(Op::Delete(length));
                        }
                        this.skip(length)?;
                    } else {
                        middle.push(changed(this.take(length)?, change));
                    }
                    that.skip(length)?;
                }
            }
        }
        // So may those after them, until one stands for itself.
        let mut stands = false;
        for op in this.into_rest() {
            stands |= middle.place(op);
        }
        while !stands && let Some(op) = self.ops.get_mut(end) {
            stands = middle.place(std::mem::replace(op, Op::Delete(0)));
            end += 1;
        }
        self.ops.splice(start..end, middle.ops);
        self.chop();
        Ok(self)
    }

    /// The composition of many changes, each made after the one before it. Neighbours are composed in a balanced tree,
    /// so that it takes the logarithm of their number times their size.
    ///
    /// # Errors
    /// [`DeltaError::Split`], if changes composed with one another have it.
    pub fn compose_all(deltas: impl IntoIterator<Item = Self>) -> Result<Self, DeltaError> {
        // Each composition with how many deltas it stands for; the numbers fall by half at least.
        let mut stack: Vec<(usize, Self)> = Vec::new();
        for delta in deltas {
            let (mut count, mut top) = (1, delta);
            while let Some((below, earlier)) = stack.pop_if(|(below, _)| *below <= count) {
                top = earlier.into_composed(&top)?;
                count += below;
            }
            stack.push((count, top));
        }
        let mut composed = Self::new();
        while let Some((_, earlier)) = stack.pop() {
            composed = earlier.into_composed(&composed)?;
        }
        Ok(composed)
    }

    /// How many ops stand up to the place where `other` ends.
    fn touched(&self, other: &[Op]) -> usize {
        let mut left = other.iter().map(Op::base_len).fold(0, u64::saturating_add);
        let touched = self.ops.iter().position(|op| {
            let inside = left == 0 && !matches!(op, Op::Delete(_));
            left = left.saturating_sub(op.target_len());
            inside
        });
        touched.unwrap_or(self.ops.len())
    }

    /// How many ops stand before the place where `other` begins to change something, and their length.
    fn untouched(&self, other: &[Op]) -> (usize, u64) {
        let Some(Op::Retain(plain, attributes)) = other.first() else {
            return (0, 0);
        };
        if !attributes.is_empty() {
            return (0, 0);
        }
        let (mut count, mut walked) = (0, 0_u64);
        for op in &self.ops {
            let next = walked.saturating_add(op.target_len());
            if next > *plain || walked == *plain {
                break;
            }
            (count, walked) = (count + 1, next);
        }
        (count, walked)
    }
}

/// An insert or a retain with a change to its attributes.
fn changed(op: Op, change: &crate::Attributes) -> Op {
    if change.is_empty() {
        return op;
    }
    match op {
        Op::Insert(content, own) => Op::Insert(content, attributes::compose(&own, change, false)),
        Op::Retain(length, own) => Op::Retain(length, attributes::compose(&own, change, true)),
        Op::Delete(_) => op,
    }
}
