//! Fields, places and values of pivot tables.

use spindle_ooxml::sheet::pivot::{AxisField, Layout, Line, LineKind, PivotTable, Shown};
use spindle_ooxml::sheet::{Area, CellPos};

use super::super::feature::{self, FeatureRef};
use super::super::handle::answer;
use super::super::{CellCall, CellRef, CellResult, worksheet};
use super::{number, this};
use crate::args::number_text;
use crate::class::ApiError;
use crate::value::Value;

/// The refusal of a field that is not there.
pub fn unknown() -> ApiError {
    ApiError::State("A field with such an identifier does not exist.".to_owned())
}

/// A field by its number from 1, or by its name.
pub fn field_at(call: &mut CellCall<'_>, index: usize) -> Result<Option<usize>, ApiError> {
    let argument = call.args.get(index);
    let table = this(call)?;
    Ok(identified(table, argument))
}

/// A field that a value names.
pub fn identified(table: &PivotTable, value: &Value<CellRef>) -> Option<usize> {
    match value {
        Value::Number(number) if *number >= 1.0 => {
            Some(number.trunc() as usize - 1).filter(|field| *field < table.fields.len())
        }
        Value::Text(name) => table.find_field(name),
        _ => None,
    }
}

/// A data field that a value names: by its name, or by its number from 1.
pub fn data_identified(table: &PivotTable, value: &Value<CellRef>) -> Option<usize> {
    match value {
        Value::Number(number) if *number >= 1.0 => {
            Some(number.trunc() as usize - 1).filter(|data| *data < table.data.len())
        }
        Value::Text(name) => table.find_data(name),
        _ => None,
    }
}

fn field(id: u32, field: usize) -> Value<CellRef> {
    feature::answer(FeatureRef::PivotField(id, Some(field)))
}

fn data(id: u32, table: &PivotTable, data: usize) -> Value<CellRef> {
    table.data.get(data).map_or(Value::Null, |data| {
        feature::answer(FeatureRef::PivotData(id, data.id))
    })
}

fn axis(id: u32, axis: &[AxisField]) -> Value<CellRef> {
    let fields = axis.iter().map(|entry| {
        let number = match entry {
            AxisField::Field(number) => Some(*number),
            AxisField::Values => None,
        };
        feature::answer(FeatureRef::PivotField(id, number))
    });
    Value::List(fields.collect())
}

pub fn row_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    Ok(axis(id, &this(call)?.rows))
}

pub fn column_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    Ok(axis(id, &this(call)?.columns))
}

pub fn page_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    Ok(Value::List(
        this(call)?
            .pages
            .iter()
            .map(|number| field(id, *number))
            .collect(),
    ))
}

/// All data fields, or the one that is named.
pub fn data_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let argument = call.args.get(0);
    let table = this(call)?;
    if argument.is_nothing() {
        return Ok(Value::List(
            (0..table.data.len())
                .map(|at| data(id, table, at))
                .collect(),
        ));
    }
    let at = data_identified(table, argument).ok_or_else(unknown)?;
    Ok(data(id, table, at))
}

/// All fields, or the one that is named; names of data fields count.
pub fn pivot_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let argument = call.args.get(0);
    let table = this(call)?;
    if argument.is_nothing() {
        return Ok(Value::List(
            (0..table.fields.len()).map(|at| field(id, at)).collect(),
        ));
    }
    if let Some(found) = identified(table, argument) {
        return Ok(field(id, found));
    }
    let found = match argument {
        Value::Text(name) => table.find_data(name),
        _ => None,
    };
    found.map(|at| data(id, table, at)).ok_or_else(unknown)
}

/// Whether a field is nowhere in the table.
pub fn is_hidden(table: &PivotTable, field: usize) -> bool {
    table.place(field).is_none() && table.data.iter().all(|data| data.field != field)
}

pub fn hidden_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let table = this(call)?;
    let hidden = (0..table.fields.len()).filter(|at| is_hidden(table, *at));
    Ok(Value::List(hidden.map(|at| field(id, at)).collect()))
}

/// The fields on axes in their order, then the data fields.
pub fn visible_fields(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let table = this(call)?;
    let mut shown: Vec<Value<CellRef>> = (0..table.fields.len())
        .filter(|at| table.place(*at).is_some())
        .map(|at| field(id, at))
        .collect();
    shown.extend((0..table.data.len()).map(|at| data(id, table, at)));
    Ok(Value::List(shown))
}

fn layout(call: &mut CellCall<'_>) -> Result<Layout, ApiError> {
    this(call)?
        .layout()
        .ok_or_else(|| ApiError::Range("the pivot table does not fit on its worksheet".to_owned()))
}

fn part(call: &mut CellCall<'_>, part: impl FnOnce(&Layout) -> Option<Area>) -> CellResult {
    let area = part(&layout(call)?);
    let sheet = this(call)?.sheet;
    Ok(area.map_or(Value::Null, |area| answer(sheet, area)))
}

pub fn table_range(call: &mut CellCall<'_>) -> CellResult {
    part(call, |layout| Some(layout.ranges.table))
}

pub fn whole_range(call: &mut CellCall<'_>) -> CellResult {
    part(call, |layout| Some(layout.ranges.whole))
}

pub fn row_range(call: &mut CellCall<'_>) -> CellResult {
    part(call, |layout| layout.ranges.rows)
}

pub fn column_range(call: &mut CellCall<'_>) -> CellResult {
    part(call, |layout| layout.ranges.columns)
}

pub fn body_range(call: &mut CellCall<'_>) -> CellResult {
    part(call, |layout| Some(layout.ranges.body))
}

/// Selects the cells of the table.
pub fn select(call: &mut CellCall<'_>) -> CellResult {
    let area = layout(call)?.ranges.whole;
    let sheet = this(call)?.sheet;
    worksheet::select(call.doc, sheet, area)?;
    Ok(Value::Undefined)
}

fn outside() -> ApiError {
    ApiError::State("Cell is out of range".to_owned())
}

/// The numbers of a line of rows and one of columns, from 1.
pub fn line_numbers(call: &CellCall<'_>) -> Result<(usize, usize), ApiError> {
    let at = |index| {
        let number = call.args.opt_integer(index)?;
        usize::try_from(number).ok()?.checked_sub(1)
    };
    at(0).zip(at(1)).ok_or_else(outside)
}

/// The lines of these numbers from 0.
pub fn lines(layout: &Layout, row: usize, column: usize) -> Result<(&Line, &Line), ApiError> {
    layout
        .rows
        .get(row)
        .zip(layout.columns.get(column))
        .ok_or_else(outside)
}

fn value_text(shown: Option<&Shown>) -> String {
    match shown {
        Some(Shown::Value(number, _)) => number_text(*number),
        Some(Shown::DivisionByZero) => "#DIV/0!".to_owned(),
        Some(Shown::Text(text)) => text.clone(),
        Some(Shown::Item(item, _)) => item.caption(),
        None => String::new(),
    }
}

/// The value at a line of rows and one of columns as text.
pub fn value_cell(call: &mut CellCall<'_>) -> CellResult {
    let (row, column) = line_numbers(call)?;
    let layout = layout(call)?;
    lines(&layout, row, column)?;
    let shown = layout.values.get(row).and_then(|row| row.get(column));
    Ok(value_text(shown.and_then(Option::as_ref)).into())
}

/// The items that a line stands for: field and item.
fn items(table: &PivotTable, axis: &[AxisField], line: &Line) -> Vec<(usize, usize)> {
    if line.kind == LineKind::Grand {
        return Vec::new();
    }
    axis.iter()
        .zip(&line.path)
        .filter_map(|(entry, place)| match entry {
            AxisField::Field(field) => {
                let item = table.fields.get(*field)?.order.get(*place)?;
                Some((*field, *item))
            }
            AxisField::Values => None,
        })
        .collect()
}

/// The line whose items are these, for a data field.
fn line(
    table: &PivotTable,
    axis: &[AxisField],
    lines: &[Line],
    wanted: &[(usize, usize)],
    data: usize,
) -> Option<usize> {
    let fits = |line: &Line| {
        let own = items(table, axis, line);
        line.kind != LineKind::Blank
            && (line.valued || lines.len() == 1)
            && line.data.is_none_or(|at| at == data)
            && own.len()
                == wanted
                    .iter()
                    .filter(|(field, _)| axis.contains(&AxisField::Field(*field)))
                    .count()
            && own.iter().all(|pair| wanted.contains(pair))
    };
    lines.iter().position(fits)
}

fn data_named(table: &PivotTable, name: &str) -> Option<usize> {
    table.find_data(name).or_else(|| {
        let field = table.find_field(name)?;
        table.data.iter().position(|data| data.field == field)
    })
}

/// The cell of a data field and pairs of field and item.
pub fn get_pivot_data(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.text(0, "dataField")?.into_owned();
    let pairs: Vec<String> = call
        .args
        .list(1, "fieldItemsArray")?
        .iter()
        .filter_map(|value| match value {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(number_text(*number)),
            _ => None,
        })
        .collect();
    let layout = layout(call)?;
    let table = this(call)?;
    let Some(data) = data_named(table, &name) else {
        return Ok(Value::Null);
    };
    let mut wanted = Vec::new();
    for pair in pairs.chunks(2) {
        let [field, item] = pair else {
            return Err(ApiError::State(
                "an item is missing behind a field".to_owned(),
            ));
        };
        let found = table
            .find_field(field)
            .and_then(|field| Some((field, named_item(table, field, item)?)));
        match found {
            Some(found) => wanted.push(found),
            None => return Ok(Value::Null),
        }
    }
    let sheet = table.sheet;
    Ok(
        cell(table, &layout, &wanted, data).map_or(Value::Null, |(row, column)| {
            let at = CellPos::new(
                layout
                    .ranges
                    .table
                    .first
                    .row
                    .saturating_add(u32::try_from(layout.header_rows + row).unwrap_or(0)),
                layout
                    .ranges
                    .table
                    .first
                    .col
                    .saturating_add(u32::try_from(layout.label_columns + column).unwrap_or(0)),
            );
            answer(sheet, Area::new(at, at))
        }),
    )
}

fn named_item(table: &PivotTable, field: usize, name: &str) -> Option<usize> {
    let field = table.fields.get(field)?;
    field.items.iter().position(|item| item.caption() == name)
}

fn cell(
    table: &PivotTable,
    layout: &Layout,
    wanted: &[(usize, usize)],
    data: usize,
) -> Option<(usize, usize)> {
    let row = line(table, &table.rows, &layout.rows, wanted, data)?;
    let column = line(table, &table.columns, &layout.columns, wanted, data)?;
    Some((row, column))
}

/// The value of a data field and items as text; what is not named is the total.
pub fn get_data(call: &mut CellCall<'_>) -> CellResult {
    let none = || ApiError::State("There is no data with that params.".to_owned());
    let names: Vec<String> = call
        .args
        .list(0, "items")?
        .iter()
        .filter_map(|value| match value {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(number_text(*number)),
            _ => None,
        })
        .collect();
    let layout = layout(call)?;
    let table = this(call)?;
    let mut data = 0;
    let mut wanted = Vec::new();
    for name in &names {
        if let Some(found) = data_named(table, name) {
            data = found;
            continue;
        }
        let on_axis = table.rows.iter().chain(&table.columns);
        let mut fields = on_axis.filter_map(|entry| match entry {
            AxisField::Field(field) => Some(*field),
            AxisField::Values => None,
        });
        let found = fields.find_map(|field| Some((field, named_item(table, field, name)?)));
        wanted.push(found.ok_or_else(none)?);
    }
    let (row, column) = cell(table, &layout, &wanted, data).ok_or_else(none)?;
    let shown = layout.values.get(row).and_then(|row| row.get(column));
    Ok(value_text(shown.and_then(Option::as_ref)).into())
}
