//! `ApiFreezePanes`, and the panes by kind that `Api` knows (ECMA-376 Part 1, 18.3.1.66).

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::{Area, CellPos, MAX_COLS, MAX_ROWS, SheetId};

use super::editor::fault;
use super::handle::{active_sheet, answer, sheet};
use super::worksheet::view;
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiFreezePanes",
    parent: None,
    members: &[
        Member::new("FreezeAt", freeze_at),
        Member::new("FreezeColumns", |call| {
            let count = count(call)?;
            freeze(call, 0, count)
        }),
        Member::new("FreezeRows", |call| {
            let count = count(call)?;
            freeze(call, count, 0)
        }),
        Member::new("GetLocation", get_location),
        Member::new("Unfreeze", |call| freeze(call, 0, 0)),
    ],
    properties: &[],
};

fn count(call: &CellCall<'_>) -> Result<u32, ApiError> {
    let count = if call.args.given(0) {
        call.args.integer(0, "count")?
    } else {
        0
    };
    u32::try_from(count.max(0))
        .ok()
        .filter(|count| *count < MAX_COLS)
        .ok_or_else(|| ApiError::Range(format!("argument 1 (count) must be less than {MAX_COLS}")))
}

fn freeze_at(call: &mut CellCall<'_>) -> CellResult {
    let area = match call.args.get(0) {
        Value::Handle(CellRef::Range(range)) => Some(range.area.get()),
        Value::Text(text) => Area::parse(text),
        _ => None,
    };
    let area = area.ok_or_else(|| call.args.wrong(0, "frozenRange", "a range"))?;
    let rows = if area.is_cols() { 0 } else { area.last.row + 1 };
    let cols = if area.is_rows() { 0 } else { area.last.col + 1 };
    freeze(call, rows, cols)
}

fn freeze(call: &mut CellCall<'_>, rows: u32, cols: u32) -> CellResult {
    let id = sheet(call)?;
    set(call.doc, id, rows, cols)?;
    Ok(Value::Undefined)
}

/// Freezes so many rows and columns; none of both lets all panes go.
fn set(doc: &mut CellEditor, id: SheetId, rows: u32, cols: u32) -> Result<(), ApiError> {
    let view = view(doc, id)?;
    let dom = &mut doc.book.package.dom;
    if let Some(pane) = dom.child(view, "pane") {
        dom.detach(pane);
    }
    // A selection belongs to a pane; without panes there is one.
    let selections: Vec<NodeId> = dom.elements(view, "selection").collect();
    for selection in selections.iter().skip(1) {
        dom.detach(*selection);
    }
    if let Some(selection) = selections.first() {
        dom.remove_attr(*selection, "pane");
    }
    if rows == 0 && cols == 0 {
        return Ok(());
    }
    let pane = dom.element("pane");
    for (name, count) in [("xSplit", cols), ("ySplit", rows)] {
        if count > 0 {
            dom.set_attr(pane, name, &count.to_string());
        }
    }
    let active = match (rows, cols) {
        (0, _) => "topRight",
        (_, 0) => "bottomLeft",
        _ => "bottomRight",
    };
    dom.set_attr(pane, "topLeftCell", &CellPos::new(rows, cols).name());
    dom.set_attr(pane, "activePane", active);
    dom.set_attr(pane, "state", "frozen");
    dom.prepend(view, pane);
    if let Some(selection) = selections.first() {
        dom.set_attr(*selection, "pane", active);
    }
    Ok(())
}

/// How many rows and columns are frozen.
fn frozen(doc: &mut CellEditor, id: SheetId) -> Result<(u32, u32), ApiError> {
    let root = doc.book.sheet(id).map_err(fault)?.root;
    let dom = &doc.book.package.dom;
    let Some(pane) = dom.path(root, &["sheetViews", "sheetView", "pane"]) else {
        return Ok((0, 0));
    };
    if !matches!(dom.attr(pane, "state"), Some("frozen" | "frozenSplit")) {
        return Ok((0, 0));
    }
    let split = |name, most: u32| {
        dom.attr(pane, name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
            .min(most)
    };
    Ok((split("ySplit", MAX_ROWS - 1), split("xSplit", MAX_COLS - 1)))
}

fn get_location(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let (rows, cols) = frozen(call.doc, id)?;
    let last = match (rows, cols) {
        (0, 0) => return Ok(Value::Null),
        (0, cols) => CellPos::new(MAX_ROWS - 1, cols - 1),
        (rows, 0) => CellPos::new(rows - 1, MAX_COLS - 1),
        (rows, cols) => CellPos::new(rows - 1, cols - 1),
    };
    Ok(answer(id, Area::new(CellPos::new(0, 0), last)))
}

/// `Api.GetFreezePanesType`: `row`, `column`, `cell` or `null` of the active sheet.
pub fn get_type(call: &mut CellCall<'_>) -> CellResult {
    let id = active_sheet(call.doc)?;
    Ok(match frozen(call.doc, id)? {
        (0, 0) => Value::Null,
        (0, _) => "column".into(),
        (_, 0) => "row".into(),
        _ => "cell".into(),
    })
}

/// `Api.SetFreezePanesType`: the first row, the first column, what is above and left of the active cell, or none.
pub fn set_type(call: &mut CellCall<'_>) -> CellResult {
    let id = active_sheet(call.doc)?;
    let (rows, cols) = match call.args.get(0) {
        Value::Null => (0, 0),
        Value::Text(kind) if kind == "row" => (1, 0),
        Value::Text(kind) if kind == "column" => (0, 1),
        Value::Text(kind) if kind == "cell" => {
            let cell = super::worksheet::active_cell(call.doc, id)?;
            (cell.row, cell.col)
        }
        _ => return Ok(Value::Undefined),
    };
    set(call.doc, id, rows, cols)?;
    Ok(Value::Undefined)
}
