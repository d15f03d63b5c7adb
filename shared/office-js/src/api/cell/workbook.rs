//! `ApiWorkbook`.

use super::handle::{active_sheet, sheet_answer};
use super::{CellCall, CellEditor, CellResult, pivot, settings};
use crate::api::package;
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiWorkbook",
    parent: None,
    members: &[
        super::chart::GET_ACTIVE_CHART,
        Member::new("GetActiveSheet", |call| {
            Ok(sheet_answer(active_sheet(call.doc)?))
        }),
        Member::new("GetCustomProperties", package::get_custom_properties),
        Member::new("GetSheets", get_sheets),
        Member::new("GetDrawingsByName", super::worksheet::draw::by_name),
        Member::new("GetAllPivotTables", pivot::all),
        Member::new("GetName", |_| Ok(Value::Null)),
        Member::new("GetTheme", settings::get_theme),
        Member::new("Save", |_| Ok(true.into())),
    ],
    properties: &[],
};

/// All worksheets in the order of their tabs.
pub fn get_sheets(call: &mut CellCall<'_>) -> CellResult {
    let sheets = call.doc.book.sheets();
    let with_cells = sheets
        .into_iter()
        .filter(|id| call.doc.book.sheet_part(*id).is_ok());
    Ok(Value::List(with_cells.map(sheet_answer).collect()))
}
