//! Members that find cells of a worksheet.

use spindle_ooxml::sheet::{Area, CellPos, MAX_COLS, MAX_ROWS};

use super::super::editor::fault;
use super::super::handle::{answer, sheet};
use super::super::{CellCall, CellRef, CellResult, name};
use crate::class::ApiError;
use crate::value::Value;

/// The area that an argument names or is; a name may have the active sheet before it.
pub fn area(call: &CellCall<'_>, index: usize) -> Option<Area> {
    match call.args.get(index) {
        Value::Handle(CellRef::Range(range)) => Some(range.area.get()),
        Value::Text(text) => Area::parse(text),
        _ => None,
    }
}

/// `GetRange("A1:B2")`, or the rectangle around two ranges.
pub fn get_range(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let wrong = |name: &str| ApiError::State(format!("Incorrect \"{name}\" or it is empty."));
    let first = area(call, 0).ok_or_else(|| wrong("Range1"))?;
    let second = match call.args.given(1) {
        true => Some(area(call, 1).ok_or_else(|| wrong("Range2"))?),
        false => None,
    };
    Ok(answer(
        id,
        second.map_or(first, |second| first.union(second)),
    ))
}

/// `Api.GetRange`: as [`get_range`], of the active sheet; a sheet named before the cells is the one that is meant.
pub fn get_range_of_book(call: &mut CellCall<'_>) -> CellResult {
    if let Value::Text(text) = call.args.get(0)
        && let Some((id, area)) = name::place(&call.doc.book, text)
    {
        return Ok(answer(id, area));
    }
    get_range(call)
}

/// A row counted from 0.
pub fn row(call: &CellCall<'_>, index: usize, name: &str) -> Result<u32, ApiError> {
    let row = call.args.index(index, name)?;
    u32::try_from(row)
        .ok()
        .filter(|row| *row < MAX_ROWS)
        .ok_or_else(|| {
            ApiError::Range(format!(
                "argument {} ({name}) must be less than {MAX_ROWS}",
                index + 1
            ))
        })
}

/// A column counted from 0.
pub fn column(call: &CellCall<'_>, index: usize, name: &str) -> Result<u32, ApiError> {
    let col = call.args.index(index, name)?;
    u32::try_from(col)
        .ok()
        .filter(|col| *col < MAX_COLS)
        .ok_or_else(|| {
            ApiError::Range(format!(
                "argument {} ({name}) must be less than {MAX_COLS}",
                index + 1
            ))
        })
}

pub fn get_range_by_number(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    Ok(answer(
        id,
        Area::cell(row(call, 0, "nRow")?, column(call, 1, "nCol")?),
    ))
}

/// Cells counted from 1: by row and column, or by number in rows; all without arguments.
pub fn get_cells(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let cells = i64::from(MAX_COLS);
    let given = |index, name| -> Result<Option<i64>, ApiError> {
        if call.args.given(index) {
            call.args.integer(index, name).map(Some)
        } else {
            Ok(None)
        }
    };
    let (row, col) = match (given(0, "row")?, given(1, "col")?) {
        (None, None) => return Ok(answer(id, Area::sheet())),
        (Some(number), None) => (
            (number - 1).div_euclid(cells),
            (number - 1).rem_euclid(cells),
        ),
        (row, col) => (row.unwrap_or(1) - 1, col.unwrap_or(1) - 1),
    };
    let inside = |at: i64, end: u32| u32::try_from(at).ok().filter(|at| *at < end);
    match (inside(row, MAX_ROWS), inside(col, MAX_COLS)) {
        (Some(row), Some(col)) => Ok(answer(id, Area::cell(row, col))),
        _ => Err(ApiError::State(
            "Invalid parameter \"row\" or \"col\".".to_owned(),
        )),
    }
}

/// `GetRows(2)` or `GetRows("1:3")`.
pub fn get_rows(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let rows =
        |first: u32, last: u32| Area::new(CellPos::new(first, 0), CellPos::new(last, MAX_COLS - 1));
    let area = match call.args.get(0) {
        Value::Number(number) if (1.0..=f64::from(MAX_ROWS)).contains(number) => {
            let row = *number as u32 - 1;
            Some(rows(row, row))
        }
        Value::Undefined => Some(Area::sheet()),
        Value::Text(text) => {
            let spelled = if text.contains(':') {
                text.clone()
            } else {
                format!("{text}:{text}")
            };
            Area::parse(&spelled).map(|area| rows(area.first.row, area.last.row))
        }
        _ => None,
    };
    let wrong = || {
        ApiError::Range(format!(
            "argument 1 (value) must be a row from 1 to {MAX_ROWS}, or rows such as \"1:3\""
        ))
    };
    area.map(|area| answer(id, area)).ok_or_else(wrong)
}

/// `GetCols("A:C")` or `GetCols("A")`; cells such as `A1:C1` are answered as they are.
pub fn get_cols(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let Value::Text(text) = call.args.get(0) else {
        return Err(call.args.wrong(0, "sRange", "a string such as \"A:C\""));
    };
    if text.contains(|digit: char| digit.is_ascii_digit())
        && let Some(cells) = Area::parse(text)
    {
        return Ok(answer(id, cells));
    }
    let spelled = if text.contains(':') {
        text.clone()
    } else {
        format!("{text}:{text}")
    };
    let area = Area::parse(&spelled).ok_or_else(|| {
        ApiError::Range(format!("argument 1 (sRange) names no columns: {text:?}"))
    })?;
    let last = CellPos::new(MAX_ROWS - 1, area.last.col);
    Ok(answer(id, Area::new(CellPos::new(0, area.first.col), last)))
}

/// From the first cell to the last that holds anything, formats included, or that is merged with others.
pub fn get_used_range(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let held = sheet
        .grid
        .bounds(|cell| cell.style != 0 || !cell.is_blank());
    let ends = sheet.merges.iter().chain(&held).map(|area| area.last);
    let last =
        ends.reduce(|one, other| CellPos::new(one.row.max(other.row), one.col.max(other.col)));
    let first = CellPos::new(0, 0);
    Ok(answer(
        id,
        last.map_or(Area::cell(0, 0), |last| Area::new(first, last)),
    ))
}

pub fn all_cells(call: &mut CellCall<'_>) -> CellResult {
    Ok(answer(sheet(call)?, Area::sheet()))
}
