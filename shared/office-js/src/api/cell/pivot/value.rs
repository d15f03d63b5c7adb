//! `ApiPivotDataField`: what a field has, and how its values become one.

use spindle_ooxml::sheet::pivot::{DataField, Function};

use super::super::feature::{self, FeatureRef, both, get, strict_text};
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::draw::redraw;
use super::place::{Moved, relocate};
use super::{FIELD_CLASS, number, this};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiPivotDataField",
    parent: Some(&FIELD_CLASS),
    members: &[
        Member::new("GetCaption", get_name),
        Member::new("GetFunction", get_function),
        Member::new("GetIndex", get_position),
        Member::new("GetName", get_name),
        Member::new("GetNumberFormat", get_number_format),
        Member::new("GetOrientation", |_| Ok("Values".into())),
        Member::new("GetPivotField", get_pivot_field),
        Member::new("GetPosition", get_position),
        Member::new("GetValue", get_name),
        Member::new("Move", move_data),
        Member::new("Remove", remove),
        Member::new("SetCaption", set_name),
        Member::new("SetFunction", set_function),
        Member::new("SetName", set_name),
        Member::new("SetNumberFormat", set_number_format),
        Member::new("SetOrientation", set_orientation),
        Member::new("SetPosition", set_position),
        Member::new("SetValue", set_name),
    ],
    properties: &[
        both("Caption", get_name, set_name),
        both("Function", get_function, set_function),
        get("Index", get_position),
        both("Name", get_name, set_name),
        both("NumberFormat", get_number_format, set_number_format),
        both("Orientation", |_| Ok("Values".into()), move_data),
        get("PivotField", get_pivot_field),
        both("Position", get_position, set_position),
        both("Value", get_name, set_name),
    ],
};

fn gone() -> ApiError {
    ApiError::State("the data field was removed".to_owned())
}

/// The place of the data field among those of its table.
fn place(call: &mut CellCall<'_>) -> Result<usize, ApiError> {
    let CellRef::Feature(FeatureRef::PivotData(_, id)) = call.this else {
        return Err(gone());
    };
    this(call)?
        .data
        .iter()
        .position(|data| data.id == id)
        .ok_or_else(gone)
}

fn data<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut DataField, ApiError> {
    let at = place(call)?;
    this(call)?.data.get_mut(at).ok_or_else(gone)
}

fn changed(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    Ok(data(call)?.name.clone().into())
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let name = strict_text(call, "name")?;
    data(call)?.name = name;
    changed(call)
}

/// The name of the function; the original has none for those of populations.
fn get_function(call: &mut CellCall<'_>) -> CellResult {
    Ok(match data(call)?.function {
        Function::StdDevP | Function::VarP => Value::Undefined,
        function => function.name().into(),
    })
}

fn set_function(call: &mut CellCall<'_>) -> CellResult {
    let function = match call.args.get(0) {
        Value::Text(name) => Function::named(name),
        _ => None,
    };
    let function = function
        .ok_or_else(|| ApiError::State("Invalid type of \"func\" or invalid value.".to_owned()))?;
    data(call)?.function = function;
    changed(call)
}

fn get_position(call: &mut CellCall<'_>) -> CellResult {
    Ok((place(call)? + 1).into())
}

fn set_position(call: &mut CellCall<'_>) -> CellResult {
    let wanted = call.args.index(0, "position")?;
    let from = place(call)?;
    let table = this(call)?;
    let to = wanted
        .checked_sub(1)
        .filter(|to| *to < table.data.len() && *to != from)
        .ok_or_else(|| {
            ApiError::State("Invalid position (out of range or the same).".to_owned())
        })?;
    let data = table.data.remove(from);
    table.data.insert(to, data);
    changed(call)
}

fn get_number_format(call: &mut CellCall<'_>) -> CellResult {
    let data = data(call)?;
    Ok(data
        .number_format
        .clone()
        .unwrap_or_else(|| "General".to_owned())
        .into())
}

fn set_number_format(call: &mut CellCall<'_>) -> CellResult {
    let code = strict_text(call, "format")?;
    data(call)?.number_format = Some(code);
    changed(call)
}

fn get_pivot_field(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let field = data(call)?.field;
    Ok(feature::answer(FeatureRef::PivotField(id, Some(field))))
}

/// On an axis the field stands beside its data.
fn set_orientation(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let at = place(call)?;
    let axis = matches!(
        call.args.get(0),
        Value::Text(word) if matches!(word.as_str(), "Rows" | "Columns" | "Filters")
    );
    let field = this(call)?.data.get(at).map(|data| data.field);
    let moved = match field.filter(|_| axis) {
        Some(field) => Moved::Field(field),
        None => Moved::Data(at),
    };
    relocate(call, id, moved, 0)
}

fn move_data(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let at = place(call)?;
    relocate(call, id, Moved::Data(at), 0)
}

fn remove(call: &mut CellCall<'_>) -> CellResult {
    let at = place(call)?;
    this(call)?.remove_data(at);
    changed(call)
}
