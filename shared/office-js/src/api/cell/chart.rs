//! Charts of cells: `ApiWorksheet.AddChart`, and what `ApiChart` of workbooks has beside that of other editors.

use spindle_ooxml::NodeId;
use spindle_ooxml::chart::{Labels, SeriesData, Values, cells, kind, series as view};
use spindle_ooxml::sheet::{Area, SheetId};

use super::drawing::place_argument;
use super::editor::fault;
use super::handle::{active_sheet, sheet};
use super::{CellCall, CellEditor, CellRef, CellResult, anchor};
use crate::api::drawing::{
    Classes, DrawRef, DrawingHost, MAX_POINTS, chart_series, chart_space, put_chart, this,
};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiChart",
    parent: Some(Classes::<CellEditor>::CHART_DESIGN),
    members: &[
        Member::new("AddSeria", add_series),
        Member::new("SetSeriaName", set_name),
        Member::new("SetSeriaValues", set_values),
        Member::new("SetSeriaXValues", set_across),
        Member::new("SetCatFormula", set_categories),
    ],
    properties: &[],
};

/// `ApiWorkbook.GetActiveChart`: no chart is open for changes while a script runs.
pub const GET_ACTIVE_CHART: Member<CellEditor> = Member::new("GetActiveChart", |_| Ok(Value::Null));

/// `ApiWorksheet.AddChart`
pub const ADD_CHART: Member<CellEditor> = Member::new("AddChart", add_chart);

/// Brings the charts that scripts made or changed to what their cells hold, as a file is to be saved.
pub fn refresh(doc: &mut CellEditor) -> Result<(), ApiError> {
    let package = &doc.book.package;
    let spaces: Vec<NodeId> = package
        .part_names()
        .filter(|name| {
            package
                .content_type(name)
                .is_some_and(|kind| kind.ends_with("drawingml.chart+xml"))
        })
        .filter_map(|name| package.parsed_root(name))
        .filter(|root| package.dom.is_dirty(*root))
        .collect();
    for space in spaces {
        cells::refresh(&mut doc.book, space).map_err(fault)?;
    }
    Ok(())
}

/// The cells that a script means by a text; `None` for texts that mean none, and for too many cells.
fn cells_of(
    call: &mut CellCall<'_>,
    index: usize,
    active: SheetId,
) -> Result<Option<(SheetId, Area)>, ApiError> {
    let Value::Text(text) = call.args.get(index) else {
        return Ok(None);
    };
    found(call, text, active)
}

fn found(
    call: &mut CellCall<'_>,
    text: &str,
    active: SheetId,
) -> Result<Option<(SheetId, Area)>, ApiError> {
    let found = cells::parse(&mut call.doc.book, text, active).map_err(fault)?;
    if found.is_some_and(|(_, area)| area.count() > MAX_POINTS as u64) {
        return Err(ApiError::Range(format!(
            "a chart shows at most {MAX_POINTS} cells"
        )));
    }
    Ok(found)
}

/// The series of all areas of a text such as `Sheet1!$A$1:$C$2,Sheet1!$A$4:$C$5`.
fn series_of(
    call: &mut CellCall<'_>,
    text: &str,
    active: SheetId,
    scatter: bool,
) -> Result<Vec<SeriesData>, ApiError> {
    let in_rows = call.args.boolean(1, false);
    let mut all = Vec::new();
    // Of several areas none has heads.
    let with_heads = !text.contains(',');
    for piece in text.split(',').take(255) {
        if let Some((id, area)) = found(call, piece, active)? {
            let shape = cells::Shape {
                in_rows,
                scatter,
                with_heads,
            };
            all.extend(cells::series(&mut call.doc.book, id, area, shape).map_err(fault)?);
        }
    }
    Ok(all)
}

/// Data, whether series are in rows, kind, style, width and height in EMU, place. `null` without a kind or size.
fn add_chart(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let Some(name) = call.args.opt_text(2) else {
        return Ok(Value::Null);
    };
    let scatter = kind::Kind::by_name(&name).is_some_and(kind::Kind::is_scatter);
    let side = |index| {
        call.args
            .opt_number(index)
            .map(|side| side.max(0.0).round() as i64)
    };
    let (Some(width), Some(height)) = (side(4), side(5)) else {
        return Ok(Value::Null);
    };
    let data = match call.args.get(0) {
        Value::Text(text) => series_of(call, text, id, scatter)?,
        _ => Vec::new(),
    };
    let style = call.args.opt_integer(3).unwrap_or(0);
    let Some(frame) = put_chart(call.doc, &name, style, &data, (width, height))? else {
        return Ok(Value::Null);
    };
    let place = place_argument(call, 6);
    anchor::add(call.doc, id, frame, place)?;
    Ok(Value::Handle(CellRef::Draw(DrawRef::Chart(frame))))
}

/// The sheet that texts without a sheet's name mean: that of the chart.
fn home(call: &CellCall<'_>) -> Result<SheetId, ApiError> {
    let frame = this(call)?;
    match anchor::sheet_of(call.doc, frame) {
        Some(id) => Ok(id),
        None => active_sheet(call.doc),
    }
}

fn too_much(error: spindle_ooxml::XmlError) -> ApiError {
    ApiError::Range(error.to_string())
}

/// A name given as cells or as a text of its own.
fn name_argument(call: &mut CellCall<'_>, index: usize) -> Result<Option<Labels>, ApiError> {
    let Value::Text(text) = call.args.get(index) else {
        return Ok(None);
    };
    let home = home(call)?;
    Ok(Some(match cells_of(call, index, home)? {
        Some((id, area)) => cells::labels(&mut call.doc.book, id, area).map_err(fault)?,
        None => Labels {
            reference: None,
            points: vec![Some(text.clone())],
            format: None,
        },
    }))
}

fn labels_argument(call: &mut CellCall<'_>, index: usize) -> Result<Option<Labels>, ApiError> {
    let home = home(call)?;
    let found = cells_of(call, index, home)?;
    found
        .map(|(id, area)| cells::labels(&mut call.doc.book, id, area).map_err(fault))
        .transpose()
}

fn values_argument(call: &mut CellCall<'_>, index: usize) -> Result<Option<Values>, ApiError> {
    let home = home(call)?;
    let found = cells_of(call, index, home)?;
    found
        .map(|(id, area)| cells::values(&mut call.doc.book, id, area).map_err(fault))
        .transpose()
}

/// Name, values, first numbers of the points of scatter charts. Answers nothing.
fn add_series(call: &mut CellCall<'_>) -> CellResult {
    let space = chart_space(call)?;
    let data = SeriesData {
        name: name_argument(call, 0)?,
        categories: labels_argument(call, 2)?,
        values: values_argument(call, 1)?.unwrap_or_default(),
    };
    view::add(call.doc.dom_mut(), space, &data).map_err(too_much)?;
    Ok(Value::Undefined)
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let series = chart_series(call, 1)?;
    let name = name_argument(call, 0)?;
    let (Some(series), Some(name)) = (series, name) else {
        return Ok(false.into());
    };
    view::put_name(call.doc.dom_mut(), series, &name).map_err(too_much)?;
    Ok(true.into())
}

fn set_values(call: &mut CellCall<'_>) -> CellResult {
    let series = chart_series(call, 1)?;
    let values = values_argument(call, 0)?;
    let (Some(series), Some(values)) = (series, values) else {
        return Ok(false.into());
    };
    view::put_values(call.doc.dom_mut(), series, &values).map_err(too_much)?;
    Ok(true.into())
}

/// Only points of scatter charts have first numbers.
fn set_across(call: &mut CellCall<'_>) -> CellResult {
    let series = chart_series(call, 1)?;
    let labels = labels_argument(call, 0)?;
    let (Some(series), Some(labels)) = (series, labels) else {
        return Ok(false.into());
    };
    let dom = call.doc.dom();
    let in_scatter = dom
        .parent(series)
        .is_some_and(|plot| dom.is(plot, "c:scatterChart"));
    if !in_scatter {
        return Err(ApiError::Type(
            "the series is not one of a scatter chart".to_owned(),
        ));
    }
    view::put_categories(call.doc.dom_mut(), series, &labels).map_err(too_much)?;
    Ok(true.into())
}

fn set_categories(call: &mut CellCall<'_>) -> CellResult {
    let space = chart_space(call)?;
    let Some(labels) = labels_argument(call, 0)? else {
        return Ok(false.into());
    };
    let all: Vec<NodeId> = view::all(call.doc.dom(), space);
    for series in all {
        view::put_categories(call.doc.dom_mut(), series, &labels).map_err(too_much)?;
    }
    Ok(true.into())
}
