//! `ApiListRow`.

use spindle_ooxml::sheet::formula::{Shift, ShiftKind};
use spindle_ooxml::sheet::{Area, CellPos, MAX_ROWS};

use super::super::feature::{self, FeatureRef, get};
use super::super::handle::answer;
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::part::{area, body, set_area, this};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// Rows whose objects one call answers.
const MAX_OBJECTS: u32 = 100_000;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiListRow",
    parent: None,
    members: &[
        Member::new("Delete", delete),
        Member::new("GetIndex", get_index),
        Member::new("GetParent", get_parent),
        Member::new("GetRange", get_range),
    ],
    properties: &[
        get("Index", get_index),
        get("Parent", get_parent),
        get("Range", get_range),
    ],
};

pub fn all(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let rows = body(call.doc, table)?.rows();
    if rows > MAX_OBJECTS {
        return Err(ApiError::Range(format!(
            "{rows} rows are more than the {MAX_OBJECTS} that one call answers"
        )));
    }
    Ok(Value::List(
        (0..rows)
            .map(|row| feature::answer(FeatureRef::TableRow(sheet, table, row)))
            .collect(),
    ))
}

/// The row's place from 0, and its cells.
fn own(call: &mut CellCall<'_>) -> Result<(u32, Area), ApiError> {
    let (_, table) = this(call)?;
    let CellRef::Feature(FeatureRef::TableRow(.., place)) = call.this else {
        return Err(ApiError::Type(
            "it was called on something that is no row".to_owned(),
        ));
    };
    let body = body(call.doc, table)?;
    let row = body.first.row.saturating_add(place);
    if row > body.last.row {
        return Err(ApiError::State("the row was deleted".to_owned()));
    }
    let cells = Area::new(
        CellPos::new(row, body.first.col),
        CellPos::new(row, body.last.col),
    );
    Ok((place, cells))
}

fn get_index(call: &mut CellCall<'_>) -> CellResult {
    Ok(f64::from(own(call)?.0 + 1).into())
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    Ok(feature::answer(FeatureRef::Table(sheet, table)))
}

fn get_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, _) = this(call)?;
    Ok(answer(sheet, own(call)?.1))
}

/// `ApiListObject.AddListRow`: at a place from 1, or at the end.
pub fn add(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let body = body(call.doc, table)?;
    let place = match call.args.opt_integer(0) {
        Some(place) => match u32::try_from(place.saturating_sub(1)).ok() {
            Some(place) => place.min(body.rows()),
            None => return Ok(Value::Null),
        },
        None => body.rows(),
    };
    let old = area(call.doc, table)?;
    if old.last.row + 1 >= MAX_ROWS {
        return Ok(Value::Null);
    }
    let row = body.first.row + place;
    let at = Area::new(
        CellPos::new(row, old.first.col),
        CellPos::new(row, old.last.col),
    );
    feature::shift(
        call.doc,
        sheet,
        Shift {
            at,
            kind: ShiftKind::Down,
        },
    )?;
    set_area(
        call.doc,
        table,
        Area::new(old.first, CellPos::new(old.last.row + 1, old.last.col)),
    );
    Ok(feature::answer(FeatureRef::TableRow(sheet, table, place)))
}

/// Deletes the row with its cells; the last one stays.
fn delete(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let (_, at) = own(call)?;
    let old = area(call.doc, table)?;
    if body(call.doc, table)?.rows() < 2 {
        return Ok(false.into());
    }
    feature::shift(
        call.doc,
        sheet,
        Shift {
            at,
            kind: ShiftKind::Up,
        },
    )?;
    set_area(
        call.doc,
        table,
        Area::new(old.first, CellPos::new(old.last.row - 1, old.last.col)),
    );
    Ok(true.into())
}
