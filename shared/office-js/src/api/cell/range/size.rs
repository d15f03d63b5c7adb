//! Widths, heights, and what is hidden.

use spindle_ooxml::sheet::{Area, MAX_ROWS, SheetId, Worksheet};

use super::super::editor::fault;
use super::super::handle::range;
use super::super::{CellCall, CellEditor, CellResult};
use crate::class::ApiError;
use crate::value::Value;

/// Pixels of a digit of the default font, Calibri 11, at 96 dpi.
const DIGIT: f64 = 7.0;
/// Pixels around the text of a cell.
const PADDING: f64 = 5.0;
/// Pixels of a column without a width.
const DEFAULT_PIXELS: f64 = 64.0;
/// The widest column in characters, the highest row in points.
const MAX_WIDTH: f64 = 255.0;
const MAX_HEIGHT: f64 = 409.5;
/// Points of a row without a height in a worksheet that does not say.
const DEFAULT_HEIGHT: f64 = 15.0;

/// Sets the width of columns in characters; 0 hides them.
pub fn set_width(
    doc: &mut CellEditor,
    id: SheetId,
    (first, last): (u32, u32),
    width: f64,
    without_padding: bool,
) -> Result<(), ApiError> {
    let width = width.clamp(0.0, MAX_WIDTH);
    // The width in files has the padding in it (ECMA-376 Part 1, 18.3.1.13).
    let stored = if without_padding || width == 0.0 {
        width
    } else {
        ((width * DIGIT + PADDING) / DIGIT * 256.0).trunc() / 256.0
    };
    let sheet = doc.book.sheet_mut(id).map_err(fault)?;
    sheet.columns.change(first, last, |column| {
        column.width = Some(stored);
        column.custom = true;
        column.hidden = width == 0.0;
        column.others.retain(|(name, _)| name != "bestFit");
    });
    Ok(())
}

/// Makes a column so wide that this many pixels of text fit.
pub fn fit_width(doc: &mut CellEditor, id: SheetId, col: u32, pixels: f64) -> Result<(), ApiError> {
    let characters = (pixels / DIGIT * 100.0 + 0.5).trunc() / 100.0;
    let stored = (((characters * DIGIT + PADDING) / DIGIT * 256.0).trunc() / 256.0).min(MAX_WIDTH);
    let sheet = doc.book.sheet_mut(id).map_err(fault)?;
    sheet.columns.change(col, col, |column| {
        column.width = Some(stored);
        column.custom = false;
        column.hidden = false;
        column.others.retain(|(name, _)| name != "bestFit");
        column.others.push(("bestFit".to_owned(), "1".to_owned()));
    });
    Ok(())
}

/// Sets the height of rows in points; 0 hides them.
pub fn set_height(
    doc: &mut CellEditor,
    id: SheetId,
    (first, last): (u32, u32),
    height: f64,
) -> Result<(), ApiError> {
    let height = height.clamp(0.0, MAX_HEIGHT);
    let root = doc.book.sheet_mut(id).map_err(fault)?.root;
    let set = |sheet: &mut Worksheet, row: u32| {
        let mut format = sheet.grid.row(row);
        format.hidden = height == 0.0;
        if height > 0.0 {
            format.height = Some(height);
            format.custom_height = true;
        }
        sheet.grid.set_row(row, format);
    };
    if first == 0 && last == MAX_ROWS - 1 {
        let dom = &mut doc.book.package.dom;
        let node = dom.ensure_child(
            root,
            "sheetFormatPr",
            spindle_ooxml::sheet::worksheet::ORDER,
        );
        if height > 0.0 {
            dom.set_attr(node, "defaultRowHeight", &height.to_string());
            dom.set_attr(node, "customHeight", "1");
        } else {
            dom.set_attr(node, "zeroHeight", "1");
        }
        let sheet = doc.book.sheet_mut(id).map_err(fault)?;
        let rows: Vec<u32> = sheet.grid.described_rows().collect();
        for row in rows {
            set(sheet, row);
        }
        return Ok(());
    }
    let sheet = doc.book.sheet_mut(id).map_err(fault)?;
    for row in first..=last {
        set(sheet, row);
    }
    Ok(())
}

pub fn set_column_width(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let width = call.args.number(0, "nWidth")?;
    set_width(call.doc, id, (area.first.col, area.last.col), width, false)?;
    Ok(Value::Undefined)
}

pub fn set_row_height(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let height = call.args.number(0, "nHeight")?;
    set_height(call.doc, id, (area.first.row, area.last.row), height)?;
    Ok(true.into())
}

/// Pixels of a column.
fn pixels(sheet: &Worksheet, default: Option<f64>, col: u32) -> f64 {
    let column = sheet.columns.get(col);
    if column.is_some_and(|column| column.hidden) {
        return 0.0;
    }
    match column.and_then(|column| column.width).or(default) {
        // The calculation that ECMA-376 gives for the width of a column in pixels.
        Some(width) => ((256.0 * width + (128.0 / DIGIT).trunc()) / 256.0 * DIGIT).trunc(),
        None => DEFAULT_PIXELS,
    }
}

/// What the worksheet says about rows and columns that do not say.
fn defaults(call: &mut CellCall<'_>, id: SheetId) -> Result<(Option<f64>, f64), ApiError> {
    let root = call.doc.book.sheet(id).map_err(fault)?.root;
    let dom = &call.doc.book.package.dom;
    let value = |name| {
        let node = dom.child(root, "sheetFormatPr")?;
        dom.attr(node, name)?.parse::<f64>().ok()
    };
    Ok((
        value("defaultColWidth"),
        value("defaultRowHeight").unwrap_or(DEFAULT_HEIGHT),
    ))
}

/// Characters that fit the first column.
pub fn get_column_width(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let (width, _) = defaults(call, id)?;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let pixels = pixels(sheet, width, area.first.col);
    let characters = ((pixels - PADDING) / DIGIT * 100.0 + 0.5).trunc() / 100.0;
    Ok(characters.max(0.0).into())
}

fn height(sheet: &Worksheet, default: f64, row: u32) -> f64 {
    let format = sheet.grid.row(row);
    format.height.unwrap_or(default)
}

/// Points of the first row.
pub fn get_row_height(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let (_, default) = defaults(call, id)?;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    Ok(height(sheet, default, area.first.row).into())
}

/// Pixels of all columns together.
pub fn get_width(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let (width, _) = defaults(call, id)?;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let total: f64 = (area.first.col..=area.last.col)
        .map(|col| pixels(sheet, width, col))
        .sum();
    Ok(total.into())
}

/// Points of all rows together, hidden ones left out.
pub fn get_height(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let (_, default) = defaults(call, id)?;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let rows = sheet
        .grid
        .described_rows()
        .filter(|row| (area.first.row..=area.last.row).contains(row));
    let differing: f64 = rows
        .map(|row| {
            if sheet.grid.row(row).hidden {
                -default
            } else {
                height(sheet, default, row) - default
            }
        })
        .sum();
    Ok((f64::from(area.rows()) * default + differing).into())
}

/// Whole rows and columns are hidden or shown; other ranges, as in the original, are left alone.
pub fn set_hidden(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let hidden = call.args.boolean(0, false);
    let sheet = call.doc.book.sheet_mut(id).map_err(fault)?;
    if area.is_cols() {
        sheet
            .columns
            .change(area.first.col, area.last.col, |column| {
                column.hidden = hidden;
                column.width.get_or_insert(9.140_625);
            });
    } else if area.is_rows() {
        for row in area.first.row..=area.last.row {
            let format = sheet.grid.row(row);
            sheet.grid.set_row(
                row,
                spindle_ooxml::sheet::grid::RowFormat { hidden, ..format },
            );
        }
    }
    Ok(true.into())
}

/// Whether the first of whole rows or columns is hidden.
pub fn get_hidden(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    Ok(is_hidden(sheet, area).into())
}

fn is_hidden(sheet: &Worksheet, area: Area) -> bool {
    if area.is_cols() {
        sheet
            .columns
            .get(area.first.col)
            .is_some_and(|column| column.hidden)
    } else {
        area.is_rows() && sheet.grid.row(area.first.row).hidden
    }
}
