//! Pivot tables made, found and refreshed.

use spindle_ooxml::sheet::pivot::{Item, PivotTable};
use spindle_ooxml::sheet::{Area, CellPos, SheetId};

use super::super::editor::fault;
use super::super::feature::{self, FeatureRef};
use super::super::handle::{active_sheet, range, sheet};
use super::super::range::values;
use super::super::{CellCall, CellEditor, CellRef, CellResult, worksheet};
use super::draw::{self, redraw};
use super::{number, table, this};
use crate::class::ApiError;
use crate::value::Value;

/// Pivot tables of one workbook.
const MAX_TABLES: usize = 1_000;

fn failed() -> ApiError {
    ApiError::State("An error occurred while creating the pivot table!".to_owned())
}

fn answer(id: u32) -> Value<CellRef> {
    feature::answer(FeatureRef::Pivot(id))
}

fn range_at(call: &CellCall<'_>, index: usize) -> Option<(SheetId, Area)> {
    match call.args.get(index) {
        Value::Handle(CellRef::Range(range)) => Some((range.sheet, range.area.get())),
        _ => None,
    }
}

/// The source that argument 0 is; without one, the region around the selected cell.
fn source_of(call: &mut CellCall<'_>) -> Result<(SheetId, Area), ApiError> {
    if let Some(source) = range_at(call, 0) {
        return Ok(source);
    }
    let sheet = active_sheet(call.doc)?;
    let bounds = call
        .doc
        .book
        .sheet(sheet)
        .map_err(fault)?
        .grid
        .bounds(|view| !view.is_blank());
    bounds.map(|area| (sheet, area)).ok_or_else(failed)
}

fn make(doc: &mut CellEditor, source: (SheetId, Area), sheet: SheetId, at: CellPos) -> CellResult {
    let Some(data) = draw::read(doc, source.0, source.1)? else {
        return Err(failed());
    };
    if doc.features.pivots.len() >= MAX_TABLES {
        return Err(ApiError::Range(format!(
            "the workbook has {MAX_TABLES} pivot tables, which is the limit"
        )));
    }
    let pivots = &doc.features.pivots;
    let mut names = (1..).map(|number| format!("PivotTable{number}"));
    let name = names
        .find(|name| pivots.iter().all(|pivot| pivot.name != *name))
        .unwrap_or_default();
    let mut pivot = PivotTable::new(name, sheet, at, source);
    pivot.load(&data);
    doc.features.pivots.push(pivot);
    let id = u32::try_from(doc.features.pivots.len() - 1).unwrap_or(u32::MAX);
    redraw(doc, id)?;
    Ok(answer(id))
}

/// A new sheet before the active one; it becomes active.
fn add_before_active(doc: &mut CellEditor, name: &str) -> Result<SheetId, ApiError> {
    let active = active_sheet(doc)?;
    let place = doc.book.sheet_index(active).map_err(fault)?;
    let sheet = doc.book.add_sheet(name).map_err(fault)?;
    doc.book.move_sheet(sheet, place).map_err(fault)?;
    doc.book.set_active_sheet(sheet).map_err(fault)?;
    Ok(sheet)
}

/// `Api.InsertPivotNewWorksheet`: the table is on a new sheet, which becomes active.
pub fn insert_new(call: &mut CellCall<'_>) -> CellResult {
    let source = source_of(call)?;
    if draw::read(call.doc, source.0, source.1)?.is_none() {
        return Err(failed());
    }
    let name = match call.args.get(1) {
        Value::Text(name) if !name.is_empty() && call.doc.book.find_sheet(name).is_none() => {
            name.clone()
        }
        Value::Text(name) if !name.is_empty() => {
            // A sheet of that name is used again.
            let found = call.doc.book.find_sheet(name).ok_or_else(failed)?;
            call.doc.book.set_active_sheet(found).map_err(fault)?;
            return make(call.doc, source, found, CellPos::new(2, 0));
        }
        _ => call.doc.book.free_sheet_name(),
    };
    let sheet = add_before_active(call.doc, &name)?;
    worksheet::select(call.doc, sheet, Area::cell(2, 0))?;
    make(call.doc, source, sheet, CellPos::new(2, 0))
}

/// `Api.InsertPivotExistingWorksheet`.
pub fn insert_existing(call: &mut CellCall<'_>) -> CellResult {
    let source = source_of(call)?;
    let (sheet, area) =
        range_at(call, 1).ok_or_else(|| call.args.wrong(1, "pivotRef", "an ApiRange"))?;
    worksheet::select(call.doc, sheet, Area::cell(area.first.row, area.first.col))?;
    make(call.doc, source, sheet, area.first)
}

fn ids(doc: &CellEditor, on: impl Fn(&PivotTable) -> bool) -> Value<CellRef> {
    let pivots = doc.features.pivots.iter().enumerate();
    let there = pivots.filter(|(_, pivot)| doc.book.sheet_part(pivot.sheet).is_ok() && on(pivot));
    Value::List(
        there
            .filter_map(|(index, _)| Some(answer(u32::try_from(index).ok()?)))
            .collect(),
    )
}

/// All tables of the workbook.
pub fn all(call: &mut CellCall<'_>) -> CellResult {
    Ok(ids(call.doc, |_| true))
}

/// The tables of a sheet.
pub fn of_sheet(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    Ok(ids(call.doc, |pivot| pivot.sheet == id))
}

/// The table of a name: of a sheet, or of the workbook.
pub fn by_name(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.opt_text(0).unwrap_or_default().into_owned();
    let on = match &call.this {
        CellRef::Sheet(id) => Some(*id),
        _ => None,
    };
    let found = ids(call.doc, |pivot| {
        pivot.name == name && on.is_none_or(|on| pivot.sheet == on)
    });
    Ok(match found {
        Value::List(list) => list.into_iter().next().unwrap_or(Value::Null),
        _ => Value::Null,
    })
}

/// The table that a range is in.
pub fn of_range(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let found = ids(call.doc, |pivot| {
        pivot.sheet == id && pivot.shown.iter().any(|shown| shown.contains(area.first))
    });
    Ok(match found {
        Value::List(list) => list.into_iter().next().unwrap_or(Value::Null),
        _ => Value::Null,
    })
}

fn reload(doc: &mut CellEditor, id: u32) -> Result<(), ApiError> {
    let (sheet, area) = table(doc, id)?.source;
    let Some(data) = draw::read(doc, sheet, area)? else {
        return Err(ApiError::State(
            "the source of the pivot table is not usable".to_owned(),
        ));
    };
    table(doc, id)?.load(&data);
    redraw(doc, id)
}

/// Reads the source again.
pub fn refresh(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    reload(call.doc, id)?;
    Ok(Value::Undefined)
}

/// Reads the sources of all tables again, or of those of a sheet.
pub fn refresh_all(call: &mut CellCall<'_>) -> CellResult {
    let on = match &call.this {
        CellRef::Sheet(id) => Some(*id),
        _ => None,
    };
    for index in 0..call.doc.features.pivots.len() {
        let Ok(id) = u32::try_from(index) else { break };
        let sheet = table(call.doc, id)?.sheet;
        if call.doc.book.sheet_part(sheet).is_ok() && on.is_none_or(|on| on == sheet) {
            reload(call.doc, id)?;
        }
    }
    Ok(Value::Undefined)
}

/// Shows the table anew.
pub fn update(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

pub fn set_source(call: &mut CellCall<'_>) -> CellResult {
    let source = range_at(call, 0)
        .ok_or_else(|| ApiError::State("Source must be instance of ApiRange.".to_owned()))?;
    this(call)?.source = source;
    refresh(call)
}

/// The records behind a value on a new sheet of its own.
pub fn show_details(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let (row, column) = super::find::line_numbers(call)?;
    let pivot = table(call.doc, id)?;
    let layout = pivot.layout().ok_or_else(failed)?;
    let (row, column) = super::find::lines(&layout, row, column)?;
    let mut name = String::new();
    for line in [row, column] {
        for (_, label) in &line.labels {
            if let spindle_ooxml::sheet::pivot::Label::Item(field, item) = label
                && let Some(item) = pivot
                    .fields
                    .get(*field)
                    .and_then(|field| field.items.get(*item))
            {
                name.push('-');
                name.push_str(&item.caption());
            }
        }
    }
    let column_records: std::collections::HashSet<usize> = column.records.iter().copied().collect();
    let records = row
        .records
        .iter()
        .filter(|record| column_records.contains(record));
    let mut rows = vec![
        pivot
            .fields
            .iter()
            .map(|field| Item::Text(field.source_name.clone()))
            .collect::<Vec<_>>(),
    ];
    for record in records {
        let items = pivot
            .records
            .get(*record)
            .into_iter()
            .flatten()
            .zip(&pivot.fields);
        rows.push(
            items
                .map(|(item, field)| field.items.get(*item).cloned().unwrap_or(Item::Blank))
                .collect(),
        );
    }
    let mut names = (1..).map(|number| {
        let full = format!("Info{number}{name}");
        full.chars().take(31).collect::<String>()
    });
    let book = &call.doc.book;
    let sheet_name = names
        .find(|name| {
            let number: String = name.chars().take_while(|c| *c != '-').collect();
            book.sheets().iter().all(|id| {
                book.sheet_name(*id)
                    .is_ok_and(|known| known.split('-').next() != Some(number.as_str()))
            })
        })
        .unwrap_or_default();
    let sheet = add_before_active(call.doc, &sheet_name)?;
    let value = Value::List(
        rows.iter()
            .map(|row| Value::List(row.iter().map(value).collect()))
            .collect(),
    );
    let height = u32::try_from(rows.len()).unwrap_or(1);
    let width = u32::try_from(rows.first().map_or(1, Vec::len)).unwrap_or(1);
    let area = Area::sized(0, 0, height, width).ok_or_else(failed)?;
    values::set(call.doc, sheet, area, &value)?;
    call.doc
        .book
        .add_table(sheet, area, "TableStyleLight9")
        .map_err(fault)?;
    call.doc.book.set_active_sheet(sheet).map_err(fault)?;
    Ok(true.into())
}

fn value(item: &Item) -> Value<CellRef> {
    match item {
        Item::Blank => "".into(),
        Item::Number(number) => (*number).into(),
        Item::Text(text) | Item::Error(text) => text.clone().into(),
        Item::Bool(value) => (*value).into(),
    }
}
