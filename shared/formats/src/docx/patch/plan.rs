//! What has to be done to the blocks of a container, found out before anything is changed.

mod inner;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use spindle_model::document::{Block, Paragraph, Style};
use spindle_ooxml::NodeId;

use super::align::align;
use super::compare::{interchangeable, numbers};
use super::project::{paragraph_format, project};
use crate::docx::flat::{Flat, Place, same_place};
use crate::docx::read::{Reading, Unit};

/// Tables in tables whose cells are compared one by one.
const DEEPEST: usize = 8;

/// One thing to do, in the order of the container.
#[derive(Debug)]
pub(super) enum Step<'n> {
    /// What ends with this node stays.
    Keep(NodeId),
    /// A new block comes here: its place in the row of new blocks.
    Write(usize),
    /// A paragraph gets new content, and new properties too unless those still apply.
    Rewrite {
        /// The paragraph.
        node: NodeId,
        /// The new block.
        flat: usize,
        /// What it says now.
        before: Box<Paragraph>,
        /// Whether its properties stay.
        keep_properties: bool,
    },
    /// Cells of a table get new content.
    Cells(NodeId, Vec<Plan<'n>>),
    /// The text of a paragraph that pages end in is changed where it stands.
    InPlace {
        /// The paragraph.
        node: NodeId,
        /// What it says now.
        before: Box<Paragraph>,
        /// What it is to say.
        after: Box<Paragraph>,
    },
    /// Rows of a table come or go.
    Rows {
        /// The table.
        node: NodeId,
        /// The new block.
        flat: usize,
        /// What is done, in the order of the rows.
        rows: Vec<RowStep<'n>>,
    },
    /// These go.
    Remove(Vec<NodeId>),
}

/// What is done with a row of a table.
#[derive(Debug)]
pub(super) enum RowStep<'n> {
    /// It stays, and its cells get new content.
    Keep(NodeId, Vec<Plan<'n>>),
    /// A new row comes here: its place among the rows of the new table.
    Write(usize),
    /// It goes.
    Remove(NodeId),
}

/// What has to be done in one container.
#[derive(Debug)]
pub(super) struct Plan<'n> {
    /// The container.
    pub container: NodeId,
    /// Its new blocks.
    pub flats: Vec<Flat<'n>>,
    /// What has to be done.
    pub steps: Vec<Step<'n>>,
    /// Numberings of the file that new items go on: list and numbering.
    pub lists: Vec<(u64, i64)>,
    /// It is a note: whether at the end.
    pub note: Option<bool>,
}

impl Plan<'_> {
    /// Whether nothing has to be done.
    pub fn is_empty(&self) -> bool {
        self.steps.iter().all(|step| match step {
            Step::Keep(_) => true,
            Step::Cells(_, plans) => plans.iter().all(Plan::is_empty),
            Step::Rows { rows, .. } => rows.iter().all(
                |row| matches!(row, RowStep::Keep(_, plans) if plans.iter().all(Plan::is_empty)),
            ),
            _ => false,
        })
    }
}

/// Makes plans.
pub(super) struct Planner<'r, 'p, 'n> {
    /// Reads what is in cells.
    pub reading: &'r mut Reading<'p>,
    /// The styles of the document.
    pub styles: &'n BTreeMap<Arc<str>, Style>,
    /// The last key of lists.
    pub next_list: &'r mut u64,
    /// Tables around.
    pub depth: usize,
    /// Whether texts may be changed where they stand.
    pub in_place: bool,
}

/// A unit of the file and what it says, without sections.
struct Old {
    unit: Unit,
    /// Where its blocks are in the row of old blocks.
    start: usize,
    count: usize,
}

impl<'n> Planner<'_, '_, 'n> {
    /// Compares what a container holds with what it is to hold.
    pub fn plan(
        &mut self,
        container: NodeId,
        units: Vec<Unit>,
        mut new: Vec<Flat<'n>>,
        note: Option<bool>,
    ) -> Plan<'n> {
        // Sections of the file stay where they are, unless the document has others.
        let sections = |flats: &mut dyn Iterator<Item = bool>| flats.filter(|is| *is).count();
        let old_sections = sections(&mut units.iter().flat_map(|unit| &unit.flats).map(is_section));
        let new_sections = sections(&mut new.iter().map(is_section));
        let fixed = new_sections == 0 || new_sections == old_sections;
        if fixed {
            new.retain(|flat| !is_section(flat));
        }
        let mut start = 0usize;
        let mut olds = Vec::with_capacity(units.len());
        for mut unit in units {
            if fixed {
                unit.flats.retain(|flat| !is_section(flat));
            }
            let count = unit.flats.len();
            olds.push(Old { unit, start, count });
            start = start.saturating_add(count);
        }
        let row: Vec<&Flat<'static>> = olds.iter().flat_map(|old| &old.unit.flats).collect();
        let (old_numbers, new_numbers) = numbers(&row, &new);
        let mut to_new: HashMap<usize, usize> = HashMap::new();
        for (a, b) in align(&old_numbers, &new_numbers) {
            if let (Some(old), Some(new)) = (row.get(a), new.get(b))
                && interchangeable(old, new)
            {
                to_new.insert(a, b);
            }
        }
        let mut plan = Plan {
            container,
            flats: new,
            steps: Vec::new(),
            lists: Vec::new(),
            note,
        };
        let mut done = 0usize;
        let mut waiting: Vec<Old> = Vec::new();
        for old in olds {
            let Some(last) = old.unit.nodes.last().copied() else {
                continue;
            };
            // What holds nothing that is compared (the end of a section) waits with what is around it.
            let from = kept(&old, &to_new).filter(|from| old.count > 0 && *from >= done);
            let Some(from) = from else {
                waiting.push(old);
                continue;
            };
            self.gap(&mut plan, std::mem::take(&mut waiting), done, from);
            for (flat, number) in plan
                .flats
                .get(from..from.saturating_add(old.count))
                .unwrap_or_default()
                .iter()
                .zip(std::iter::repeat(old.unit.numbering))
            {
                if let (Place::Item { mark, .. }, Some((num, _))) = (flat.place, number) {
                    plan.lists.push((mark.list, num));
                }
            }
            plan.steps.push(Step::Keep(last));
            done = from.saturating_add(old.count);
        }
        let end = plan.flats.len();
        self.gap(&mut plan, waiting, done, end);
        plan
    }

    /// Old units and new blocks that stand between what is the same.
    fn gap(&mut self, plan: &mut Plan<'n>, olds: Vec<Old>, from: usize, to: usize) {
        let mut next = from;
        let real: usize = olds.iter().map(|old| old.count).sum();
        let one_to_one = real == to.saturating_sub(from);
        let mut left = olds;
        while !left.is_empty() {
            let old = left.remove(0);
            if old.count == 0 {
                if let Some(last) = old.unit.nodes.last() {
                    plan.steps.push(Step::Keep(*last));
                }
                continue;
            }
            let partner = if one_to_one {
                Some(next)
            } else {
                (next..to).find(|place| {
                    plan.flats
                        .get(*place)
                        .is_some_and(|flat| likely_same(&old, flat))
                })
            };
            if let Some(place) = partner.filter(|_| one_to_one)
                && !boxes_stay(&old, &plan.flats, place, to)
                && let Some(steps) = self.boxes(plan, &old, place)
            {
                plan.steps.extend(steps);
                next = place.saturating_add(old.count);
                continue;
            }
            if let Some(place) = partner.filter(|_| one_to_one)
                && let Some(step) = self.paged(plan, &old, place)
            {
                plan.steps.push(step);
                next = place.saturating_add(old.count);
                continue;
            }
            let partner = partner.filter(|place| boxes_stay(&old, &plan.flats, *place, to));
            let step = partner.and_then(|place| {
                let step = self.change(plan, &old, place)?;
                Some((place, step))
            });
            match step {
                Some((place, step)) => {
                    plan.steps.extend((next..place).map(Step::Write));
                    plan.steps.push(step);
                    next = place.saturating_add(old.count);
                }
                None => {
                    if one_to_one {
                        let end = next.saturating_add(old.count).min(to);
                        plan.steps.extend((next..end).map(Step::Write));
                        next = end;
                    }
                    plan.steps.push(Step::Remove(old.unit.nodes));
                }
            }
        }
        plan.steps.extend((next..to).map(Step::Write));
    }

    /// How an old unit becomes a new block; `None` when it has to be written anew.
    fn change(&mut self, plan: &mut Plan<'n>, old: &Old, place: usize) -> Option<Step<'n>> {
        let ([was, ..], [node]) = (old.unit.flats.as_slice(), old.unit.nodes.as_slice()) else {
            return None;
        };
        let flat = plan.flats.get(place)?.clone();
        match (&*was.block, &*flat.block) {
            (Block::Paragraph(before), Block::Paragraph(after)) => {
                if !self.reading.dom().is(*node, "w:p") {
                    return None;
                }
                let place_kept = same_place(was.place, flat.place);
                if let (true, Place::Item { mark, .. }, Some((num, _))) =
                    (place_kept, flat.place, old.unit.numbering)
                {
                    plan.lists.push((mark.list, num));
                }
                let keep_properties = place_kept
                    && before.heading == after.heading
                    && paragraph_format(&before.format) == paragraph_format(&after.format)
                    && (after.format.style.is_none() || after.format.style == before.format.style);
                Some(Step::Rewrite {
                    node: *node,
                    flat: place,
                    before: Box::new(before.clone()),
                    keep_properties,
                })
            }
            (Block::Table(before), Block::Table(_)) if self.depth < DEEPEST => {
                if !same_place(was.place, flat.place) {
                    return None;
                }
                let before = before.clone();
                self.cells(*node, &before, plan, place)
                    .or_else(|| self.rows(*node, &before, plan, place))
            }
            _ => None,
        }
    }
}

fn is_section(flat: &Flat<'_>) -> bool {
    matches!(&*flat.block, Block::Section(_))
}

/// Where the new blocks begin that a unit is the same as, all of them one after the other.
fn kept(old: &Old, to_new: &HashMap<usize, usize>) -> Option<usize> {
    let first = *to_new.get(&old.start)?;
    (0..old.count)
        .all(|step| {
            to_new.get(&old.start.saturating_add(step)) == Some(&first.saturating_add(step))
        })
        .then_some(first)
}

/// Whether an old unit is one block but for text boxes, which say the same after the new block too.
fn boxes_stay(old: &Old, new: &[Flat<'_>], place: usize, to: usize) -> bool {
    if old.count != old.unit.boxed.saturating_add(1) || place.saturating_add(old.count) > to {
        return false;
    }
    let boxed = old.unit.flats.iter().skip(1);
    let after = new.iter().skip(place.saturating_add(1));
    boxed.zip(after).all(|(old, new)| {
        old.same(new) || (interchangeable(old, new) && project(&old.block) == *new.block)
    })
}

/// Whether a new block looks like an old one that was changed: half of the words are the same.
fn likely_same(old: &Old, new: &Flat<'_>) -> bool {
    old.unit.flats.first().is_some_and(|was| alike(was, new))
}

/// Whether a block looks like another one that was changed.
pub(super) fn alike(was: &Flat<'_>, new: &Flat<'_>) -> bool {
    match (&*was.block, &*new.block) {
        (Block::Paragraph(before), Block::Paragraph(after)) => {
            let (before, after) = (before.plain_text(), after.plain_text());
            let mut words: HashMap<&str, usize> = HashMap::new();
            let mut count = 0usize;
            for word in before.split_whitespace() {
                let known = words.entry(word).or_default();
                *known = known.saturating_add(1);
                count = count.saturating_add(1);
            }
            let mut same = 0usize;
            let mut all = 0usize;
            for word in after.split_whitespace() {
                all = all.saturating_add(1);
                if let Some(left) = words.get_mut(word).filter(|left| **left > 0) {
                    *left = left.saturating_sub(1);
                    same = same.saturating_add(1);
                }
            }
            same.saturating_mul(2) >= count.max(all)
        }
        (Block::Table(before), Block::Table(after)) => before.rows.len() == after.rows.len(),
        _ => false,
    }
}
