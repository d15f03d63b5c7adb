//! Where a range is, and ranges around it.

use spindle_ooxml::sheet::formula::quoted_sheet;
use spindle_ooxml::sheet::reference::col_name;
use spindle_ooxml::sheet::{Area, CellPos, MAX_COLS, MAX_ROWS, SheetId};

use super::super::editor::fault;
use super::super::handle::{answer, range, sheet_answer};
use super::super::worksheet::lookup;
use super::super::{CellCall, CellRef, CellResult, name};
use crate::class::ApiError;
use crate::value::Value;

/// Cells that the members which grow a region look at.
const MAX_REGION: u64 = 4_000_000;

/// Cells that one `ForEach` visits.
const MAX_EACH: u64 = 262_144;

pub fn itself(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    Ok(answer(sheet, area))
}

pub fn get_row(call: &mut CellCall<'_>) -> CellResult {
    Ok(f64::from(range(call)?.1.first.row + 1).into())
}

pub fn get_col(call: &mut CellCall<'_>) -> CellResult {
    Ok(f64::from(range(call)?.1.first.col + 1).into())
}

/// Cells; of whole columns or rows, how many of these. All cells count each.
pub fn get_count(call: &mut CellCall<'_>) -> CellResult {
    let area = range(call)?.1;
    Ok(match (area.is_cols(), area.is_rows()) {
        (true, false) => f64::from(area.cols()).into(),
        (false, true) => f64::from(area.rows()).into(),
        _ => (area.count() as f64).into(),
    })
}

pub fn get_rows_count(call: &mut CellCall<'_>) -> CellResult {
    Ok(f64::from(range(call)?.1.rows()).into())
}

pub fn get_columns_count(call: &mut CellCall<'_>) -> CellResult {
    Ok(f64::from(range(call)?.1.cols()).into())
}

pub fn get_worksheet(call: &mut CellCall<'_>) -> CellResult {
    Ok(sheet_answer(range(call)?.0))
}

pub fn get_areas(call: &mut CellCall<'_>) -> CellResult {
    match &call.this {
        CellRef::Range(range) => Ok(Value::Handle(CellRef::Areas(range.clone()))),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiRange".to_owned(),
        )),
    }
}

/// A place in rows and columns that must be on the sheet; before it there is its edge.
fn placed(sheet: SheetId, row: i64, col: i64, rows: u32, cols: u32) -> CellResult {
    let outside = || ApiError::Range("the cells would be outside of the worksheet".to_owned());
    let row = u32::try_from(row.max(0)).map_err(|_| outside())?;
    let col = u32::try_from(col.max(0)).map_err(|_| outside())?;
    Area::sized(row, col, rows, cols)
        .map(|area| answer(sheet, area))
        .ok_or_else(outside)
}

fn number(call: &CellCall<'_>, index: usize, name: &str) -> Result<Option<i64>, ApiError> {
    if call.args.given(index) {
        call.args.integer(index, name).map(Some)
    } else {
        Ok(None)
    }
}

/// Hands every cell, row by row, to the script's function.
pub fn for_each(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    if !matches!(call.args.get(0), Value::Function) {
        return Ok(false.into());
    }
    if area.count() > MAX_EACH {
        let message = format!(
            "{} cells are more than the {MAX_EACH} that one call may visit",
            area.count()
        );
        return Err(ApiError::Range(message));
    }
    let cells = (area.first.row..=area.last.row)
        .flat_map(|row| (area.first.col..=area.last.col).map(move |col| CellPos { row, col }))
        .map(|cell| {
            answer(
                sheet,
                Area {
                    first: cell,
                    last: cell,
                },
            )
        });
    Ok(Value::Each(cells.collect()))
}

/// Cells counted from 1 inside the range: by row and column, or by number in rows; they may lie outside.
pub fn get_cells(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let cols = i64::from(area.cols());
    let (row, col) = match (number(call, 0, "row")?, number(call, 1, "col")?) {
        (None, None) => return Ok(answer(sheet, area)),
        (Some(number), None) => ((number - 1).div_euclid(cols), (number - 1).rem_euclid(cols)),
        (row, col) => (row.unwrap_or(1) - 1, col.unwrap_or(1) - 1),
    };
    placed(
        sheet,
        i64::from(area.first.row) + row,
        i64::from(area.first.col) + col,
        1,
        1,
    )
}

/// One row of the range, the first without an argument.
pub fn get_rows(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let row = number(call, 0, "nRow")?.unwrap_or(1) - 1;
    placed(
        sheet,
        i64::from(area.first.row) + row,
        i64::from(area.first.col),
        1,
        area.cols(),
    )
}

/// One column of the range, the first without an argument.
pub fn get_cols(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let col = number(call, 0, "nCol")?.unwrap_or(1) - 1;
    placed(
        sheet,
        i64::from(area.first.row),
        i64::from(area.first.col) + col,
        area.rows(),
        1,
    )
}

/// Cells named as if the range began at A1.
pub fn get_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let named = |index| match call.args.get(index) {
        Value::Text(text) => Area::parse(text)
            .and_then(|inner| inner.shifted(i64::from(area.first.row), i64::from(area.first.col))),
        _ => lookup::area(call, index)
            .and_then(|inner| inner.shifted(i64::from(area.first.row), i64::from(area.first.col))),
    };
    let wrong = |name: &str| ApiError::State(format!("Incorrect \"{name}\" or it is empty."));
    let first = named(0).ok_or_else(|| wrong("cell1"))?;
    if !call.args.given(1) {
        return Ok(answer(sheet, first));
    }
    let second = named(1).ok_or_else(|| wrong("cell2"))?;
    Ok(answer(sheet, first.union(second)))
}

pub fn get_entire_row(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let last = CellPos::new(area.last.row, MAX_COLS - 1);
    Ok(answer(
        sheet,
        Area::new(CellPos::new(area.first.row, 0), last),
    ))
}

pub fn get_entire_column(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let last = CellPos::new(MAX_ROWS - 1, area.last.col);
    Ok(answer(
        sheet,
        Area::new(CellPos::new(0, area.first.col), last),
    ))
}

pub fn offset(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let rows = number(call, 0, "rowOffset")?.unwrap_or(0);
    let cols = number(call, 1, "columnOffset")?.unwrap_or(0);
    Ok(area
        .shifted(rows, cols)
        .map_or(Value::Null, |area| answer(sheet, area)))
}

pub fn resize(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let size = |index, name, old: u32| -> Result<u32, ApiError> {
        match number(call, index, name)? {
            None | Some(0) => Ok(old),
            Some(size) => u32::try_from(size).map_err(|_| {
                ApiError::Range(format!(
                    "argument {} ({name}) must not be negative",
                    index + 1
                ))
            }),
        }
    };
    let rows = size(0, "rowSize", area.rows())?;
    let cols = size(1, "columnSize", area.cols())?;
    Ok(Area::sized(area.first.row, area.first.col, rows, cols)
        .map_or(Value::Null, |area| answer(sheet, area)))
}

/// Moves the range itself.
pub fn set_offset(call: &mut CellCall<'_>) -> CellResult {
    let (_, area) = range(call)?;
    let rows = number(call, 0, "nRow")?.unwrap_or(0);
    let cols = number(call, 1, "nCol")?.unwrap_or(0);
    // What would lie before the sheet begins at its edge.
    let rows = rows.max(-i64::from(area.first.row));
    let cols = cols.max(-i64::from(area.first.col));
    match (area.shifted(rows, cols), &call.this) {
        (Some(moved), CellRef::Range(range)) => {
            range.area.set(moved);
            Ok(true.into())
        }
        _ => Ok(false.into()),
    }
}

/// The block of filled cells around the range, up to empty rows and columns.
pub fn get_current_region(call: &mut CellCall<'_>) -> CellResult {
    let (id, all) = range(call)?;
    let mut area = all;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let grid = &sheet.grid;
    // Corners count: a filled cell that touches the block only diagonally belongs to it.
    let row_filled = |row: u32, area: &Area| {
        let left = CellPos::new(row, area.first.col.saturating_sub(1));
        let right = CellPos::new(row, (area.last.col + 1).min(MAX_COLS - 1));
        grid.iter(Area::new(left, right))
            .any(|(_, view)| !view.is_blank())
    };
    let col_filled = |col: u32, area: &Area| {
        let rows = area.first.row.saturating_sub(1)..=(area.last.row + 1).min(MAX_ROWS - 1);
        rows.into_iter().any(|row| {
            grid.get(CellPos::new(row, col))
                .is_some_and(|view| !view.is_blank())
        })
    };
    // Each step looks at one row or column more, so all steps together look at no more cells than the region has.
    loop {
        let before = area;
        while area.first.row > 0 && row_filled(area.first.row - 1, &area) {
            area.first.row -= 1;
        }
        while area.last.row + 1 < MAX_ROWS && row_filled(area.last.row + 1, &area) {
            area.last.row += 1;
        }
        if area.first.col > 0 && col_filled(area.first.col - 1, &area) {
            area.first.col -= 1;
        }
        if area.last.col + 1 < MAX_COLS && col_filled(area.last.col + 1, &area) {
            area.last.col += 1;
        }
        if area == before || area.count() > MAX_REGION {
            // A cell beside a block, that is empty itself, is no part of it.
            let filled = grid
                .iter(area)
                .filter(|(_, view)| !view.is_blank())
                .map(|(cell, _)| Area::cell(cell.row, cell.col))
                .reduce(|one, other| one.union(other));
            return Ok(answer(
                id,
                filled.unwrap_or(Area::cell(all.last.row, all.last.col)),
            ));
        }
    }
}

pub fn get_merge_area(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let merged = sheet.merge_at(area.first).unwrap_or(area);
    if !area.is_cell() && sheet.merge_at(area.first) != Some(area) {
        return Err(ApiError::State("the range has more than one cell".into()));
    }
    Ok(answer(id, merged))
}

/// The defined name whose cells are exactly these; where there is none, an object that answers nothing.
pub fn get_def_name(call: &mut CellCall<'_>) -> CellResult {
    let here = range(call)?;
    let book = &call.doc.book;
    let found = book
        .names()
        .into_iter()
        .find(|known| name::place(book, &known.formula) == Some(here));
    Ok(Value::Handle(found.map_or(CellRef::NoName, |found| {
        CellRef::Name(found.node)
    })))
}

pub fn get_absolute_address(call: &mut CellCall<'_>) -> CellResult {
    let (_, area) = range(call)?;
    Ok(address(area, true, true).into())
}

/// `GetAddress(RowAbs, ColAbs, RefStyle, External, RelativeTo)`.
pub fn get_address(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let (fixed_row, fixed_col) = (call.args.boolean(0, false), call.args.boolean(1, false));
    let text = if matches!(call.args.get(2), Value::Text(style) if style == "xlR1C1") {
        let home = match call.args.get(4) {
            Value::Handle(CellRef::Range(range)) => range.area.get().first,
            _ => CellPos::new(0, 0),
        };
        r1c1(area, fixed_row, fixed_col, home)
    } else {
        address(area, fixed_row, fixed_col)
    };
    if !call.args.boolean(3, false) {
        return Ok(text.into());
    }
    let sheet = call.doc.book.sheet_name(id).map_err(fault)?;
    let quoted = quoted_sheet(sheet);
    // The workbook has no name before it is saved.
    Ok(format!("[]{quoted}!{text}").into())
}

/// An area in A1 style; one whole row or column in short.
pub fn address(area: Area, fixed_row: bool, fixed_col: bool) -> String {
    let dollar = |fixed: bool| if fixed { "$" } else { "" };
    let row = |at: u32| format!("{}{}", dollar(fixed_row), at + 1);
    let col = |at: u32| format!("{}{}", dollar(fixed_col), col_name(at));
    let cell = |cell: CellPos| format!("{}{}", col(cell.col), row(cell.row));
    if area.is_cell() {
        cell(area.first)
    } else if area.is_cols() && area.cols() == 1 {
        format!("{0}:{0}", col(area.first.col))
    } else if area.is_rows() && area.rows() == 1 {
        format!("{0}:{0}", row(area.first.row))
    } else {
        format!("{}:{}", cell(area.first), cell(area.last))
    }
}

fn r1c1(area: Area, fixed_row: bool, fixed_col: bool, home: CellPos) -> String {
    let axis = |letter: char, at: u32, fixed: bool, home: u32| {
        if fixed {
            return format!("{letter}{}", at + 1);
        }
        match i64::from(at) - i64::from(home) {
            0 => letter.to_string(),
            by => format!("{letter}[{by}]"),
        }
    };
    let cell = |cell: CellPos| {
        format!(
            "{}{}",
            axis('R', cell.row, fixed_row, home.row),
            axis('C', cell.col, fixed_col, home.col)
        )
    };
    if area.is_cell() {
        cell(area.first)
    } else {
        format!("{}:{}", cell(area.first), cell(area.last))
    }
}
