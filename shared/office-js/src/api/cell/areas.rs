//! `ApiAreas`: the areas of a range. Ranges here are of one area.

use super::handle::{answer, range};
use super::{CellCall, CellEditor, CellResult};
use crate::class::{Class, Member, Property};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiAreas",
    parent: None,
    members: &[
        Member::new("GetCount", |_| Ok(1.0.into())),
        Member::new("GetItem", get_item),
        Member::new("GetParent", get_parent),
    ],
    properties: &[
        Property {
            name: "Count",
            get: Some(|_| Ok(1.0.into())),
            set: None,
        },
        Property {
            name: "Parent",
            get: Some(get_parent),
            set: None,
        },
    ],
};

fn get_item(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    Ok(if call.args.opt_integer(0) == Some(1) {
        answer(sheet, area)
    } else {
        Value::Null
    })
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    Ok(answer(sheet, area))
}
