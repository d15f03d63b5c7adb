//! `ApiSortFields` and `ApiSortField`.

use spindle_ooxml::sheet::{Area, CellPos};

use super::super::condition::{to_api, to_file};
use super::super::feature::{self, FeatureRef, both, get};
use super::super::handle::answer;
use super::super::table::area;
use super::super::{CellCall, CellEditor, CellRef, CellResult, color};
use super::{SortField, place, state};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// Fields that a table may be sorted by (18.3.1.92).
const MAX_FIELDS: usize = 64;

pub static FIELDS_CLASS: Class<CellEditor> = Class {
    name: "ApiSortFields",
    parent: None,
    members: &[
        Member::new("Add", add),
        Member::new("Add2", add),
        Member::new("Clear", clear),
        Member::new("GetCount", get_count),
        Member::new("GetParent", get_sort),
        Member::new("Item", item),
    ],
    properties: &[get("Count", get_count), get("Parent", get_sort)],
};

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiSortField",
    parent: None,
    members: &[
        Member::new("Delete", delete),
        Member::new("GetKey", get_key),
        Member::new("GetOrder", get_order),
        Member::new("GetParent", get_fields),
        Member::new("GetPriority", get_priority),
        Member::new("GetSortOn", get_on),
        Member::new("GetSortOnValue", get_color),
        Member::new("ModifyKey", modify_key),
        Member::new("SetOrder", set_order),
        Member::new("SetPriority", set_priority),
        Member::new("SetSortOn", set_on),
        Member::new("SetSortOnColor", set_color),
    ],
    properties: &[
        both("Key", get_key, modify_key),
        both("Order", get_order, set_order),
        get("Parent", get_fields),
        both("Priority", get_priority, set_priority),
        both("SortOn", get_on, set_on),
        get("SortOnValue", get_color),
    ],
};

const ORDERS: &[(&str, &str)] = &[("xlAscending", ""), ("xlDescending", "1")];

/// The column of the table that an argument names.
fn key(call: &mut CellCall<'_>) -> Result<Option<Area>, ApiError> {
    let (_, node) = place(call)?;
    let table = area(call.doc, node)?;
    Ok(match call.args.get(0) {
        Value::Handle(CellRef::Range(range)) => {
            let col = range.area.get().first.col;
            Some(Area::new(
                CellPos::new(table.first.row, col),
                CellPos::new(table.last.row, col),
            ))
        }
        _ => None,
    })
}

fn add(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    let Some(key) = key(call)? else {
        return Ok(Value::Null);
    };
    let on = call
        .args
        .opt_text(1)
        .filter(|on| !on.is_empty())
        .map_or_else(|| "xlSortOnValues".to_owned(), |on| on.into_owned());
    let descending = call.args.opt_text(2).as_deref() == Some("xlDescending");
    let state = state(call)?;
    if state.fields.len() >= MAX_FIELDS {
        return Err(ApiError::Range(format!(
            "{MAX_FIELDS} fields are the limit"
        )));
    }
    state.last = state.last.saturating_add(1);
    let id = state.last;
    state.fields.push(SortField {
        id,
        key,
        descending,
        on,
        color: None,
    });
    // The original sorts with every field that is added.
    super::apply(call)?;
    Ok(feature::answer(FeatureRef::SortField(sheet, node, id)))
}

fn clear(call: &mut CellCall<'_>) -> CellResult {
    state(call)?.fields.clear();
    Ok(Value::Undefined)
}

fn get_count(call: &mut CellCall<'_>) -> CellResult {
    Ok(state(call)?.fields.len().into())
}

fn get_sort(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    Ok(feature::answer(FeatureRef::Sort(sheet, node)))
}

/// The field at a place from 1.
fn item(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    let wanted = call
        .args
        .opt_integer(0)
        .and_then(|place| usize::try_from(place.checked_sub(1)?).ok());
    let found = wanted.and_then(|place| state(call).ok()?.fields.get(place).map(|field| field.id));
    Ok(found.map_or(Value::Null, |id| {
        feature::answer(FeatureRef::SortField(sheet, node, id))
    }))
}

fn position(call: &mut CellCall<'_>) -> Result<usize, ApiError> {
    let CellRef::Feature(FeatureRef::SortField(.., id)) = call.this else {
        return Err(super::wrong());
    };
    let found = state(call)?.fields.iter().position(|field| field.id == id);
    found.ok_or_else(|| ApiError::State("the field was deleted".to_owned()))
}

fn field<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut SortField, ApiError> {
    let at = position(call)?;
    state(call)?.fields.get_mut(at).ok_or_else(super::wrong)
}

fn delete(call: &mut CellCall<'_>) -> CellResult {
    let at = position(call)?;
    state(call)?.fields.remove(at);
    Ok(Value::Undefined)
}

fn get_fields(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    Ok(feature::answer(FeatureRef::SortFields(sheet, node)))
}

fn get_key(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, _) = place(call)?;
    Ok(answer(sheet, field(call)?.key))
}

fn modify_key(call: &mut CellCall<'_>) -> CellResult {
    if let Some(key) = key(call)? {
        field(call)?.key = key;
    }
    Ok(Value::Undefined)
}

fn get_order(call: &mut CellCall<'_>) -> CellResult {
    let descending = field(call)?.descending;
    Ok(to_api(ORDERS, if descending { "1" } else { "" }).into())
}

fn set_order(call: &mut CellCall<'_>) -> CellResult {
    if let Some(order) = to_file(ORDERS, &call.args.opt_text(0).unwrap_or_default()) {
        field(call)?.descending = !order.is_empty();
    }
    Ok(Value::Undefined)
}

fn get_priority(call: &mut CellCall<'_>) -> CellResult {
    Ok((position(call)? + 1).into())
}

/// Moves the field to a place from 1.
fn set_priority(call: &mut CellCall<'_>) -> CellResult {
    let at = position(call)?;
    let wanted = call
        .args
        .opt_integer(0)
        .and_then(|place| usize::try_from(place.checked_sub(1)?).ok());
    let fields = &mut state(call)?.fields;
    if let Some(to) = wanted.filter(|to| *to < fields.len()) {
        let field = fields.remove(at);
        fields.insert(to, field);
    }
    Ok(Value::Undefined)
}

fn get_on(call: &mut CellCall<'_>) -> CellResult {
    Ok(field(call)?.on.clone().into())
}

fn set_on(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.text(0, "sSortOn")?.into_owned();
    field(call)?.on = on;
    Ok(Value::Undefined)
}

fn get_color(call: &mut CellCall<'_>) -> CellResult {
    let color = field(call)?.color;
    Ok(color.map_or(Value::Null, |color| {
        Value::Handle(CellRef::Color(color, 255))
    }))
}

fn set_color(call: &mut CellCall<'_>) -> CellResult {
    let chosen = color::argument(call, 0).flatten();
    let on = call
        .args
        .opt_text(1)
        .map_or_else(|| "xlSortOnCellColor".to_owned(), |on| on.into_owned());
    let field = field(call)?;
    field.color = chosen;
    field.on = on;
    Ok(Value::Undefined)
}
