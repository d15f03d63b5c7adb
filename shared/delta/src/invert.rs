//! The change that takes a change back.

use crate::cursor::Cursor;
use crate::{Delta, DeltaError, Op, attributes};

impl Delta {
    /// The change that makes `base` again of what this change made of it. Linear in the operands.
    ///
    /// # Errors
    /// [`DeltaError::Split`], if this change has a boundary inside a surrogate pair of `base`.
    pub fn invert(&self, base: &Self) -> Result<Self, DeltaError> {
        let mut old = Cursor::new(&base.ops);
        let mut inverted = Self::new();
        for op in self.effective() {
            match op {
                Op::Insert(content, _) => inverted.push(Op::Delete(content.len())),
                Op::Retain(length, change) if change.is_empty() => {
                    old.advance(*length)?;
                    inverted.push(Op::Retain(*length, ().into()));
                }
                Op::Retain(length, change) => {
                    let mut left = *length;
                    while left > 0 && !old.at_end() {
                        let step = left.min(old.left());
                        let change = attributes::invert(change, old.attributes());
                        old.skip(step)?;
                        inverted.push(Op::Retain(step, change));
                        left -= step;
                    }
                }
                Op::Delete(length) => {
                    let mut left = *length;
                    while left > 0 && !old.at_end() {
                        let step = left.min(old.left());
                        inverted.push(old.take(step)?);
                        left -= step;
                    }
                }
            }
        }
        inverted.chop();
        Ok(inverted)
    }
}
