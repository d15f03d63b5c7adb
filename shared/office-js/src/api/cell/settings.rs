//! Members of `Api` and `ApiWorkbook` about the program and the document as a whole; `ApiTheme`.

use spindle_ooxml::sheet::pivot::Item;
use spindle_ooxml::sheet::{Area, CellPos, display};

use super::editor::fault;
use super::feature::{self, FeatureRef};
use super::handle::active_sheet;
use super::pivot::item_at;
use super::range::values;
use super::{CellCall, CellEditor, CellResult, worksheet};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static THEME_CLASS: Class<CellEditor> = Class {
    name: "ApiTheme",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("theme".into())),
        Member::new("GetName", theme_name),
    ],
    properties: &[],
};

/// Cells of one mail merge.
const MAX_CELLS: u64 = 262_144;

/// `ApiWorkbook.GetTheme`.
pub fn get_theme(_: &mut CellCall<'_>) -> CellResult {
    Ok(feature::answer(FeatureRef::Theme))
}

fn theme_name(call: &mut CellCall<'_>) -> CellResult {
    let package = &mut call.doc.book.package;
    let main = package.main_part().to_owned();
    let Some(part) = package.related(&main, "theme") else {
        return Ok(Value::Null);
    };
    let root = package
        .root(&part)
        .map_err(|error| ApiError::State(error.to_string()))?;
    Ok(package.dom.attr(root, "name").map(str::to_owned).into())
}

/// `Api.ReplaceTextSmart`: texts for the selected cells, row by row.
pub fn replace_text_smart(call: &mut CellCall<'_>) -> CellResult {
    let texts: Vec<Value<super::CellRef>> = call.args.list(0, "textStrings")?.to_vec();
    let sheet = active_sheet(call.doc)?;
    let area = worksheet::selected(call.doc, sheet)?;
    let cols = u64::from(area.cols());
    for (place, text) in texts.iter().enumerate() {
        let place = place as u64;
        if place >= area.count() {
            break;
        }
        let row = u32::try_from(place / cols).unwrap_or(0);
        let col = u32::try_from(place % cols).unwrap_or(0);
        let cell = CellPos::new(area.first.row + row, area.first.col + col);
        values::set(call.doc, sheet, Area::new(cell, cell), text)?;
    }
    Ok(true.into())
}

/// `Api.GetMailMergeData`: what the cells of a sheet show, or hold, row by row.
pub fn get_mail_merge_data(call: &mut CellCall<'_>) -> CellResult {
    let wanted = call.args.index(0, "nSheet")?;
    let with_format = call.args.boolean(1, false);
    let sheets = call.doc.book.sheets();
    let sheet = *sheets
        .get(wanted)
        .ok_or_else(|| ApiError::Type(format!("there is no worksheet number {wanted}")))?;
    let bounds = call
        .doc
        .book
        .sheet(sheet)
        .map_err(fault)?
        .grid
        .bounds(|view| !view.is_blank());
    let Some(bounds) = bounds else {
        return Ok(Value::List(vec![Value::List(Vec::new())]));
    };
    let mut area = Area::new(CellPos::new(0, 0), bounds.last);
    // Columns end where the first row has no name for them.
    for col in 0..=bounds.last.col {
        if matches!(item_at(call.doc, sheet, CellPos::new(0, col))?, Item::Blank) {
            let Some(last) = col.checked_sub(1) else {
                return Ok(Value::List(vec![Value::List(Vec::new())]));
            };
            area.last.col = last;
            break;
        }
    }
    if area.count() > MAX_CELLS {
        return Err(ApiError::Range(format!(
            "{} cells are more than the {MAX_CELLS} of one merge",
            area.count()
        )));
    }
    let is_1904 = call.doc.book.is_1904();
    let mut rows = Vec::new();
    for row in area.first.row..=area.last.row {
        let mut line = Vec::new();
        for col in area.first.col..=area.last.col {
            let cell = CellPos::new(row, col);
            let text = match item_at(call.doc, sheet, cell)? {
                Item::Blank => String::new(),
                Item::Number(number) if with_format => {
                    let book = &call.doc.book;
                    let style = book.loaded(sheet).map_or(0, |sheet| sheet.style_at(cell));
                    let code = book.styles().number_format(&book.package.dom, style);
                    display::number(number, code, is_1904)
                }
                item => item.caption(),
            };
            line.push(text.into());
        }
        rows.push(Value::List(line));
    }
    Ok(Value::List(rows))
}
