//! Columns that came to a table, or went: the rest of the table is what it was.

use spindle_model::document::{Cell, Row, Table};

/// Tables with more columns are written anew; word processors have 63 at most.
const MOST_COLUMNS: usize = 100;

/// What became of the columns, counted as Delta shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// So many came before that one.
    Added(usize, usize),
    /// So many went from that one on.
    Removed(usize, usize),
}

impl Edit {
    /// What makes the columns of one table of those of another one with as many rows; `None` where it is more than that.
    pub fn find(was: &Table, is: &Table) -> Option<Self> {
        let (old, new) = (width(was)?, width(is)?);
        if was.rows.len() != is.rows.len() || old.max(new) > MOST_COLUMNS {
            return None;
        }
        let count = old.abs_diff(new);
        let (narrow, wide) = if old < new { (was, is) } else { (is, was) };
        let narrow_width = old.min(new);
        let same = |at: usize| -> usize {
            narrow
                .rows
                .iter()
                .zip(&wide.rows)
                .map(|(narrow, wide)| {
                    let rest = wide.cells.iter().skip(at.saturating_add(count));
                    let wide = wide.cells.iter().take(at).chain(rest);
                    let pairs = narrow.cells.iter().zip(wide);
                    pairs.filter(|(a, b)| a.blocks == b.blocks).count()
                })
                .sum()
        };
        // Among those that fit as well the first one.
        let (at, found) = (0..=narrow_width)
            .map(|at| (at, same(at)))
            .reduce(|best, one| if one.1 > best.1 { one } else { best })?;
        let cells = narrow_width.saturating_mul(narrow.rows.len());
        if count == 0 || found.saturating_mul(2) < cells {
            return None;
        }
        Some(if old < new {
            Self::Added(at, count)
        } else {
            Self::Removed(at, count)
        })
    }

    /// The new table as it would be with the old columns.
    pub fn undone(self, was: &Table, is: &Table) -> Table {
        let mut table = is.clone();
        for (row, old) in table.rows.iter_mut().zip(&was.rows) {
            match self {
                Self::Added(at, count) => cut(&mut row.cells, at, count),
                Self::Removed(at, count) => {
                    let gone = old.cells.iter().skip(at).take(count).cloned();
                    let at = at.min(row.cells.len());
                    row.cells.splice(at..at, gone);
                }
            }
        }
        table
    }

    /// Does to the table itself what was done; `is` has what new cells say.
    pub fn apply(self, table: &mut Table, is: &Table) {
        let starts = starts(table);
        for ((row, starts), is) in table.rows.iter_mut().zip(&starts).zip(&is.rows) {
            match self {
                Self::Added(at, count) => {
                    add(row, starts, at, is.cells.iter().skip(at).take(count))
                }
                Self::Removed(at, count) => remove(row, starts, at, at.saturating_add(count)),
            }
        }
        match self {
            Self::Added(at, count) if at <= table.columns.len() => {
                // The table stays as wide as it is.
                let all: Option<f32> = table.columns.iter().copied().sum();
                let width = table.columns.get(at.saturating_sub(1)).copied().flatten();
                table
                    .columns
                    .splice(at..at, std::iter::repeat_n(width, count));
                let more: Option<f32> = table.columns.iter().copied().sum();
                if let (Some(all), Some(more)) = (all, more)
                    && more > 0.0
                {
                    for width in table.columns.iter_mut().flatten() {
                        *width *= all / more;
                    }
                }
                if at <= table.column_align.len() {
                    table
                        .column_align
                        .splice(at..at, std::iter::repeat_n(None, count));
                }
            }
            Self::Removed(at, count) => {
                cut(&mut table.columns, at, count);
                cut(&mut table.column_align, at, count);
            }
            Self::Added(..) => table.columns.clear(),
        }
    }
}

/// Takes so many out of a list from a place on, as far as they are there.
fn cut<T>(list: &mut Vec<T>, at: usize, count: usize) {
    let end = at.saturating_add(count).min(list.len());
    list.drain(at.min(end)..end);
}

/// How many columns every row has; `None` where they differ.
fn width(table: &Table) -> Option<usize> {
    let mut widths = table.rows.iter().map(|row| row.cells.len());
    let first = widths.next()?;
    widths.all(|width| width == first).then_some(first)
}

/// For each cell of each row the column that it begins in.
fn starts(table: &Table) -> Vec<Vec<usize>> {
    // For each column the rows below that a cell above still covers.
    let mut covered: Vec<u32> = Vec::new();
    table
        .rows
        .iter()
        .map(|row| {
            let mut column = 0usize;
            let mut starts = Vec::with_capacity(row.cells.len());
            let mut next = vec![0u32; covered.len()];
            for (slot, rows) in next.iter_mut().zip(&covered) {
                *slot = rows.saturating_sub(1);
            }
            for cell in &row.cells {
                while covered.get(column).is_some_and(|rows| *rows > 0) {
                    column = column.saturating_add(1);
                }
                starts.push(column);
                let end = column.saturating_add(span(cell));
                if next.len() < end {
                    next.resize(end, 0);
                }
                for slot in next.iter_mut().take(end).skip(column) {
                    *slot = cell.row_span.saturating_sub(1);
                }
                column = end;
            }
            covered = next;
            starts
        })
        .collect()
}

fn span(cell: &Cell) -> usize {
    // As many as Delta shows of one.
    cell.column_span.clamp(1, 1024) as usize
}

fn add<'c>(row: &mut Row, starts: &[usize], at: usize, new: impl Iterator<Item = &'c Cell>) {
    let wide = row
        .cells
        .iter_mut()
        .zip(starts)
        .find(|(cell, start)| **start < at && at < start.saturating_add(span(cell)));
    let new: Vec<Cell> = new.cloned().collect();
    if let Some((cell, _)) = wide {
        let more = u32::try_from(new.len()).unwrap_or(1);
        cell.column_span = cell.column_span.saturating_add(more);
        return;
    }
    let place = starts.partition_point(|start| *start < at);
    let near = place.checked_sub(1).unwrap_or(place);
    let look = row.cells.get(near).cloned();
    let dressed = new.into_iter().map(|cell| match &look {
        Some(look) => Cell {
            background: look.background,
            vertical_align: look.vertical_align,
            borders: look.borders,
            ..cell
        },
        None => cell,
    });
    row.cells.splice(place..place, dressed);
}

fn remove(row: &mut Row, starts: &[usize], from: usize, to: usize) {
    let cells = std::mem::take(&mut row.cells);
    for (mut cell, start) in cells.into_iter().zip(starts) {
        let columns = span(&cell);
        let end = start.saturating_add(columns);
        let gone = end.min(to).saturating_sub((*start).max(from));
        if gone < columns {
            cell.column_span = u32::try_from(columns.saturating_sub(gone)).unwrap_or(1);
            row.cells.push(cell);
        }
    }
}
