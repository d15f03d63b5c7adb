//! Members that clear, copy, move and merge cells.

use spindle_ooxml::sheet::formula::{Shift, ShiftKind};
use spindle_ooxml::sheet::{Area, CellPos, Content, ContentView, SheetId};

use super::super::editor::fault;
use super::super::feature;
use super::super::handle::range;
use super::super::worksheet::{self, link};
use super::super::{CellCall, CellRef, CellResult};
use super::values;
use crate::class::ApiError;
use crate::value::Value;

/// Cells that one call may fill: it runs to its end whatever time the script has.
const MAX_FILL: u64 = 262_144;

pub fn clear(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    call.doc.book.clear(id, area).map_err(fault)?;
    link::clear(call, area)?;
    Ok(true.into())
}

pub fn clear_contents(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    call.doc.book.clear_contents(id, area).map_err(fault)?;
    Ok(Value::Undefined)
}

pub fn clear_formats(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    call.doc.book.clear_formats(id, area).map_err(fault)?;
    Ok(Value::Undefined)
}

pub fn clear_hyperlinks(call: &mut CellCall<'_>) -> CellResult {
    let (_, area) = range(call)?;
    link::clear(call, area)?;
    Ok(Value::Undefined)
}

fn other(
    call: &CellCall<'_>,
    name: &str,
) -> Result<(spindle_ooxml::sheet::SheetId, Area), ApiError> {
    match call.args.get(0) {
        Value::Handle(CellRef::Range(range)) => Ok((range.sheet, range.area.get())),
        _ => Err(call.args.wrong(0, name, "an ApiRange")),
    }
}

/// Without a destination cells go to the clipboard, which a script's run does not have.
pub fn copy(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    if !call.args.given(0) {
        return Ok(Value::Undefined);
    }
    let (target, to) = other(call, "destination")?;
    call.doc
        .book
        .copy_cells(id, area, target, to.first)
        .map_err(fault)?;
    Ok(Value::Undefined)
}

/// Moves cells; formulas everywhere follow them. Without a destination they go to the clipboard, and nothing changes
/// until they are pasted.
pub fn cut(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    if !call.args.given(0) {
        return Ok(Value::Undefined);
    }
    let (target, to) = other(call, "destination")?;
    let book = &mut call.doc.book;
    book.move_cells(id, area, target, to.first).map_err(fault)?;
    Ok(Value::Undefined)
}

pub fn paste(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let (source, from) = other(call, "rangeFrom")?;
    call.doc
        .book
        .copy_cells(source, from, id, area.first)
        .map_err(fault)?;
    Ok(Value::Undefined)
}

/// Which way cells go: as the argument says, else across for tall ranges and up or down for the others.
fn is_vertical(call: &CellCall<'_>, area: Area, name: &str) -> bool {
    match call.args.get(0) {
        Value::Text(shift) => shift.eq_ignore_ascii_case(name),
        _ => area.cols() >= area.rows(),
    }
}

pub fn insert(call: &mut CellCall<'_>) -> CellResult {
    let (id, at) = range(call)?;
    let kind = match at.is_rows() || (is_vertical(call, at, "down") && !at.is_cols()) {
        true => ShiftKind::Down,
        false => ShiftKind::Right,
    };
    feature::shift(call.doc, id, Shift { at, kind })?;
    look_like_neighbours(call, id, at, kind)?;
    Ok(Value::Undefined)
}

/// Cells that were inserted look like those above them, or those on their left.
fn look_like_neighbours(
    call: &mut CellCall<'_>,
    id: SheetId,
    at: Area,
    kind: ShiftKind,
) -> Result<(), ApiError> {
    let down = kind == ShiftKind::Down;
    let (first, last) = (at.first, at.last);
    let edge = if down {
        first.row.checked_sub(1)
    } else {
        first.col.checked_sub(1)
    };
    let Some(edge) = edge else { return Ok(()) };
    let (neighbours, times) = if down {
        let ends = (CellPos::new(edge, first.col), CellPos::new(edge, last.col));
        (Area::new(ends.0, ends.1), at.rows())
    } else {
        let ends = (CellPos::new(first.row, edge), CellPos::new(last.row, edge));
        (Area::new(ends.0, ends.1), at.cols())
    };
    let sheet = call.doc.book.sheet_mut(id).map_err(fault)?;
    let known = sheet.grid.iter(neighbours);
    let styles: Vec<(CellPos, u32)> = known
        .filter(|(_, view)| view.style != 0)
        .map(|(cell, view)| (cell, view.style))
        .collect();
    if styles.len() as u64 * u64::from(times) > MAX_FILL {
        return Ok(());
    }
    for (cell, style) in styles {
        for step in 1..=times {
            let made = if down {
                CellPos::new(cell.row + step, cell.col)
            } else {
                CellPos::new(cell.row, cell.col + step)
            };
            sheet
                .grid
                .set(made, Content::Blank, style)
                .map_err(|error| fault(error.into()))?;
        }
    }
    Ok(())
}

pub fn delete(call: &mut CellCall<'_>) -> CellResult {
    let (id, at) = range(call)?;
    let kind = match at.is_rows() || (is_vertical(call, at, "up") && !at.is_cols()) {
        true => ShiftKind::Up,
        false => ShiftKind::Left,
    };
    feature::shift(call.doc, id, Shift { at, kind })?;
    Ok(Value::Undefined)
}

pub fn merge(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    if !call.args.boolean(0, false) {
        call.doc.book.merge(id, area).map_err(fault)?;
        return Ok(true.into());
    }
    if area.rows() > 10_000 {
        return Err(ApiError::Range(
            "more than 10000 rows cannot be merged at once".to_owned(),
        ));
    }
    for row in area.first.row..=area.last.row {
        let line = Area::new(
            CellPos::new(row, area.first.col),
            CellPos::new(row, area.last.col),
        );
        call.doc.book.merge(id, line).map_err(fault)?;
    }
    Ok(true.into())
}

pub fn unmerge(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let sheet = call.doc.book.sheet_mut(id).map_err(fault)?;
    sheet
        .merges
        .retain(|merged| merged.intersect(area).is_none());
    Ok(true.into())
}

pub fn select(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    worksheet::select(call.doc, id, area)?;
    Ok(true.into())
}

/// Copies a row or column of the range over the others.
fn fill(
    call: &mut CellCall<'_>,
    from: impl Fn(Area) -> Area,
    to: impl Fn(Area) -> Vec<CellPos>,
) -> CellResult {
    let (id, area) = range(call)?;
    if area.count() > MAX_FILL {
        return Err(ApiError::Range(format!(
            "more than {MAX_FILL} cells cannot be filled at once"
        )));
    }
    let places = to(area);
    let source = from(area);
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let bytes: usize = sheet
        .grid
        .iter(source)
        .filter(|(_, view)| matches!(view.content, ContentView::Formula(_)))
        .filter_map(|(cell, _)| sheet.grid.formula(cell).ok()?)
        .map(|text| text.len())
        .sum();
    values::spend((bytes as u64).saturating_mul(places.len() as u64))?;
    for place in places {
        call.doc
            .book
            .copy_cells(id, source, id, place)
            .map_err(fault)?;
    }
    Ok(true.into())
}

fn row(area: Area, row: u32) -> Area {
    Area::new(
        CellPos::new(row, area.first.col),
        CellPos::new(row, area.last.col),
    )
}

fn col(area: Area, col: u32) -> Area {
    Area::new(
        CellPos::new(area.first.row, col),
        CellPos::new(area.last.row, col),
    )
}

pub fn fill_down(call: &mut CellCall<'_>) -> CellResult {
    let places = |area: Area| {
        (area.first.row + 1..=area.last.row)
            .map(|row| CellPos::new(row, area.first.col))
            .collect()
    };
    fill(call, |area| row(area, area.first.row), places)
}

pub fn fill_up(call: &mut CellCall<'_>) -> CellResult {
    let places = |area: Area| {
        (area.first.row..area.last.row)
            .map(|row| CellPos::new(row, area.first.col))
            .collect()
    };
    fill(call, |area| row(area, area.last.row), places)
}

pub fn fill_right(call: &mut CellCall<'_>) -> CellResult {
    let places = |area: Area| {
        (area.first.col + 1..=area.last.col)
            .map(|col| CellPos::new(area.first.row, col))
            .collect()
    };
    fill(call, |area| col(area, area.first.col), places)
}

pub fn fill_left(call: &mut CellCall<'_>) -> CellResult {
    let places = |area: Area| {
        (area.first.col..area.last.col)
            .map(|col| CellPos::new(area.first.row, col))
            .collect()
    };
    fill(call, |area| col(area, area.last.col), places)
}
