//! The numbering part (ISO/IEC 29500-1, 17.9): what stands before items, and which number it is.

use std::collections::{HashMap, HashSet};

use spindle_model::document::{ListKind, NumberStyle};
use spindle_ooxml::{Dom, NodeId};

use super::styles::Styles;
use super::values::{child_val, integer};

/// Levels of a numbering.
const LEVELS: usize = 9;

#[derive(Debug, Clone)]
struct Level {
    /// `None` when nothing stands before the paragraph.
    kind: Option<LevelKind>,
    start: u32,
    /// Whether items of levels above make it begin anew.
    restarts: bool,
    /// The paragraph style that is tied to it.
    style: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LevelKind {
    Bullet,
    Number(NumberStyle),
}

#[derive(Debug, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// The numbering style that says the levels instead.
    linked: Option<String>,
}

#[derive(Debug, Default)]
struct Num {
    definition: i64,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// All numberings and how far they have been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<i64, Abstract>,
    nums: HashMap<i64, Num>,
    counters: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Numberings and levels whose own start was used.
    started: HashSet<(i64, usize)>,
}

/// What stands before one item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ItemMark {
    /// The kind, with the item's own number as the start.
    pub kind: ListKind,
    /// Items with other values belong to other lists.
    pub list: u64,
}

impl Numbering {
    /// Reads the part's root.
    pub fn read(dom: &Dom, root: NodeId) -> Self {
        let mut numbering = Self::default();
        let id = |node, name| dom.attr(node, name).and_then(integer);
        for node in dom.elements(root, "w:abstractNum") {
            let Some(id) = id(node, "w:abstractNumId") else {
                continue;
            };
            let mut definition = Abstract {
                linked: child_val(dom, node, "w:numStyleLink").map(str::to_owned),
                ..Abstract::default()
            };
            for level in dom.elements(node, "w:lvl") {
                put(&mut definition.levels, dom, level);
            }
            numbering.abstracts.insert(id, definition);
        }
        for node in dom.elements(root, "w:num") {
            let Some(id) = id(node, "w:numId") else {
                continue;
            };
            let mut num = Num {
                definition: child_val(dom, node, "w:abstractNumId")
                    .and_then(integer)
                    .unwrap_or(-1),
                ..Num::default()
            };
            for change in dom.elements(node, "w:lvlOverride") {
                if let Some(level) = dom.child(change, "w:lvl") {
                    put(&mut num.levels, dom, level);
                }
                let place = dom.attr(change, "w:ilvl").and_then(integer);
                let start = child_val(dom, change, "w:startOverride").and_then(integer);
                if let (Some(place), Some(start)) = (place, start)
                    && let Some(slot) = usize::try_from(place)
                        .ok()
                        .and_then(|place| num.starts.get_mut(place))
                {
                    *slot = Some(start.clamp(0, i64::from(u32::MAX)) as u32);
                }
            }
            numbering.nums.insert(id, num);
        }
        numbering
    }

    /// The definition that a numbering uses, through numbering styles.
    fn definition(&self, num: &Num, styles: &Styles) -> i64 {
        let mut id = num.definition;
        for _ in 0..4 {
            let linked = self
                .abstracts
                .get(&id)
                .and_then(|definition| definition.linked.as_deref())
                .and_then(|style| styles.numbering_of(style))
                .and_then(|num| self.nums.get(&num));
            match linked {
                Some(other) if other.definition != id => id = other.definition,
                _ => break,
            }
        }
        id
    }

    /// The level of a numbering that is tied to a paragraph style.
    pub fn level_of_style(&self, num: i64, style: &str, styles: &Styles) -> Option<u8> {
        let num = self.nums.get(&num)?;
        let definition = self.abstracts.get(&self.definition(num, styles))?;
        let place = definition.levels.iter().position(|level| {
            level
                .as_ref()
                .is_some_and(|level| level.style.as_deref() == Some(style))
        })?;
        u8::try_from(place).ok()
    }

    /// Counts an item and answers what stands before it; `None` when nothing does.
    pub fn count(&mut self, num_id: i64, level: u8, styles: &Styles) -> Option<ItemMark> {
        let num = self.nums.get(&num_id)?;
        let place = usize::from(level);
        let id = self.definition(num, styles);
        let known = num
            .levels
            .get(place)
            .and_then(Option::as_ref)
            .or_else(|| self.abstracts.get(&id)?.levels.get(place)?.as_ref());
        let (kind, mut start) = match known {
            Some(level) => (level.kind, level.start),
            None => (Some(LevelKind::Bullet), 1),
        };
        let own_start = num.starts.get(place).copied().flatten();
        start = own_start.unwrap_or(start);
        let separate = num.starts.iter().any(Option::is_some);
        let fixed: [bool; LEVELS] = std::array::from_fn(|deeper| {
            self.abstracts
                .get(&id)
                .and_then(|definition| definition.levels.get(deeper)?.as_ref())
                .is_some_and(|level| !level.restarts)
        });
        let counters = self.counters.entry(id).or_default();
        for (deeper, counter) in counters
            .iter_mut()
            .enumerate()
            .skip(place.saturating_add(1))
        {
            if !fixed.get(deeper).copied().unwrap_or(false) {
                *counter = None;
            }
        }
        let begins = own_start.is_some() && self.started.insert((num_id, place));
        let counter = counters.get_mut(place)?;
        let number = match *counter {
            Some(last) if !begins => last.saturating_add(1),
            _ => start,
        };
        *counter = Some(number);
        let kind = match kind? {
            LevelKind::Bullet => ListKind::Bullet,
            LevelKind::Number(style) => ListKind::Ordered {
                start: number,
                style,
            },
        };
        // A numbering that does not start by itself goes on counting where another one of its definition stopped.
        let list = if separate {
            num_id as u64 | 1 << 63
        } else {
            id as u64 & (u64::MAX >> 1)
        };
        Some(ItemMark { kind, list })
    }
}

fn put(levels: &mut [Option<Level>; LEVELS], dom: &Dom, node: NodeId) {
    let slot = dom
        .attr(node, "w:ilvl")
        .and_then(integer)
        .and_then(|place| usize::try_from(place).ok())
        .and_then(|place| levels.get_mut(place));
    let Some(slot) = slot else { return };
    let format = child_val(dom, node, "w:numFmt").unwrap_or("decimal");
    let text = child_val(dom, node, "w:lvlText").unwrap_or_default();
    let kind = match format {
        "bullet" => Some(LevelKind::Bullet),
        "none" if text.is_empty() => None,
        "none" => Some(LevelKind::Bullet),
        other => Some(LevelKind::Number(number_style(other))),
    };
    *slot = Some(Level {
        kind,
        start: child_val(dom, node, "w:start")
            .and_then(integer)
            .map_or(0, |start| start.clamp(0, i64::from(u32::MAX)) as u32),
        restarts: child_val(dom, node, "w:lvlRestart").and_then(integer) != Some(0),
        style: child_val(dom, node, "w:pStyle").map(str::to_owned),
    });
}

/// How numbers are written (17.18.59), by the nearest that the model knows.
fn number_style(format: &str) -> NumberStyle {
    match format {
        "lowerLetter" => NumberStyle::LowerAlpha,
        "upperLetter" => NumberStyle::UpperAlpha,
        "lowerRoman" => NumberStyle::LowerRoman,
        "upperRoman" => NumberStyle::UpperRoman,
        _ if format.starts_with("chinese")
            || format.starts_with("taiwanese")
            || format.starts_with("japanese")
            || format.starts_with("ideograph") =>
        {
            NumberStyle::Chinese
        }
        _ => NumberStyle::Decimal,
    }
}
