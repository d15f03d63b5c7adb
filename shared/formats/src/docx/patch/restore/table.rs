//! A table that was edited as Delta, which knows neither cells that span others nor more than a line in a cell.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use spindle_model::convert::Warnings;
use spindle_model::document::{Block, Cell, Document, Paragraph, Row, Table};

use super::super::align::align;
use super::columns::Edit;
use super::format::place;
use super::group::{Group, single};
use super::line::Edited;
use super::rows;
use crate::docx::flat::{Place, nest, same_place};

/// Where the table stands.
pub(super) struct Context<'c> {
    pub group: &'c Group,
    /// The lines of its cells.
    pub lines: &'c [(usize, usize)],
    /// The paragraphs of its cells.
    pub paragraphs: &'c [Paragraph],
}

/// Gives a table what was changed of it: `was` is how Delta showed it, `is` how it is there now.
pub(super) fn change(
    table: &mut Table,
    was: &Table,
    is: &Table,
    context: &Context<'_>,
    warnings: &mut Warnings,
) -> Option<()> {
    let spots = spots(table, was, &context.group.part.cells)?;
    let pairs = pairs(was, is);
    let same_columns = pairs.iter().all(|(old, new)| {
        let cells = |table: &Table, row: usize| table.rows.get(row).map(|row| row.cells.len());
        cells(was, *old) == cells(is, *new)
    });
    if !same_columns && let Some(edit) = Edit::find(was, is) {
        let before = edit.undone(was, is);
        change(table, was, &before, context, warnings)?;
        edit.apply(table, is);
        return Some(());
    }
    if !same_columns {
        // The cells that others spanned stand for themselves now.
        table.rows.clone_from(&is.rows);
        if let Some(first) = table.rows.first()
            && first.cells.len() != table.columns.len()
        {
            table.columns.clear();
            table.column_align.clear();
        }
        return Some(());
    }
    // First the text of paragraphs, which are counted; then what changes their number.
    let mut edited = Edited::default();
    let mut later: Vec<(usize, usize, Later)> = Vec::new();
    for (old, new) in &pairs {
        let first: usize = was.rows.iter().take(*old).map(|row| row.cells.len()).sum();
        let shown = was.rows.get(*old)?.cells.iter();
        let now = is.rows.get(*new)?.cells.iter();
        let mut before = 0usize;
        for (column, (shown, now)) in shown.zip(now).enumerate() {
            let at = first.saturating_add(column);
            let spot = spots.get(at).copied().flatten();
            before = spot.unwrap_or(before);
            if shown.blocks == now.blocks {
                continue;
            }
            if spot.is_none() {
                warnings.add(
                    "table-spans-dropped",
                    "text in a cell that another one covers went to the cell before it",
                );
                later.push((*old, before, Later::Append(now.blocks.clone())));
                continue;
            }
            let line = context.lines.get(at).copied()?;
            if let Some(what) = change_cell(shown, now, line, context, &mut edited) {
                later.push((*old, before, what));
            }
        }
    }
    let mut document = Document {
        blocks: vec![Block::Table(std::mem::take(table))],
        ..Document::default()
    };
    edited.apply(&mut document);
    let Some(Block::Table(changed)) = document.blocks.pop() else {
        return None;
    };
    *table = changed;
    for (row, cell, what) in later {
        let row = table.rows.get_mut(row)?;
        let cell = row.cells.get_mut(cell)?;
        match what {
            Later::Blocks(blocks) => cell.blocks = blocks,
            Later::Append(mut blocks) => cell.blocks.append(&mut blocks),
            Later::Place(was, is) => {
                let mut own = single(&cell.blocks)?;
                own.place = place(own.place, was, is);
                cell.blocks = nest(std::iter::once(own));
            }
        }
    }
    let mut rest = spots.as_slice();
    let mut by_row = Vec::with_capacity(was.rows.len());
    for row in &was.rows {
        let (own, others) = rest.split_at_checked(row.cells.len())?;
        by_row.push(own.to_vec());
        rest = others;
    }
    table.rows = rows::arrange(table, is, &pairs, &by_row)?;
    Some(())
}

/// What is done to a cell when the text of its paragraphs is.
enum Later {
    /// It says something else.
    Blocks(Vec<Block>),
    /// It says more.
    Append(Vec<Block>),
    /// Its only block, which Delta showed at that place, stands at this one now.
    Place(Place, Place),
}

fn change_cell(
    was: &Cell,
    is: &Cell,
    line: (usize, usize),
    context: &Context<'_>,
    edited: &mut Edited,
) -> Option<Later> {
    if let (Some(shown), Some(now)) = (single(&was.blocks), single(&is.blocks))
        && let (Block::Paragraph(before), Block::Paragraph(after)) = (&*shown.block, &*now.block)
        && let Some(line) = context.group.line(line, context.paragraphs)
        && !line.is_empty()
    {
        let stays = same_place(shown.place, now.place);
        if (stays || line.is_one()) && line.edit(before, after, edited).is_some() {
            return (!stays).then_some(Later::Place(shown.place, now.place));
        }
    }
    Some(Later::Blocks(is.blocks.clone()))
}

/// For each cell that Delta shows the place in its row of the one that it is; `None` for those that another covers.
fn spots(table: &Table, was: &Table, cells: &[bool]) -> Option<Vec<Option<usize>>> {
    let mut spots = Vec::with_capacity(cells.len());
    let mut flags = cells.iter();
    for (row, shown) in table.rows.iter().zip(&was.rows) {
        let mut own = 0usize;
        for _ in &shown.cells {
            if *flags.next()? {
                spots.push(Some(own));
                own = own.saturating_add(1);
            } else {
                spots.push(None);
            }
        }
        if own != row.cells.len() {
            return None;
        }
    }
    (table.rows.len() == was.rows.len() && flags.next().is_none()).then_some(spots)
}

/// Which rows are which: those that are the same, and those between that look like it.
pub(in crate::docx::patch) fn pairs(was: &Table, is: &Table) -> Vec<(usize, usize)> {
    let number = |row: &Row| {
        let mut hasher = DefaultHasher::new();
        format!("{:?}", row.cells).hash(&mut hasher);
        hasher.finish() as usize
    };
    let old: Vec<usize> = was.rows.iter().map(number).collect();
    let new: Vec<usize> = is.rows.iter().map(number).collect();
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0usize, 0usize);
    for (x, y) in align(&old, &new)
        .into_iter()
        .chain([(was.rows.len(), is.rows.len())])
    {
        let one_to_one = x.saturating_sub(a) == y.saturating_sub(b);
        let mut next = b;
        for row in a..x {
            let found = if one_to_one {
                Some(b.saturating_add(row.saturating_sub(a)))
            } else {
                (next..y).find(|at| alike(was.rows.get(row), is.rows.get(*at)))
            };
            if let Some(at) = found {
                pairs.push((row, at));
                next = at.saturating_add(1);
            }
        }
        if x < was.rows.len() {
            pairs.push((x, y));
        }
        (a, b) = (x.saturating_add(1), y.saturating_add(1));
    }
    pairs
}

/// Whether half of the cells of two rows are the same.
fn alike(was: Option<&Row>, is: Option<&Row>) -> bool {
    let (Some(was), Some(is)) = (was, is) else {
        return false;
    };
    let same = was
        .cells
        .iter()
        .zip(&is.cells)
        .filter(|(was, is)| was.blocks == is.blocks)
        .count();
    was.cells.len() == is.cells.len() && same.saturating_mul(2) >= was.cells.len()
}
