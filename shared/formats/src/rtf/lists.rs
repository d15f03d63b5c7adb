//! Lists of RTF: a table of lists, a table of what paragraphs name, and the older numbering by paragraph.

use std::collections::{BTreeMap, BTreeSet};

use spindle_model::document::{ListKind, ListMark, NumberStyle};

use super::state::{OldList, ParagraphState};

/// The lists of a document.
#[derive(Default)]
pub(super) struct Lists {
    lists: BTreeMap<i32, Vec<Level>>,
    /// By the number that paragraphs name: the list, and where its levels start instead.
    overrides: BTreeMap<i32, (i32, Vec<Option<u32>>)>,
    counts: BTreeMap<(i32, u8), u32>,
    started: BTreeSet<(i32, u8)>,
    restarts: BTreeMap<(i32, u8), u16>,
    old: Option<(OldList, u32)>,
    /// The list, level or override that is being read.
    pub(super) open: Vec<Level>,
    pub(super) level: Level,
    pub(super) id: i32,
    pub(super) number: i32,
    pub(super) starts: Vec<Option<u32>>,
}

/// A level of a list.
#[derive(Clone, Copy)]
pub(super) struct Level {
    pub(super) kind: i32,
    pub(super) start: u32,
}

impl Default for Level {
    fn default() -> Self {
        Self { kind: 0, start: 1 }
    }
}

/// Lists and levels that are kept: more than any document has.
const MOST_LISTS: usize = 10_000;
const MOST_LEVELS: usize = 9;

impl Lists {
    /// A level was read.
    pub(super) fn end_level(&mut self) {
        let level = std::mem::take(&mut self.level);
        if self.open.len() < MOST_LEVELS {
            self.open.push(level);
        }
    }

    /// A list was read.
    pub(super) fn end_list(&mut self) {
        let levels = std::mem::take(&mut self.open);
        if self.lists.len() < MOST_LISTS {
            self.lists.insert(self.id, levels);
        }
    }

    /// What paragraphs name was read.
    pub(super) fn end_override(&mut self) {
        let starts = std::mem::take(&mut self.starts);
        if self.overrides.len() < MOST_LISTS {
            self.overrides.insert(self.number, (self.id, starts));
        }
    }

    /// A level of an override begins elsewhere.
    pub(super) fn restart(&mut self, start: Option<u32>) {
        if self.starts.len() < MOST_LEVELS {
            self.starts.push(start);
        }
    }

    /// What a paragraph is in a list, where it is one; counts it.
    pub(super) fn mark(&mut self, paragraph: &ParagraphState) -> Option<ListMark> {
        if paragraph.list <= 0 {
            return self.old_mark(paragraph.old_list);
        }
        self.old = None;
        let level = paragraph.level.min(8);
        let (list, starts) = self.overrides.get(&paragraph.list)?;
        let list = *list;
        let shape = self.lists.get(&list)?;
        let shape = *shape.get(usize::from(level)).or(shape.first())?;
        if shape.kind == 255 {
            return None;
        }
        if let Some(start) = starts.get(usize::from(level)).copied().flatten()
            && self.started.insert((paragraph.list, level))
        {
            self.counts.insert((list, level), start.saturating_sub(1));
            let restarts = self.restarts.entry((list, level)).or_default();
            *restarts = restarts.wrapping_add(1);
        }
        let count = self
            .counts
            .entry((list, level))
            .or_insert(shape.start.saturating_sub(1));
        *count = count.saturating_add(1);
        let start = *count;
        for deeper in level.saturating_add(1)..9 {
            self.counts.remove(&(list, deeper));
        }
        let restarts = self.restarts.get(&(list, level)).copied().unwrap_or(0);
        Some(ListMark {
            level,
            kind: kind(shape.kind, start),
            checked: None,
            list: u64::from(list.cast_unsigned()) << 16 | u64::from(restarts),
        })
    }

    fn old_mark(&mut self, paragraph: Option<OldList>) -> Option<ListMark> {
        let Some(shape) = paragraph else {
            self.old = None;
            return None;
        };
        let count = match self.old {
            Some((before, count)) if before == shape => count.saturating_add(1),
            _ => shape.start.max(1),
        };
        self.old = Some((shape, count));
        Some(ListMark {
            level: shape.level.min(8),
            kind: kind(if shape.bullet { 23 } else { shape.kind }, count),
            checked: None,
            list: 1 << 60,
        })
    }
}

/// The kind of a list by the number of its way of counting (`\levelnfc`).
fn kind(number: i32, start: u32) -> ListKind {
    let style = match number {
        23 => return ListKind::Bullet,
        1 => NumberStyle::UpperRoman,
        2 => NumberStyle::LowerRoman,
        3 => NumberStyle::UpperAlpha,
        4 => NumberStyle::LowerAlpha,
        10 | 11 | 12 | 16 | 33..=39 => NumberStyle::Chinese,
        _ => NumberStyle::Decimal,
    };
    ListKind::Ordered { start, style }
}
