//! The list of ops, and its canonical form.

use serde_json::Value;

use crate::cursor::Cursor;
use crate::{Attributes, Content, DeltaError, Op, Text};

/// A document, or a change to one: a list of ops.
///
/// However it is made, adjacent ops that can be one are one, none has length 0, and an insert at the place of a delete
/// comes before it. Two deltas of equal ops are equal; a retain without attributes at the end changes nothing and still
/// counts, for [`Delta::base_len`] tells it. [`Delta::chop`] removes it, as all operations do with their results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    pub(crate) ops: Vec<Op>,
}

impl Delta {
    /// The change of nothing; the document of length 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an insert of characters.
    #[must_use]
    pub fn insert(mut self, text: impl Into<Text>, attributes: impl Into<Attributes>) -> Self {
        self.push(Op::Insert(Content::Text(text.into()), attributes.into()));
        self
    }

    /// Adds an insert of an embed, which should be an object with one key.
    #[must_use]
    pub fn insert_embed(mut self, embed: Value, attributes: impl Into<Attributes>) -> Self {
        self.push(Op::Insert(Content::Embed(embed), attributes.into()));
        self
    }

    /// Adds a retain of a length in UTF-16 code units.
    #[must_use]
    pub fn retain(mut self, length: u64, attributes: impl Into<Attributes>) -> Self {
        self.push(Op::Retain(length, attributes.into()));
        self
    }

    /// Adds a delete of a length in UTF-16 code units.
    #[must_use]
    pub fn delete(mut self, length: u64) -> Self {
        self.push(Op::Delete(length));
        self
    }

    /// Adds an op in canonical form: it is merged with the last one if they can be one, an insert goes before a delete,
    /// an insert loses its nulls, and an op of no length is dropped.
    pub fn push(&mut self, op: Op) {
        self.place(op);
    }

    /// Adds the ops of another delta.
    #[must_use]
    pub fn concat(mut self, other: &Self) -> Self {
        self.append(other.ops.iter().cloned());
        self
    }

    /// Removes a retain without attributes from the end.
    pub fn chop(&mut self) {
        if self.ops.last().is_some_and(Op::is_plain_retain) {
            self.ops.pop();
        }
    }

    /// The ops.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The ops, moved out.
    pub fn into_ops(self) -> Vec<Op> {
        self.ops
    }

    /// Whether it changes nothing. (As a document: whether its length is 0.)
    pub fn is_empty(&self) -> bool {
        self.effective().is_empty()
    }

    /// How much of its document the change walks over, in UTF-16 code units: the sum of what it retains and deletes. A
    /// document must have at least this length.
    pub fn base_len(&self) -> u64 {
        sum(self.ops.iter().map(Op::base_len))
    }

    /// The length of what comes of that much of a document, in UTF-16 code units: the sum of what is inserted and
    /// retained. For a document, its length.
    pub fn target_len(&self) -> u64 {
        sum(self.ops.iter().map(Op::target_len))
    }

    /// The sum of the lengths of all ops, in UTF-16 code units.
    pub fn length(&self) -> u64 {
        sum(self.ops.iter().map(Op::len))
    }

    /// The ops between two positions, where every op counts with its length, in UTF-16 code units; what is past the end
    /// is not there.
    ///
    /// # Errors
    /// [`DeltaError::Split`].
    pub fn slice(&self, start: u64, end: u64) -> Result<Self, DeltaError> {
        let mut cursor = Cursor::new(&self.ops);
        cursor.advance(start)?;
        let mut slice = Self::new();
        let mut left = end.saturating_sub(start);
        while left > 0 && !cursor.at_end() {
            let length = cursor.left().min(left);
            slice.push(cursor.take(length)?);
            left -= length;
        }
        Ok(slice)
    }

    /// The ops without a retain at the end that changes nothing.
    pub(crate) fn effective(&self) -> &[Op] {
        match self.ops.split_last() {
            Some((last, before)) if last.is_plain_retain() => before,
            _ => &self.ops,
        }
    }

    /// Adds ops that are in canonical form among themselves.
    pub(crate) fn append(&mut self, ops: impl IntoIterator<Item = Op>) {
        let mut ops = ops.into_iter();
        for op in ops.by_ref() {
            if self.place(op) {
                break;
            }
        }
        self.ops.extend(ops);
    }

    /// [`Delta::push`]; tells whether the op now stands unchanged at the end.
    pub(crate) fn place(&mut self, op: Op) -> bool {
        let op = match op {
            op if op.is_empty() => return false,
            Op::Insert(content, attributes) => Op::Insert(content, attributes.without_nulls()),
            op => op,
        };
        if !matches!(op, Op::Insert(..)) || !matches!(self.ops.last(), Some(Op::Delete(_))) {
            let rest = match self.ops.last_mut() {
                Some(last) => merge(last, op),
                None => Some(op),
            };
            let stands = rest.is_some();
            self.ops.extend(rest);
            return stands;
        }
        let at = self.ops.len().saturating_sub(1);
        let rest = match at
            .checked_sub(1)
            .and_then(|before| self.ops.get_mut(before))
        {
            Some(before) => merge(before, op),
            None => Some(op),
        };
        if let Some(op) = rest {
            self.ops.insert(at, op);
        }
        false
    }
}

impl FromIterator<Op> for Delta {
    fn from_iter<I: IntoIterator<Item = Op>>(ops: I) -> Self {
        let mut delta = Self::new();
        ops.into_iter().for_each(|op| delta.push(op));
        delta
    }
}

/// Makes one op of two if they can be one; otherwise returns the second.
fn merge(last: &mut Op, op: Op) -> Option<Op> {
    match (last, op) {
        (Op::Delete(length), Op::Delete(more)) => *length = length.saturating_add(more),
        (Op::Retain(length, own), Op::Retain(more, other)) if *own == other => {
            *length = length.saturating_add(more);
        }
        (Op::Insert(Content::Text(text), own), Op::Insert(Content::Text(more), other))
            if *own == other =>
        {
            text.push(&more)
        }
        (_, op) => return Some(op),
    }
    None
}

fn sum(lengths: impl Iterator<Item = u64>) -> u64 {
    lengths.fold(0, u64::saturating_add)
}
