//! Finding a position of a document without walking to it.

use std::collections::BTreeMap;

use crate::text::units;
use crate::{Content, Op, Text};

/// Texts longer than this, in bytes, get marks.
const LONG: usize = 4096;
/// How far marks are apart, in bytes.
const STRIDE: usize = 1024;

/// Where the ops of a document begin, and marks in its long texts, set when a text is first looked into.
pub(super) struct Index<'d> {
    ops: &'d [Op],
    starts: Vec<u64>,
    /// For each long text, by the place of its op: how many units stand before each multiple of [`STRIDE`].
    marks: BTreeMap<usize, Vec<u64>>,
}

impl<'d> Index<'d> {
    pub(super) fn new(ops: &'d [Op]) -> Self {
        let starts = ops.iter().scan(0_u64, |at, op| {
            let start = *at;
            *at = at.saturating_add(op.len());
            Some(start)
        });
        Self {
            ops,
            starts: starts.collect(),
            marks: BTreeMap::new(),
        }
    }

    /// Whether a position is not inside a surrogate pair.
    pub(super) fn is_boundary(&mut self, position: u64) -> bool {
        let place = self.place(position);
        let (Some(start), Some(op)) = (self.starts.get(place), self.ops.get(place)) else {
            return true;
        };
        let inside = position.saturating_sub(*start);
        match op {
            Op::Insert(Content::Text(text), _) if inside < text.len() && !text.is_ascii() => {
                if text.as_str().len() <= LONG {
                    return text.byte_of(inside).is_some();
                }
                let marks = self.marks.entry(place).or_insert_with(|| marks(text));
                let mark = marks
                    .partition_point(|units| *units <= inside)
                    .saturating_sub(1);
                let before = marks.get(mark).copied().unwrap_or(0);
                let bytes = text.as_str().as_bytes().get(mark * STRIDE..);
                bytes.is_some_and(|bytes| units::offset(bytes, inside - before).is_some())
            }
            _ => true,
        }
    }

    /// Whether a newline stands before a position that is not inside a surrogate pair.
    pub(super) fn newline_before(&self, position: u64) -> bool {
        let Some(last) = position.checked_sub(1) else {
            return false;
        };
        let place = self.place(last);
        match (self.starts.get(place), self.ops.get(place)) {
            (Some(start), Some(Op::Insert(Content::Text(text), _))) => text
                .byte_of(last.saturating_sub(*start))
                .and_then(|byte| text.as_str().as_bytes().get(byte))
                .is_some_and(|byte| *byte == b'\n'),
            _ => false,
        }
    }

    /// The place of the op that has a position.
    fn place(&self, position: u64) -> usize {
        self.starts
            .partition_point(|start| *start <= position)
            .saturating_sub(1)
    }
}

fn marks(text: &Text) -> Vec<u64> {
    let strides = text.as_str().as_bytes().chunks(STRIDE);
    strides
        .scan(0_u64, |units, stride| {
            let before = *units;
            *units = units.saturating_add(units::count(stride));
            Some(before)
        })
        .collect()
}
