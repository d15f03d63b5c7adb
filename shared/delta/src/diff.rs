//! The change that makes one document of another.

mod anchors;
mod edits;
mod flat;

use edits::Edit;

use crate::cursor::Cursor;
use crate::{Delta, DeltaError, Op, attributes};

impl Delta {
    /// The change that makes document `other` of this document: `a.compose(&a.diff(&b)?)` is `b`. Content that stays and
    /// has other attributes is retained with the change to them.
    ///
    /// The change is small where the documents differ little, and not always the smallest: work is bounded, so that
    /// passages which differ in too much are replaced as a whole.
    ///
    /// # Errors
    /// [`DeltaError::NotDocument`], if one of the two is no document.
    pub fn diff(&self, other: &Self) -> Result<Self, DeltaError> {
        self.check_document()?;
        other.check_document()?;
        let mut embeds = flat::Embeds::default();
        let old = embeds.flatten(&self.ops);
        let new = embeds.flatten(&other.ops);
        let mut from = Cursor::new(&self.ops);
        let mut to = Cursor::new(&other.ops);
        let mut change = Self::new();
        for edit in edits::between(&old, &new) {
            match edit {
                Edit::Keep(bytes) => {
                    let mut left = flat::units(bytes);
                    while left > 0 && !from.at_end() && !to.at_end() {
                        let step = left.min(from.left()).min(to.left());
                        let format = attributes::diff(from.attributes(), to.attributes());
                        change.push(Op::Retain(step, format));
                        from.skip(step)?;
                        to.skip(step)?;
                        left -= step;
                    }
                }
                Edit::Remove(bytes) => {
                    let length = flat::units(bytes);
                    change.push(Op::Delete(length));
                    from.advance(length)?;
                }
                Edit::Add(bytes) => {
                    let mut left = flat::units(bytes);
                    while left > 0 && !to.at_end() {
                        let step = left.min(to.left());
                        change.push(to.take(step)?);
                        left -= step;
                    }
                }
            }
        }
        change.chop();
        Ok(change)
    }
}
