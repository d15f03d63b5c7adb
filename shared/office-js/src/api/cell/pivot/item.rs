//! `ApiPivotItem` and `ApiPivotFilters`.

use spindle_ooxml::sheet::pivot::{Filter, FilterKind, Item};

use super::super::feature::{self, FeatureRef, both, get, strict_bool};
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::draw::redraw;
use super::field::{field, real};
use super::{number, this};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static ITEM_CLASS: Class<CellEditor> = Class {
    name: "ApiPivotItem",
    parent: None,
    members: &[
        Member::new("GetCaption", get_name),
        Member::new("GetName", get_name),
        Member::new("GetParent", get_parent),
        Member::new("GetValue", get_name),
        Member::new("GetVisible", get_visible),
        Member::new("SetVisible", set_visible),
    ],
    properties: &[
        get("Caption", get_name),
        get("Name", get_name),
        get("Parent", get_parent),
        get("Value", get_name),
        both("Visible", get_visible, set_visible),
    ],
};

pub static FILTERS_CLASS: Class<CellEditor> = Class {
    name: "ApiPivotFilters",
    parent: None,
    members: &[Member::new("Add", add)],
    properties: &[],
};

/// The items of a field on an axis in the order that is shown.
pub fn get_items(call: &mut CellCall<'_>) -> CellResult {
    if super::field::index(call)?.is_none() {
        return Ok(Value::List(Vec::new()));
    }
    let id = number(call)?;
    let at = real(call)?;
    let is_picked = call.args.given(0);
    let table = this(call)?;
    if table.place(at).is_none() {
        return Err(ApiError::State(
            "the field has no items: it is on no axis".to_owned(),
        ));
    }
    if is_picked {
        return Err(ApiError::State("Invalid item index.".to_owned()));
    }
    let order = table
        .fields
        .get(at)
        .map(|field| field.order.as_slice())
        .unwrap_or_default();
    let items = order
        .iter()
        .map(|item| feature::answer(FeatureRef::PivotItem(id, at, *item)));
    Ok(Value::List(items.collect()))
}

fn this_item(call: &CellCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        CellRef::Feature(FeatureRef::PivotItem(.., item)) => Ok(item),
        _ => Err(ApiError::Type(
            "it was called on something that is no item".to_owned(),
        )),
    }
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    let item = this_item(call)?;
    Ok(field(call)?
        .items
        .get(item)
        .unwrap_or(&Item::Blank)
        .caption()
        .into())
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let at = real(call)?;
    Ok(feature::answer(FeatureRef::PivotField(id, Some(at))))
}

fn get_visible(call: &mut CellCall<'_>) -> CellResult {
    let item = this_item(call)?;
    Ok((!field(call)?.hidden.contains(&item)).into())
}

fn set_visible(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let item = this_item(call)?;
    let on = strict_bool(call, "visible")?;
    let field = field(call)?;
    field.hidden.retain(|hidden| *hidden != item);
    if !on {
        field.hidden.push(item);
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

/// Adds a filter; one by captions replaces one by captions, one by values another by values.
fn add(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let name = call.args.opt_text(0).unwrap_or_default();
    let kind = FilterKind::named(&name)
        .ok_or_else(|| ApiError::State(format!("Unsupported or unknown filter type: {name}")))?;
    let data = match call.args.get(1) {
        Value::Handle(CellRef::Feature(FeatureRef::PivotData(of, data))) if *of == id => {
            Some(*data)
        }
        _ => None,
    };
    let values = (
        call.args.opt_text(2).unwrap_or_default().into_owned(),
        call.args.opt_text(3).unwrap_or_default().into_owned(),
    );
    let table = this(call)?;
    let data = data.and_then(|data| table.data.iter().position(|there| there.id == data));
    if !kind.is_label() && data.is_none() {
        return Err(ApiError::State(
            "argument 2 (dataField) is missing".to_owned(),
        ));
    }
    let field = field(call)?;
    field
        .filters
        .retain(|filter| filter.kind.is_label() != kind.is_label());
    field.filters.push(Filter { kind, data, values });
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}
