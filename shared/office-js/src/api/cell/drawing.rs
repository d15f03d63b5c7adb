//! `ApiDrawing` of workbooks: its place in a sheet.

use super::anchor::{self, Place};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::api::drawing::{Classes, DrawingHost, set_size, this};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiDrawing",
    parent: Some(Classes::<CellEditor>::DRAWING),
    members: &[
        Member::new("SetSize", |call| {
            set_size(call)?;
            Ok(Value::Undefined)
        }),
        Member::new("SetPosition", set_position),
        Member::new("GetParentSheet", get_parent_sheet),
        // Nobody looks at the workbook: nothing is selected, in the original neither.
        Member::new("Select", |_| Ok(Value::Undefined)),
        Member::new("Delete", |call| {
            let node = this(call)?;
            call.doc.remove(node);
            Ok(true.into())
        }),
    ],
    properties: &[],
};

pub static SHAPE: Class<CellEditor> = Class {
    name: "ApiShape",
    parent: Some(Classes::<CellEditor>::SHAPE),
    members: &[],
    properties: &[],
};

pub static IMAGE: Class<CellEditor> = Class {
    name: "ApiImage",
    parent: Some(Classes::<CellEditor>::IMAGE),
    members: &[],
    properties: &[],
};

/// The place given from argument `index` on: column, into it, row, into it.
pub fn place_argument(call: &CellCall<'_>, index: usize) -> Place {
    let number = |index| call.args.opt_integer(index).unwrap_or(0);
    Place {
        col: number(index),
        col_offset: number(index + 1),
        row: number(index + 2),
        row_offset: number(index + 3),
    }
}

fn set_position(call: &mut CellCall<'_>) -> CellResult {
    let node = this(call)?;
    let place = place_argument(call, 0);
    anchor::place(call.doc.dom_mut(), node, place);
    Ok(Value::Undefined)
}

fn get_parent_sheet(call: &mut CellCall<'_>) -> CellResult {
    let node = this(call)?;
    Ok(
        anchor::sheet_of(call.doc, node)
            .map_or(Value::Null, |id| Value::Handle(CellRef::Sheet(id))),
    )
}
