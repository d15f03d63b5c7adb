//! The very sorting: lines of cells put into another order.

use std::cmp::Ordering;

use spindle_ooxml::sheet::pivot::Item;
use spindle_ooxml::sheet::{Area, CellPos, MAX_COLS, MAX_ROWS, SheetId};

use super::super::CellEditor;
use super::super::editor::fault;
use super::super::pivot::item_at;
use crate::class::ApiError;

/// Cells that one call may sort.
const MAX_CELLS: u64 = 1_048_576;

/// Numbers, texts, truth values, errors; blanks always last.
fn compare(a: &Item, b: &Item, descending: bool, match_case: bool) -> Ordering {
    let rank = |item: &Item| match item {
        Item::Number(_) => 0,
        Item::Text(_) => 1,
        Item::Bool(_) => 2,
        Item::Error(_) => 3,
        Item::Blank => 4,
    };
    match (a, b) {
        (Item::Blank, Item::Blank) => Ordering::Equal,
        (Item::Blank, _) => Ordering::Greater,
        (_, Item::Blank) => Ordering::Less,
        _ => {
            let order = match (a, b) {
                (Item::Text(a), Item::Text(b)) => {
                    let order = a.to_lowercase().cmp(&b.to_lowercase());
                    // Small letters stand before great ones.
                    if match_case {
                        order.then_with(|| b.cmp(a))
                    } else {
                        order
                    }
                }
                _ if rank(a) == rank(b) => a.order(b),
                _ => rank(a).cmp(&rank(b)),
            };
            if descending { order.reverse() } else { order }
        }
    }
}

/// Sorts the rows of cells, or their columns, by lines of keys.
pub fn sort(
    doc: &mut CellEditor,
    sheet: SheetId,
    cells: Area,
    keys: &[(Area, bool)],
    match_case: bool,
    by_rows: bool,
) -> Result<(), ApiError> {
    if cells.count() > MAX_CELLS {
        return Err(ApiError::Range(format!(
            "{} cells are more than the {MAX_CELLS} that one call may sort",
            cells.count()
        )));
    }
    let count = if by_rows { cells.cols() } else { cells.rows() };
    let mut lines: Vec<(u32, Vec<Item>)> = Vec::new();
    for line in 0..count {
        let mut values = Vec::new();
        for (key, _) in keys {
            let cell = if by_rows {
                CellPos::new(key.first.row, cells.first.col + line)
            } else {
                CellPos::new(cells.first.row + line, key.first.col)
            };
            values.push(item_at(doc, sheet, cell)?);
        }
        lines.push((line, values));
    }
    lines.sort_by(|(_, a), (_, b)| {
        a.iter()
            .zip(b)
            .zip(keys)
            .map(|((a, b), (_, descending))| compare(a, b, *descending, match_case))
            .find(|order| *order != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    });
    let order: Vec<u32> = lines.into_iter().map(|(line, _)| line).collect();
    if order.iter().copied().eq(0..count) {
        return Ok(());
    }
    let book = &mut doc.book;
    let bounds = book
        .sheet(sheet)
        .map_err(fault)?
        .grid
        .bounds(|_| true)
        .unwrap_or(cells);
    // Lines are put aside below (or right of) everything in their new order, then brought back at once.
    let aside = if by_rows {
        CellPos::new(cells.first.row, bounds.last.col.saturating_add(2))
    } else {
        CellPos::new(bounds.last.row.saturating_add(2), cells.first.col)
    };
    let room = Area::sized(aside.row, aside.col, cells.rows(), cells.cols())
        .filter(|room| room.last.row < MAX_ROWS && room.last.col < MAX_COLS)
        .ok_or_else(|| ApiError::Range("there is no room to sort so many cells".to_owned()))?;
    for (to, from) in order.into_iter().enumerate() {
        let to = u32::try_from(to).unwrap_or(u32::MAX);
        let (source, target) = if by_rows {
            let col = cells.first.col + from;
            (
                Area::new(
                    CellPos::new(cells.first.row, col),
                    CellPos::new(cells.last.row, col),
                ),
                CellPos::new(aside.row, aside.col + to),
            )
        } else {
            let row = cells.first.row + from;
            (
                Area::new(
                    CellPos::new(row, cells.first.col),
                    CellPos::new(row, cells.last.col),
                ),
                CellPos::new(aside.row + to, aside.col),
            )
        };
        book.copy_cells(sheet, source, sheet, target)
            .map_err(fault)?;
    }
    book.copy_cells(sheet, room, sheet, cells.first)
        .map_err(fault)?;
    let loaded = book.sheet_mut(sheet).map_err(fault)?;
    loaded
        .grid
        .remove(room)
        .map_err(|error| fault(error.into()))?;
    loaded
        .merges
        .retain(|merged| merged.intersect(room).is_none());
    Ok(())
}
