//! `ApiWorkbook`.

use super::handle::{active_sheet, sheet_answer};
use super::{pivot, settings, CellCall, CellEditor, CellRef, CellResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiWorkbook",
    parent: None,
    members: &[
        Member::new("GetActiveSheet", |call| {
            Ok(sheet_answer(active_sheet(call.doc)?))
        }),
        Member::new("GetCustomProperties", |_| {
            Ok(Value::Handle(CellRef::CustomProperties))
        }),
        Member::new("GetSheets", get_sheets),
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
