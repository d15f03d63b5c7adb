//! Drawings of a worksheet: adding and finding them.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::shape::label;

use crate::api::cell::anchor::{self, Place};
use crate::api::cell::drawing::place_argument;
use crate::api::cell::handle::sheet;
use crate::api::cell::{CellCall, CellEditor, CellRef, CellResult};
use crate::api::drawing::{
    DrawRef, DrawingHost, argument, new_image, new_ole, new_shape, new_word_art,
};
use crate::class::{Class, Member};
use crate::value::Value;

/// Members of `ApiWorksheet` for drawings: the parent of that class.
pub static CLASS: Class<CellEditor> = Class {
    name: "drawing:Worksheet",
    parent: None,
    members: &[
        Member::new("AddShape", |call| {
            let node = new_shape(call);
            let place = place_argument(call, 5);
            added(call, node, place, DrawRef::Shape)
        }),
        Member::new("AddImage", |call| {
            let node = new_image(call);
            let place = place_argument(call, 3);
            added(call, node, place, DrawRef::Image)
        }),
        Member::new("AddOleObject", |call| {
            let node = new_ole(call);
            let place = place_argument(call, 5);
            added(call, node, place, DrawRef::OleObject)
        }),
        Member::new("AddWordArt", add_word_art),
        Member::new("AddDrawing", add_drawing),
        super::super::chart::ADD_CHART,
        Member::new("GetAllDrawings", |call| list(call, |_| true)),
        Member::new("GetAllShapes", |call| {
            list(call, |drawing| matches!(drawing, DrawRef::Shape(_)))
        }),
        Member::new("GetAllImages", |call| {
            list(call, |drawing| matches!(drawing, DrawRef::Image(_)))
        }),
        Member::new("GetAllOleObjects", |call| {
            list(call, |drawing| matches!(drawing, DrawRef::OleObject(_)))
        }),
        Member::new("GetAllCharts", |call| {
            list(call, |drawing| matches!(drawing, DrawRef::Chart(_)))
        }),
        // A workbook that nobody looks at has no selected drawing, whatever a script selects: so does the original.
        Member::new("GetSelectedDrawings", |_| Ok(Value::List(Vec::new()))),
        Member::new("GetSelectedShapes", |_| Ok(Value::List(Vec::new()))),
        Member::new("ReplaceCurrentImage", |_| Ok(true.into())),
    ],
    properties: &[],
};

fn handle(drawing: DrawRef) -> Value<CellRef> {
    Value::Handle(CellRef::Draw(drawing))
}

fn added(
    call: &mut CellCall<'_>,
    node: NodeId,
    place: Place,
    wrap: fn(NodeId) -> DrawRef,
) -> CellResult {
    let id = sheet(call)?;
    anchor::add(call.doc, id, node, place)?;
    Ok(handle(wrap(node)))
}

/// Word art says its place in another order: column, row, into the column, into the row.
fn add_word_art(call: &mut CellCall<'_>) -> CellResult {
    let node = new_word_art(call);
    let number = |index| call.args.opt_integer(index).unwrap_or(0);
    let place = Place {
        col: number(8),
        row: number(9),
        col_offset: number(10),
        row_offset: number(11),
    };
    added(call, node, place, DrawRef::Drawing)
}

/// Puts a drawing that is in no sheet into this one.
fn add_drawing(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let Some(node) = argument(call, 0).and_then(DrawRef::drawing) else {
        return Ok(false.into());
    };
    if anchor::of(call.doc.dom(), node).is_some() {
        return Ok(false.into());
    }
    let place = place_argument(call, 1);
    anchor::add(call.doc, id, node, place)?;
    Ok(true.into())
}

/// The drawings of all worksheets whose names are among these.
pub fn by_name(call: &mut CellCall<'_>) -> CellResult {
    let wanted = |name: &str| match call.args.get(0) {
        Value::List(names) => names
            .iter()
            .any(|known| matches!(known, Value::Text(known) if known == name)),
        // Of a single text the original looks for a part.
        Value::Text(text) => text.contains(name),
        _ => false,
    };
    if !matches!(call.args.get(0), Value::List(_) | Value::Text(_)) {
        return Err(call.args.wrong(0, "ids", "an array of names"));
    }
    let mut found = Vec::new();
    for id in call.doc.book.sheets() {
        if call.doc.book.sheet_part(id).is_err() {
            continue;
        }
        for node in anchor::all(call.doc, id)? {
            if wanted(label(call.doc.dom(), node, "name").unwrap_or_default()) {
                found.push(handle(call.doc.drawing(node)));
            }
        }
    }
    Ok(Value::List(found))
}

fn list(call: &mut CellCall<'_>, wanted: fn(DrawRef) -> bool) -> CellResult {
    let id = sheet(call)?;
    let drawings = anchor::all(call.doc, id)?.into_iter();
    Ok(Value::List(
        drawings
            .map(|node| call.doc.drawing(node))
            .filter(|drawing| wanted(*drawing))
            .map(handle)
            .collect(),
    ))
}
