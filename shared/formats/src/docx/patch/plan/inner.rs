//! What stands inside of a block: cells and rows of tables, text boxes, ends of pages.

use spindle_model::document::{Block, Cell, Inline, InlineKind, Paragraph, Row, Table, TextFormat};
use spindle_ooxml::NodeId;

use super::super::in_place;
use super::super::restore::row_pairs;
use super::{DEEPEST, Old, Plan, Planner, RowStep, Step};
use crate::docx::flat::{Flat, flatten, same_place};
use crate::docx::read::Unit;

impl<'n> Planner<'_, '_, 'n> {
    /// How a paragraph that pages end in becomes as many new blocks, where only its text changes.
    pub(super) fn paged(&self, plan: &Plan<'n>, old: &Old, place: usize) -> Option<Step<'n>> {
        let [node] = old.unit.nodes.as_slice() else {
            return None;
        };
        let new = plan.flats.get(place..place.saturating_add(old.count))?;
        let is_break = |flat: &Flat<'_>| matches!(&*flat.block, Block::PageBreak);
        if !self.in_place || old.unit.boxed > 0 || !old.unit.flats.iter().any(is_break) {
            return None;
        }
        let mut both = [Paragraph::default(), Paragraph::default()];
        let [before, after] = &mut both;
        for (was, is) in old.unit.flats.iter().zip(new) {
            match (&*was.block, &*is.block) {
                (Block::PageBreak, Block::PageBreak) => {
                    // Text does not go from one side to the other.
                    let end = Inline::new(
                        InlineKind::Embed(String::new(), true.into()),
                        TextFormat::default(),
                    );
                    before.inlines.push(end.clone());
                    after.inlines.push(end);
                }
                (Block::Paragraph(was_text), Block::Paragraph(is_text))
                    if same_place(was.place, is.place)
                        && was_text.heading == is_text.heading
                        && was_text.format == is_text.format =>
                {
                    before.inlines.extend(was_text.inlines.iter().cloned());
                    after.inlines.extend(is_text.inlines.iter().cloned());
                }
                _ => return None,
            }
        }
        in_place::changes(self.reading.dom(), *node, before, after)?;
        let [before, after] = both;
        Some(Step::InPlace {
            node: *node,
            before: Box::new(before),
            after: Box::new(after),
        })
    }

    /// How a paragraph with text boxes, and what stands in those, becomes as many new blocks; `None` when it has none.
    pub(super) fn boxes(
        &mut self,
        plan: &mut Plan<'n>,
        old: &Old,
        place: usize,
    ) -> Option<Vec<Step<'n>>> {
        let ([was, ..], [node]) = (old.unit.flats.as_slice(), old.unit.nodes.as_slice()) else {
            return None;
        };
        if old.unit.boxes.is_empty()
            || old.count != old.unit.boxed.saturating_add(1)
            || self.depth >= DEEPEST
        {
            return None;
        }
        let mut steps = Vec::new();
        if was.same(plan.flats.get(place)?) {
            steps.push(Step::Keep(*node));
        } else {
            let alone = Old {
                unit: Unit {
                    flats: vec![was.clone()],
                    nodes: vec![*node],
                    numbering: old.unit.numbering,
                    ..Unit::default()
                },
                start: old.start,
                count: 1,
            };
            steps.push(self.change(plan, &alone, place)?);
        }
        let mut at = place.saturating_add(1);
        let mut plans = Vec::new();
        self.depth = self.depth.saturating_add(1);
        for (content, count) in &old.unit.boxes {
            let end = at.saturating_add(*count);
            let flats = plan.flats.get(at..end).unwrap_or_default().to_vec();
            at = end;
            let units = self.reading.units(*content);
            plans.push(self.plan(*content, units, flats, None));
        }
        self.depth = self.depth.saturating_sub(1);
        steps.push(Step::Cells(*node, plans));
        Some(steps)
    }

    /// The cells of a table, where both have the same shape.
    pub(super) fn cells(
        &mut self,
        node: NodeId,
        before: &Table,
        plan: &Plan<'n>,
        place: usize,
    ) -> Option<Step<'n>> {
        let std::borrow::Cow::Borrowed(Block::Table(after)) = &plan.flats.get(place)?.block else {
            return None;
        };
        let after: &'n Table = after;
        let shape = |table: &Table| -> Vec<Vec<(u32, u32)>> {
            let spans = |cell: &Cell| (cell.column_span, cell.row_span);
            let rows = table.rows.iter();
            rows.map(|row| row.cells.iter().map(spans).collect())
                .collect()
        };
        if shape(before) != shape(after) {
            return None;
        }
        let mut rows = Vec::new();
        self.reading.wrapped(node, "w:tr", &mut rows);
        let mut nodes = Vec::new();
        for row in rows {
            self.reading.cells_of_row(row, &mut nodes)?;
        }
        let old_cells = before.rows.iter().flat_map(|row| &row.cells);
        let new_cells = after.rows.iter().flat_map(|row| &row.cells);
        if nodes.len() != old_cells.clone().count() {
            return None;
        }
        let plans = self.changed_cells(&nodes, old_cells, new_cells)?;
        Some(Step::Cells(node, plans))
    }

    fn changed_cells<'b>(
        &mut self,
        nodes: &[NodeId],
        old: impl Iterator<Item = &'b Cell>,
        new: impl Iterator<Item = &'n Cell>,
    ) -> Option<Vec<Plan<'n>>> {
        let mut plans = Vec::new();
        self.depth = self.depth.saturating_add(1);
        for ((node, old), new) in nodes.iter().zip(old).zip(new) {
            if old.blocks == new.blocks {
                continue;
            }
            if self.reading.dom().is(*node, "w:tr") {
                self.depth = self.depth.saturating_sub(1);
                return None;
            }
            let units = self.reading.units(*node);
            let flats = flatten(&new.blocks, self.styles, false, self.next_list);
            plans.push(self.plan(*node, units, flats, None));
        }
        self.depth = self.depth.saturating_sub(1);
        Some(plans)
    }

    /// The rows of a table of which some came or went, where none went that a cell begins in which spans others.
    pub(super) fn rows(
        &mut self,
        node: NodeId,
        before: &Table,
        plan: &Plan<'n>,
        place: usize,
    ) -> Option<Step<'n>> {
        // What a table owns cannot be planned with for longer than the plan.
        let std::borrow::Cow::Borrowed(Block::Table(after)) = &plan.flats.get(place)?.block else {
            return None;
        };
        let after: &'n Table = after;
        let mut nodes = Vec::new();
        self.reading.wrapped(node, "w:tr", &mut nodes);
        if nodes.len() != before.rows.len() {
            return None;
        }
        let pairs = row_pairs(before, after);
        if pairs.is_empty() {
            return None;
        }
        let mut rows = Vec::new();
        let (mut old, mut new) = (0usize, 0usize);
        let end = (before.rows.len(), after.rows.len());
        for (was, is) in pairs.into_iter().chain([end]) {
            let mut gone = before.rows.get(old..was)?.iter().flat_map(|row| &row.cells);
            if gone.any(|cell| cell.row_span > 1) {
                return None;
            }
            rows.extend(nodes.get(old..was)?.iter().copied().map(RowStep::Remove));
            rows.extend((new..is).map(RowStep::Write));
            (old, new) = (was.saturating_add(1), is.saturating_add(1));
            let (Some(node), Some(was), Some(is)) =
                (nodes.get(was), before.rows.get(was), after.rows.get(is))
            else {
                continue;
            };
            let mut cells = Vec::new();
            self.reading.cells_of_row(*node, &mut cells)?;
            let spans =
                |row: &Row| -> Vec<u32> { row.cells.iter().map(|cell| cell.column_span).collect() };
            if cells.len() != was.cells.len() || spans(was) != spans(is) {
                return None;
            }
            let plans = self.changed_cells(&cells, was.cells.iter(), is.cells.iter())?;
            rows.push(RowStep::Keep(*node, plans));
        }
        Some(Step::Rows {
            node,
            flat: place,
            rows,
        })
    }
}
