//! Changes and positions as they are after another change, made at the same time.

use crate::cursor::{Cursor, Kind};
use crate::{Delta, Op, attributes};

impl Delta {
    /// `other`, made to the same document at the same time, as it is to be made after this change. With `priority` this
    /// change counts as the first: its inserts stand to the left of those of `other` at the same place, and its
    /// attributes win. Linear in the operands.
    #[must_use]
    pub fn transform(&self, other: &Self, priority: bool) -> Self {
        let mut this = Cursor::new(self.effective());
        let mut that = Cursor::new(other.effective());
        let mut transformed = Self::new();
        // What follows the end of `other` would be retained, and be chopped.
        while !that.at_end() {
            let inserts = that.kind() == Kind::Insert;
            if this.kind() == Kind::Insert && (priority || !inserts) {
                transformed.push(Op::Retain(this.left(), ().into()));
                this.next();
                continue;
            }
            let length = if inserts {
                that.left()
            } else {
                this.left().min(that.left())
            };
            let change = this.attributes();
            let deleted = this.kind() == Kind::Delete;
            // Neither splits a text: an insert of `other` is taken whole, those of this change are passed above.
            let Ok(op) = that.take(length) else { break };
            match op {
                Op::Insert(..) => transformed.push(op),
                _ => {
                    if this.skip(length).is_err() {
                        break;
                    }
                    match op {
                        _ if deleted => {}
                        Op::Retain(length, own) => {
                            let own = attributes::transform(change, &own, priority);
                            transformed.push(Op::Retain(length, own));
                        }
                        op => transformed.push(op),
                    }
                }
            }
        }
        transformed.chop();
        transformed
    }

    /// Where a position of the document is after this change, both in UTF-16 code units. An insert at the position
    /// itself moves it, unless the position has `priority`.
    #[must_use]
    pub fn transform_position(&self, index: u64, priority: bool) -> u64 {
        let (mut index, mut offset) = (index, 0_u64);
        for op in &self.ops {
            if offset > index {
                break;
            }
            match op {
                Op::Delete(length) => {
                    index -= (*length).min(index - offset);
                    continue;
                }
                Op::Insert(content, _) if offset < index || !priority => {
                    index = index.saturating_add(content.len());
                }
                _ => {}
            }
            offset = offset.saturating_add(op.len());
        }
        index
    }
}
