//! Fields put on axes, moved and taken away.

use spindle_ooxml::sheet::pivot::{Axis, AxisField, PivotTable};

use super::super::feature::{self, FeatureRef};
use super::super::{CellCall, CellRef, CellResult};
use super::draw::redraw;
use super::find::{data_identified, field_at, identified, unknown};
use super::{number, table, this};
use crate::class::ApiError;
use crate::value::Value;

/// Fields that one axis may have, and data fields of one table.
const MAX_FIELDS: usize = 64;

/// What is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// A field.
    Field(usize),
    /// The names of data fields.
    Values,
    /// The data field at this place.
    Data(usize),
}

fn full() -> ApiError {
    ApiError::Range(format!("{MAX_FIELDS} fields on one axis are the limit"))
}

fn room(count: usize) -> Result<(), ApiError> {
    if count < MAX_FIELDS {
        Ok(())
    } else {
        Err(full())
    }
}

/// Adds a data field to the table and answers its handle.
fn add_data(call: &mut CellCall<'_>, field: usize) -> CellResult {
    let id = number(call)?;
    let table = this(call)?;
    room(table.data.len())?;
    table.add_data(field);
    let handle = table
        .data
        .last()
        .map(|data| FeatureRef::PivotData(id, data.id));
    redraw(call.doc, id)?;
    Ok(handle.map_or(Value::Null, feature::answer))
}

pub fn add_data_field(call: &mut CellCall<'_>) -> CellResult {
    let field = field_at(call, 0)?.ok_or_else(|| {
        ApiError::State("Field with such an identifier does not exist.".to_owned())
    })?;
    add_data(call, field)
}

/// The fields that an option names: one, or a list of them.
fn named(table: &PivotTable, options: &Value<CellRef>, key: &str) -> Result<Vec<usize>, ApiError> {
    let list = match options.get(key) {
        None | Some(Value::Undefined | Value::Null) => return Ok(Vec::new()),
        Some(Value::List(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    room(list.len())?;
    list.iter()
        .map(|name| {
            identified(table, name).ok_or_else(|| {
                ApiError::State("There is no field with such an identifier.".to_owned())
            })
        })
        .collect()
}

/// Puts fields on the axes; without `addToTable` those that were there go.
pub fn add_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let options = call.args.get(0);
    if !matches!(options, Value::Object(_)) {
        return Err(call.args.wrong(0, "options", "an object"));
    }
    let table = this(call)?;
    let axes = [
        (Axis::Rows, named(table, options, "rows")?),
        (Axis::Columns, named(table, options, "columns")?),
        (Axis::Pages, named(table, options, "pages")?),
    ];
    let keep = matches!(options.get("addToTable"), Some(Value::Bool(true)));
    if !keep {
        let values = |entry: &AxisField| *entry == AxisField::Values;
        table.rows.retain(values);
        table.columns.retain(values);
        table.pages.clear();
    }
    for (axis, fields) in axes {
        for field in fields {
            let (values_last, count) = match axis {
                Axis::Rows => (
                    table.rows.last() == Some(&AxisField::Values),
                    table.rows.len(),
                ),
                Axis::Columns => (
                    table.columns.last() == Some(&AxisField::Values),
                    table.columns.len(),
                ),
                Axis::Pages => (false, table.pages.len()),
            };
            room(count)?;
            // The names of data fields stay innermost.
            table.put(field, axis, values_last.then(|| count.saturating_sub(1)));
        }
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

/// Takes a field off its axis and out of the data fields.
pub fn take_out(table: &mut PivotTable, field: usize) {
    table.lift(field);
    table.data.retain(|data| data.field != field);
    table.balance_values();
}

pub fn remove_field(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let argument = call.args.get(0);
    let table = this(call)?;
    if let Some(field) = identified(table, argument) {
        take_out(table, field);
    } else {
        let data = data_identified(table, argument).ok_or_else(unknown)?;
        table.remove_data(data);
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

pub fn clear_table(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let table = this(call)?;
    table.rows.clear();
    table.columns.clear();
    table.pages.clear();
    table.data.clear();
    table.grand_name = None;
    for field in &mut table.fields {
        field.hidden.clear();
        field.filters.clear();
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

pub fn clear_all_filters(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    for field in &mut this(call)?.fields {
        field.hidden.clear();
        field.filters.clear();
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

pub fn move_field(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let argument = call.args.get(0);
    let table = this(call)?;
    let moved = match identified(table, argument) {
        Some(field) => Moved::Field(field),
        None => Moved::Data(data_identified(table, argument).ok_or_else(unknown)?),
    };
    relocate(call, id, moved, 1)
}

fn bad_place() -> ApiError {
    ApiError::State("Invalid position (out of range or the same).".to_owned())
}

/// Moves an entry of a list up or down, to its begin or end, or to a place from 1.
fn shift<T>(list: &mut Vec<T>, from: usize, to: Option<usize>) -> Result<(), ApiError> {
    let to = to
        .filter(|to| *to < list.len() && *to != from)
        .ok_or_else(bad_place)?;
    if from < list.len() {
        let entry = list.remove(from);
        list.insert(to, entry);
    }
    Ok(())
}

/// Where a word moves an entry of a list.
fn step(word: &str, from: usize, count: usize) -> Option<Option<usize>> {
    Some(match word {
        "Up" => from.checked_sub(1),
        "Down" => Some(from + 1),
        "Begin" => Some(0),
        "End" => count.checked_sub(1),
        _ => return None,
    })
}

/// Moves a field as the words from argument `at` say: a direction, or an axis and a place on it from 1.
pub fn relocate(call: &mut CellCall<'_>, id: u32, moved: Moved, at: usize) -> CellResult {
    let Value::Text(word) = call.args.get(at) else {
        return Err(ApiError::State("Bad move type.".to_owned()));
    };
    // Directions have no place.
    let directed = matches!(word.as_str(), "Up" | "Down" | "Begin" | "End");
    let place = match call.args.opt_integer(at + 1).filter(|_| !directed) {
        Some(place) => Some(usize::try_from(place - 1).map_err(|_| bad_place())?),
        None => None,
    };
    let table = table(call.doc, id)?;
    match (moved, word.as_str()) {
        (_, "Up" | "Down" | "Begin" | "End") => within(table, moved, word)?,
        (Moved::Field(field), "Values") => {
            room(table.data.len())?;
            table.lift(field);
            table.add_data(field);
        }
        (_, "Hidden") => match moved {
            // A data field stays: only what is on an axis can be hidden.
            Moved::Field(field) if table.place(field).is_none() => {}
            Moved::Field(field) => take_out(table, field),
            Moved::Data(data) => table.remove_data(data),
            Moved::Values => return Err(ApiError::State("Bad move type.".to_owned())),
        },
        (_, "Rows" | "Columns" | "Filters") => {
            let axis = match word.as_str() {
                "Rows" => Axis::Rows,
                "Columns" => Axis::Columns,
                _ => Axis::Pages,
            };
            onto(table, moved, axis, place)?;
        }
        (Moved::Field(field), _) if table.place(field).is_none() => {
            return Err(ApiError::State("Field is hidden.".to_owned()));
        }
        _ => return Err(ApiError::State("Bad move type.".to_owned())),
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

fn within(table: &mut PivotTable, moved: Moved, word: &str) -> Result<(), ApiError> {
    let hidden = || ApiError::State("Field is hidden.".to_owned());
    let entry = match moved {
        Moved::Data(data) => {
            let to = step(word, data, table.data.len()).flatten();
            return shift(&mut table.data, data, to);
        }
        Moved::Field(field) => AxisField::Field(field),
        Moved::Values => AxisField::Values,
    };
    for axis in [&mut table.rows, &mut table.columns] {
        if let Some(from) = axis.iter().position(|there| *there == entry) {
            let to = step(word, from, axis.len()).flatten();
            return shift(axis, from, to);
        }
    }
    let AxisField::Field(field) = entry else {
        return Err(hidden());
    };
    let from = table
        .pages
        .iter()
        .position(|page| *page == field)
        .ok_or_else(hidden)?;
    let to = step(word, from, table.pages.len()).flatten();
    shift(&mut table.pages, from, to)
}

fn onto(
    table: &mut PivotTable,
    moved: Moved,
    axis: Axis,
    place: Option<usize>,
) -> Result<(), ApiError> {
    let field = match moved {
        Moved::Field(field) => field,
        Moved::Data(data) => {
            let field = table
                .data
                .get(data)
                .map(|data| data.field)
                .ok_or_else(unknown)?;
            table.remove_data(data);
            field
        }
        Moved::Values => {
            let entry = AxisField::Values;
            table.rows.retain(|there| *there != entry);
            table.columns.retain(|there| *there != entry);
            match axis {
                Axis::Rows => table.rows.push(entry),
                Axis::Columns => table.columns.push(entry),
                Axis::Pages => return Err(ApiError::State("Bad move type.".to_owned())),
            }
            return Ok(());
        }
    };
    let count = match axis {
        Axis::Rows => table.rows.len(),
        Axis::Columns => table.columns.len(),
        Axis::Pages => table.pages.len(),
    };
    if let Some((on, from)) = table.place(field)
        && on == axis
        && (place.is_none() || place == Some(from))
    {
        return Err(bad_place());
    }
    room(count)?;
    table.put(field, axis, place);
    Ok(())
}
