//! Slots in chunks: the order and the lookup.

use std::collections::BTreeMap;

use crate::sheet::reference::{Area, CellPos};

/// Slots of a full chunk. An insertion moves at most so many.
const CHUNK: usize = 512;
const COL_BITS: u32 = 14;
const KEY_BITS: u32 = 34;
const KIND_BITS: u32 = 6;
const KEY_MASK: u64 = (1 << KEY_BITS) - 1;
const KIND_MASK: u64 = ((1 << KIND_BITS) - 1) << KEY_BITS;
/// One more than the largest style number that a slot holds; files have at most 65,490.
pub(super) const MAX_STYLES: u32 = 1 << (64 - KEY_BITS - KIND_BITS);

/// The kind of a slot's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Number,
    Text,
    Bool,
    Error,
    Date,
    Formula,
}

impl Kind {
    fn from_bits(bits: u64) -> Self {
        match bits {
            1 => Self::Number,
            2 => Self::Text,
            3 => Self::Bool,
            4 => Self::Error,
            5 => Self::Date,
            6 => Self::Formula,
            _ => Self::Blank,
        }
    }
}

/// Position, kind and style in one word, content in the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    meta: u64,
    bits: u64,
}

/// The place of a cell in the order of rows and columns.
pub(super) fn key(cell: CellPos) -> u64 {
    (u64::from(cell.row) << COL_BITS) | u64::from(cell.col)
}

impl Slot {
    pub fn new(cell: CellPos, kind: Kind, style: u32, bits: u64) -> Self {
        let mut slot = Self {
            meta: key(cell),
            bits,
        };
        slot.set_content(kind, bits);
        slot.set_style(style);
        slot
    }

    pub fn key(self) -> u64 {
        self.meta & KEY_MASK
    }

    pub fn cell(self) -> CellPos {
        let key = self.key();
        CellPos::new(
            (key >> COL_BITS) as u32,
            (key & ((1 << COL_BITS) - 1)) as u32,
        )
    }

    pub fn kind(self) -> Kind {
        Kind::from_bits((self.meta & KIND_MASK) >> KEY_BITS)
    }

    pub fn style(self) -> u32 {
        (self.meta >> (KEY_BITS + KIND_BITS)) as u32
    }

    pub fn bits(self) -> u64 {
        self.bits
    }

    pub fn set_style(&mut self, style: u32) {
        let low = self.meta & (KEY_MASK | KIND_MASK);
        self.meta = low | (u64::from(style.min(MAX_STYLES - 1)) << (KEY_BITS + KIND_BITS));
    }

    pub fn set_content(&mut self, kind: Kind, bits: u64) {
        self.meta = (self.meta & !KIND_MASK) | ((kind as u64) << KEY_BITS);
        self.bits = bits;
    }

    pub fn move_to(&mut self, cell: CellPos) {
        self.meta = (self.meta & !KEY_MASK) | key(cell);
    }
}

/// All slots, sorted; a chunk's number is the key of its first slot when it was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Chunks {
    chunks: BTreeMap<u64, Vec<Slot>>,
    len: usize,
}

impl Chunks {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn weight(&self) -> usize {
        // Chunks are between half full and full.
        self.len * 24 + self.chunks.len() * 48
    }

    pub fn get(&self, cell: CellPos) -> Option<&Slot> {
        let key = key(cell);
        let (_, chunk) = self.chunks.range(..=key).next_back()?;
        let index = chunk.binary_search_by_key(&key, |slot| slot.key()).ok()?;
        chunk.get(index)
    }

    pub fn get_mut(&mut self, cell: CellPos) -> Option<&mut Slot> {
        let key = key(cell);
        let (_, chunk) = self.chunks.range_mut(..=key).next_back()?;
        let index = chunk.binary_search_by_key(&key, |slot| slot.key()).ok()?;
        chunk.get_mut(index)
    }

    /// Puts a slot at its place, over the one that is there.
    pub fn insert(&mut self, slot: Slot) {
        let key = slot.key();
        let Some((_, chunk)) = self.chunks.range_mut(..=key).next_back() else {
            // Before every chunk: the first one takes it under a new number when it has room.
            let chunk = match self.chunks.pop_first() {
                Some((_, mut chunk)) if chunk.len() < CHUNK => {
                    chunk.insert(0, slot);
                    chunk
                }
                Some((first, chunk)) => {
                    self.chunks.insert(first, chunk);
                    vec![slot]
                }
                None => vec![slot],
            };
            self.chunks.insert(key, chunk);
            self.len += 1;
            return;
        };
        match chunk.binary_search_by_key(&key, |slot| slot.key()) {
            Ok(index) => {
                if let Some(old) = chunk.get_mut(index) {
                    *old = slot;
                }
                return;
            }
            Err(index) if chunk.len() < CHUNK => chunk.insert(index, slot),
            Err(index) if index == chunk.len() => {
                self.chunks.insert(key, vec![slot]);
            }
            Err(index) => {
                let mut tail = chunk.split_off(CHUNK / 2);
                match index.checked_sub(chunk.len()) {
                    Some(index) if index > 0 => tail.insert(index, slot),
                    _ => chunk.insert(index, slot),
                }
                if let Some(first) = tail.first() {
                    self.chunks.insert(first.key(), tail);
                }
            }
        }
        self.len += 1;
    }

    /// The slots of an area in order. In a narrow area every row is looked up, so that the cells beside it cost
    /// nothing; else all slots from the first to the last are gone through.
    pub fn iter(&self, area: Area) -> impl Iterator<Item = &Slot> {
        let between = self.chunks.range(key(area.first)..=key(area.last)).count();
        let by_rows =
            !area.is_rows() && (area.rows() as usize) < between.saturating_mul(CHUNK / 16);
        let rows = by_rows.then(|| {
            (area.first.row..=area.last.row).flat_map(move |row| {
                self.span(
                    key(CellPos::new(row, area.first.col)),
                    key(CellPos::new(row, area.last.col)),
                )
            })
        });
        let all = (!by_rows).then(|| {
            self.span(key(area.first), key(area.last))
                .filter(move |slot| area.contains(slot.cell()))
        });
        rows.into_iter().flatten().chain(all.into_iter().flatten())
    }

    /// The slots from one key to another.
    fn span(&self, first: u64, last: u64) -> impl Iterator<Item = &Slot> {
        let start = self
            .chunks
            .range(..=first)
            .next_back()
            .map_or(first, |(start, _)| *start);
        self.chunks.range(start..=last).flat_map(move |(_, chunk)| {
            let from = chunk.partition_point(|slot| slot.key() < first);
            let to = chunk.partition_point(|slot| slot.key() <= last);
            chunk.get(from..to).unwrap_or_default()
        })
    }

    pub fn for_each_mut(&mut self, area: Area, mut change: impl FnMut(&mut Slot)) {
        let (first, last) = (key(area.first), key(area.last));
        let start = self
            .chunks
            .range(..=first)
            .next_back()
            .map_or(first, |(start, _)| *start);
        for (_, chunk) in self.chunks.range_mut(start..=last) {
            for slot in chunk.iter_mut().filter(|slot| area.contains(slot.cell())) {
                change(slot);
            }
        }
    }

    /// Takes the slots of an area away.
    pub fn remove(&mut self, area: Area) {
        let (first, last) = (key(area.first), key(area.last));
        let start = self
            .chunks
            .range(..=first)
            .next_back()
            .map_or(first, |(start, _)| *start);
        let mut gone = 0;
        let mut empty = Vec::new();
        for (number, chunk) in self.chunks.range_mut(start..=last) {
            let before = chunk.len();
            chunk.retain(|slot| !area.contains(slot.cell()));
            gone += before - chunk.len();
            if chunk.is_empty() {
                empty.push(*number);
            }
        }
        self.len -= gone;
        for number in empty {
            self.chunks.remove(&number);
        }
    }

    /// Takes all slots out, in order, and puts back what `moved` makes of them.
    pub fn rebuild(&mut self, mut moved: impl FnMut(Slot) -> Option<Slot>) {
        let mut slots: Vec<Slot> = std::mem::take(&mut self.chunks)
            .into_values()
            .flatten()
            .filter_map(&mut moved)
            .collect();
        slots.sort_by_key(|slot| slot.key());
        self.len = 0;
        for slot in slots {
            self.insert(slot);
        }
    }
}
