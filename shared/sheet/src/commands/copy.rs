//! Blocks of cells that are copied: what pasting, dragging and filling have in common.

use std::collections::HashMap;

use crate::args::{MAX_COLUMNS, MAX_ROWS, Range, Span};
use crate::formula::shifted;
use crate::json::{Node, Object};
use crate::table::Edit;

/// The most cells that one command writes.
const MOST_CELLS: u64 = 1_048_576;
/// What a cell takes besides its own text: its key, and a share of its row.
const CELL_BYTES: u64 = 16;

/// What of a cell is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    All,
    Values,
    Formatting,
    Formulas,
    ValuesAndFormatting,
    FormulasAndFormatting,
}

/// A block of cells, apart from any sheet. Empty ones are not in it.
pub(super) struct Block {
    rows: u32,
    columns: u32,
    cells: HashMap<(u32, u32), Object>,
    /// Where the block comes from, as row and column, where its formulas are to go along.
    origin: Option<(u32, u32)>,
}

impl Block {
    /// A block of these cells, by row and column from 0. Nothing where it is empty or larger than a sheet.
    pub(super) fn of(
        rows: usize,
        columns: usize,
        cells: HashMap<(u32, u32), Object>,
    ) -> Option<Self> {
        let within = |count: usize, most: u32| {
            u32::try_from(count)
                .ok()
                .filter(|count| (1..=most).contains(count))
        };
        Some(Self {
            rows: within(rows, MAX_ROWS)?,
            columns: within(columns, MAX_COLUMNS)?,
            cells,
            origin: None,
        })
    }

    /// The cells of a range of a sheet, for a copy or a move.
    pub(super) fn read(sheet: &mut Object, range: Range, moves: bool) -> Result<Self, String> {
        let mut edit = Edit::begin(sheet, range.rows)?;
        let (row, column) = (range.rows.start, range.columns.start);
        let mut cells = HashMap::new();
        edit.each(range, |at_row, at_column, cell| {
            let place = (at_row.saturating_sub(row), at_column.saturating_sub(column));
            cells.insert(place, cell);
            None
        })?;
        Ok(Self {
            rows: range.rows.count,
            columns: range.columns.count,
            cells,
            // What is moved keeps the references of its formulas.
            origin: (!moves).then_some((row, column)),
        })
    }

    /// The range that the block fills from a place on; nothing where it would leave the sheet.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<Range> {
        let span = |start: u32, count: u32, most: u32| {
            (start.checked_add(count)? <= most).then_some(Span { start, count })
        };
        Some(Range {
            rows: span(row, self.rows, MAX_ROWS)?,
            columns: span(column, self.columns, MAX_COLUMNS)?,
        })
    }

    /// The range to paste into: the one that is asked for where the block fits into it a whole number of times,
    /// otherwise as much as the block needs.
    pub(super) fn fitted(&self, asked: Range) -> Option<Range> {
        let own = self.at(asked.rows.start, asked.columns.start);
        let fits = |asked: u32, own: u32| asked > own && asked.is_multiple_of(own);
        let rows = fits(asked.rows.count, self.rows).then_some(asked.rows);
        let columns = fits(asked.columns.count, self.columns).then_some(asked.columns);
        match (rows, columns) {
            (Some(rows), Some(columns)) => Some(Range { rows, columns }),
            (Some(rows), None) => own.map(|own| Range { rows, ..own }),
            (None, Some(columns)) => own.map(|own| Range { columns, ..own }),
            (None, None) => own,
        }
    }

    /// Writes the block over a range, again and again from the anchor on in all directions. Where the block has no
    /// cell, the range loses what is taken. `room` is how many bytes may still be written.
    pub(super) fn write(
        &self,
        edit: &mut Edit<'_>,
        range: Range,
        anchor: (u32, u32),
        take: Take,
        room: &mut u64,
    ) -> Result<(), String> {
        self.spend(range, anchor, room)?;
        edit.each(range, |row, column, mut cell| {
            let place = (
                phase(row, anchor.0, self.rows),
                phase(column, anchor.1, self.columns),
            );
            (!self.cells.contains_key(&place)).then(|| {
                put(&mut cell, None, take);
                cell
            })
        })?;
        for ((row, column), source) in &self.cells {
            for at_row in places(*row, anchor.0, self.rows, range.rows) {
                for at_column in places(*column, anchor.1, self.columns, range.columns) {
                    let source = self.moved(source, (*row, *column), (at_row, at_column));
                    edit.change(at_row, at_column, |cell| put(cell, Some(source), take))?;
                }
            }
        }
        Ok(())
    }

    /// Takes what the block will write out of the room that there is for it.
    fn spend(&self, range: Range, anchor: (u32, u32), room: &mut u64) -> Result<(), String> {
        let (mut cells, mut left) = (0_u64, Some(*room));
        let mut text = String::new();
        for ((row, column), source) in &self.cells {
            let rows = places(*row, anchor.0, self.rows, range.rows).count() as u64;
            let columns = places(*column, anchor.1, self.columns, range.columns).count() as u64;
            let times = rows.saturating_mul(columns);
            text.clear();
            source.write(&mut text);
            let bytes = CELL_BYTES.saturating_add(text.len() as u64);
            cells = cells.saturating_add(times);
            left = left.and_then(|left| left.checked_sub(times.saturating_mul(bytes)));
            if cells > MOST_CELLS {
                return Err(format!(
                    "the command would write more than {MOST_CELLS} cells"
                ));
            }
        }
        *room = left.ok_or("the commands would write more than a workbook has room for")?;
        Ok(())
    }

    /// A cell of the block as it reads at another place.
    fn moved(&self, source: &Object, place: (u32, u32), to: (u32, u32)) -> Object {
        let mut cell = source.clone();
        let Some(origin) = self.origin else {
            return cell;
        };
        let Some(formula) = cell.get("formula").and_then(Node::as_text) else {
            return cell;
        };
        let distance =
            |to: u32, origin: u32, place: u32| i64::from(to) - i64::from(origin) - i64::from(place);
        let rows = distance(to.0, origin.0, place.0);
        let columns = distance(to.1, origin.1, place.1);
        let there = shifted(&formula, rows, columns);
        if there != formula {
            // The value that the formula gave at its old place is not the one it gives here.
            cell.remove("value");
            cell.set("formula", Node::of_text(&there));
        }
        cell
    }
}

/// Which row (or column) of a repeated block falls on an index.
fn phase(index: u32, anchor: u32, count: u32) -> u32 {
    let offset = i64::from(index) - i64::from(anchor);
    u32::try_from(offset.rem_euclid(i64::from(count.max(1)))).unwrap_or(0)
}

/// The indices within a span on which one row (or column) of a repeated block falls.
fn places(index: u32, anchor: u32, count: u32, within: Span) -> impl Iterator<Item = u32> {
    let step = count.max(1);
    // How far the first one is from the beginning of the span.
    let offset = i64::from(anchor) + i64::from(index) - i64::from(within.start);
    let first = u32::try_from(offset.rem_euclid(i64::from(step))).unwrap_or(0);
    let start = within.start.saturating_add(first);
    (start..within.end()).step_by(step as usize)
}

/// Gives a cell what is taken of another one, or of none.
fn put(cell: &mut Object, source: Option<Object>, take: Take) {
    let source = source.unwrap_or_default();
    let formulas = matches!(take, Take::Formulas | Take::FormulasAndFormatting);
    match take {
        Take::All => {
            *cell = source;
            return;
        }
        Take::Formatting | Take::ValuesAndFormatting | Take::FormulasAndFormatting => {
            member(cell, &source, "style");
        }
        Take::Values | Take::Formulas => {}
    }
    if take == Take::Formatting {
        return;
    }
    member(cell, &source, "value");
    match formulas {
        true => member(cell, &source, "formula"),
        false => cell.remove("formula"),
    }
}

fn member(cell: &mut Object, source: &Object, name: &str) {
    match source.get(name) {
        Some(node) if name == "value" => cell.set_first(name, node.clone()),
        Some(node) => cell.set(name, node.clone()),
        None => cell.remove(name),
    }
}
