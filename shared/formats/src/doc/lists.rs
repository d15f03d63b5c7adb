//! Lists ([MS-DOC] 2.4.6.3): how each level is numbered, and where counting stands.

use std::collections::{BTreeMap, BTreeSet};

use spindle_model::document::{ListKind, ListMark, NumberStyle};

use super::bytes::{i32_at, part, u8_at, u16_at, u32_at, utf16};
use super::fib::{Fib, Part};
use super::paragraph::Properties;

/// The lists of a document.
#[derive(Default)]
pub(super) struct Lists {
    /// Levels of each list, by its id.
    lists: BTreeMap<i32, Vec<Level>>,
    /// What paragraphs name: a list, and what is changed of it.
    overrides: Vec<Override>,
    /// How far counting is, by list and level.
    counts: BTreeMap<(i32, u8), u32>,
    /// Overrides whose start was used already.
    started: BTreeSet<(u16, u8)>,
    /// How often counting was begun anew, by list and level: other lists for the reader.
    restarts: BTreeMap<(i32, u8), u16>,
    /// Which numbering of Word 6 is open.
    old_count: u32,
}

#[derive(Clone)]
struct Level {
    start: u32,
    kind: u8,
    text: String,
    /// Levels above do not begin it anew.
    goes_on: bool,
}

#[derive(Default)]
struct Override {
    list: i32,
    levels: Vec<(u8, Option<u32>, Option<Level>)>,
}

const NO_NUMBER: u8 = 255;
const BULLET: u8 = 23;

impl Lists {
    /// Reads the tables of lists.
    pub(super) fn read(fib: &Fib) -> Self {
        let mut lists = Self::default();
        // An absent level ends the list of levels: what was read is kept.
        let _ = lists.read_lists(fib.part_onwards(Part::Lists));
        let _ = lists.read_overrides(fib.part_onwards(Part::ListOverrides));
        lists
    }

    fn read_lists(&mut self, table: &[u8]) -> Option<()> {
        let count = usize::from(u16_at(table, 0)?);
        let mut at = count.checked_mul(28)?.checked_add(2)?;
        for index in 0..count {
            let list = part(table, index.checked_mul(28)?.checked_add(2)?, 28)?;
            let levels = if u8_at(list, 26)? & 1 == 1 { 1 } else { 9 };
            let entry = self.lists.entry(i32_at(list, 0)?).or_default();
            for _ in 0..levels {
                let (level, next) = Level::read(table, at)?;
                entry.push(level);
                at = next;
            }
        }
        Some(())
    }

    fn read_overrides(&mut self, table: &[u8]) -> Option<()> {
        let count = u32_at(table, 0)? as usize;
        if count > table.len() / 16 {
            return None;
        }
        let mut numbers = Vec::new();
        for index in 0..count {
            let entry = part(table, index.checked_mul(16)?.checked_add(4)?, 16)?;
            self.overrides.push(Override {
                list: i32_at(entry, 0)?,
                levels: Vec::new(),
            });
            numbers.push(u8_at(entry, 12)?);
        }
        let mut at = count.checked_mul(16)?.checked_add(4)?;
        for (entry, levels) in self.overrides.iter_mut().zip(numbers) {
            at = at.checked_add(4)?;
            for _ in 0..levels.min(9) {
                let start = u32_at(table, at)?;
                let flags = u32_at(table, at.checked_add(4)?)?;
                at = at.checked_add(8)?;
                let number = u8::try_from(flags & 0xF).ok()?;
                let mut level = None;
                if flags & 0x20 != 0 {
                    let (read, next) = Level::read(table, at)?;
                    level = Some(read);
                    at = next;
                }
                let start =
                    (flags & 0x10 != 0).then(|| level.as_ref().map_or(start, |level| level.start));
                entry.levels.push((number, start, level));
            }
        }
        Some(())
    }

    /// What a paragraph is in a list, where it is one; counts it.
    pub(super) fn mark(&mut self, paragraph: &Properties) -> Option<ListMark> {
        let Some(index) = paragraph.list.filter(|index| *index > 0 && *index != 0x7FF) else {
            return self.old_mark(paragraph);
        };
        let level = paragraph.level.unwrap_or(0).min(8);
        let index = index.unsigned_abs();
        let Some(found) = self.overrides.get(usize::from(index).saturating_sub(1)) else {
            return Some(unknown(level, index));
        };
        let list = found.list;
        let changed = found.levels.iter().find(|(number, ..)| *number == level);
        let restart = changed.and_then(|(_, start, _)| *start);
        let levels = self.lists.get(&list);
        let shape = changed.and_then(|(.., level)| level.as_ref()).or_else(|| {
            // A list of one level has it for all.
            levels.and_then(|levels| levels.get(usize::from(level)).or(levels.first()))
        });
        let Some(shape) = shape else {
            return Some(unknown(level, index));
        };
        if shape.kind == NO_NUMBER || (shape.kind != BULLET && shape.text.is_empty()) {
            return None;
        }
        let start = shape.start;
        let kind = shape.kind;
        let goes_on = shape.goes_on;
        if let Some(restart) = restart
            && self.started.insert((index, level))
        {
            self.counts.insert((list, level), restart.saturating_sub(1));
            let restarts = self.restarts.entry((list, level)).or_default();
            *restarts = restarts.wrapping_add(1);
        }
        let count = self
            .counts
            .entry((list, level))
            .or_insert(start.saturating_sub(1));
        *count = count.saturating_add(1);
        let number = *count;
        if !goes_on {
            for deeper in level.saturating_add(1)..9 {
                self.counts.remove(&(list, deeper));
            }
        }
        Some(ListMark {
            level,
            kind: list_kind(kind, number),
            checked: None,
            list: u64::from(list.cast_unsigned()) << 16
                | u64::from(self.restarts.get(&(list, level)).copied().unwrap_or(0)),
        })
    }

    /// A paragraph that is in no list: numbering of Word 6 begins anew after it.
    pub(super) fn no_mark(&mut self) {
        self.old_count = 0;
    }

    fn old_mark(&mut self, paragraph: &Properties) -> Option<ListMark> {
        let kind = match paragraph.old_list? {
            10 => {
                self.old_count = self.old_count.saturating_add(1);
                list_kind(0, self.old_count)
            }
            11 => ListKind::Bullet,
            _ => return None,
        };
        Some(ListMark {
            level: 0,
            kind,
            checked: None,
            list: 1 << 60,
        })
    }
}

/// An item of a list that the file does not describe.
fn unknown(level: u8, index: u16) -> ListMark {
    ListMark {
        level,
        kind: ListKind::Bullet,
        checked: None,
        list: 1 << 61 | u64::from(index),
    }
}

fn list_kind(kind: u8, start: u32) -> ListKind {
    let style = match kind {
        BULLET => return ListKind::Bullet,
        1 => NumberStyle::UpperRoman,
        2 => NumberStyle::LowerRoman,
        3 => NumberStyle::UpperAlpha,
        4 => NumberStyle::LowerAlpha,
        10 | 11 | 12 | 16 | 33..=39 => NumberStyle::Chinese,
        _ => NumberStyle::Decimal,
    };
    ListKind::Ordered { start, style }
}

impl Level {
    /// Reads a level, and answers where it ends.
    fn read(table: &[u8], at: usize) -> Option<(Self, usize)> {
        let head = part(table, at, 28)?;
        let flags = u8_at(head, 5)?;
        let lists = usize::from(u8_at(head, 24)?).checked_add(usize::from(u8_at(head, 25)?))?;
        let text_at = at.checked_add(28)?.checked_add(lists)?;
        let count = usize::from(u16_at(table, text_at)?);
        let text = utf16(table, text_at.checked_add(2)?, count);
        let end = text_at.checked_add(2)?.checked_add(count.checked_mul(2)?)?;
        Some((
            Self {
                start: u32_at(head, 0)?.min(0x7FFF),
                kind: u8_at(head, 4)?,
                text,
                goes_on: flags & 8 != 0,
            },
            end,
        ))
    }
}
