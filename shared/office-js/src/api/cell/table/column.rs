//! `ApiListColumn`.

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::formula::{Shift, ShiftKind};
use spindle_ooxml::sheet::pivot::{Accumulator, Function};
use spindle_ooxml::sheet::{Area, Cached, CellPos, Content, MAX_COLS};

use super::super::condition::{to_api, to_file};
use super::super::editor::fault;
use super::super::feature::{self, FeatureRef, both, get};
use super::super::handle::answer;
use super::super::pivot::item_at;
use super::super::range::values;
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::part::{TABLE, area, body, has_header, has_totals, set_area, this};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiListColumn",
    parent: None,
    members: &[
        Member::new("Delete", delete),
        Member::new("GetDataBodyRange", get_body),
        Member::new("GetIndex", get_index),
        Member::new("GetName", get_name),
        Member::new("GetParent", get_parent),
        Member::new("GetRange", get_range),
        Member::new("GetTotal", get_total),
        Member::new("GetTotalsCalculation", get_calculation),
        Member::new("SetName", set_name),
        Member::new("SetTotalsCalculation", set_calculation),
    ],
    properties: &[
        get("DataBodyRange", get_body),
        get("Index", get_index),
        both("Name", get_name, set_name),
        get("Parent", get_parent),
        get("Range", get_range),
        get("Total", get_total),
        both("TotalsCalculation", get_calculation, set_calculation),
    ],
};

/// Functions of totals: in the API, in files, and their number in `SUBTOTAL`.
const FUNCTIONS: &[(&str, &str)] = &[
    ("xlTotalsCalculationNone", "none"),
    ("xlTotalsCalculationSum", "sum"),
    ("xlTotalsCalculationAverage", "average"),
    ("xlTotalsCalculationCount", "count"),
    ("xlTotalsCalculationCountNums", "countNums"),
    ("xlTotalsCalculationMax", "max"),
    ("xlTotalsCalculationMin", "min"),
    ("xlTotalsCalculationStdDev", "stdDev"),
    ("xlTotalsCalculationVar", "var"),
    ("xlTotalsCalculationCustom", "custom"),
];

/// The number of a function in `SUBTOTAL`.
pub fn subtotal(function: &str) -> Option<u32> {
    Some(match function {
        "sum" => 109,
        "average" => 101,
        "count" => 103,
        "countNums" => 102,
        "max" => 104,
        "min" => 105,
        "stdDev" => 107,
        "var" => 110,
        _ => return None,
    })
}

/// Elements of the columns.
pub fn nodes(doc: &CellEditor, table: NodeId) -> Vec<NodeId> {
    let dom = &doc.book.package.dom;
    dom.child(table, "tableColumns")
        .map(|list| dom.elements(list, "tableColumn").collect())
        .unwrap_or_default()
}

pub fn all(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let columns = nodes(call.doc, table).into_iter();
    Ok(Value::List(
        columns
            .map(|node| feature::answer(FeatureRef::TableColumn(sheet, table, node)))
            .collect(),
    ))
}

/// The column's element and its place from 0.
fn own(call: &mut CellCall<'_>) -> Result<(NodeId, u32), ApiError> {
    let (_, table) = this(call)?;
    let CellRef::Feature(FeatureRef::TableColumn(.., node)) = call.this else {
        return Err(ApiError::Type(
            "it was called on something that is no column".to_owned(),
        ));
    };
    let place = nodes(call.doc, table)
        .iter()
        .position(|known| *known == node);
    let place = place.and_then(|place| u32::try_from(place).ok());
    place
        .map(|place| (node, place))
        .ok_or_else(|| ApiError::State("the column was deleted".to_owned()))
}

fn column_of(area: Area, place: u32) -> Area {
    let col = area.first.col.saturating_add(place).min(area.last.col);
    Area::new(
        CellPos::new(area.first.row, col),
        CellPos::new(area.last.row, col),
    )
}

fn get_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let (_, place) = own(call)?;
    Ok(answer(sheet, column_of(area(call.doc, table)?, place)))
}

fn get_body(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let (_, place) = own(call)?;
    Ok(answer(sheet, column_of(body(call.doc, table)?, place)))
}

fn get_index(call: &mut CellCall<'_>) -> CellResult {
    Ok(f64::from(own(call)?.1 + 1).into())
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    Ok(feature::answer(FeatureRef::Table(sheet, table)))
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    let (node, _) = own(call)?;
    Ok(call
        .doc
        .book
        .package
        .dom
        .attr(node, "name")
        .unwrap_or_default()
        .into())
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let (node, place) = own(call)?;
    let name = call.args.text(0, "sName")?.into_owned();
    let columns = nodes(call.doc, table);
    let dom = &mut call.doc.book.package.dom;
    let is_taken = columns.iter().any(|other| {
        *other != node
            && dom
                .attr(*other, "name")
                .is_some_and(|known| known.eq_ignore_ascii_case(&name))
    });
    if name.is_empty() || is_taken {
        return Ok(Value::Undefined);
    }
    dom.set_attr(node, "name", &name);
    if has_header(call.doc, table) {
        let cells = column_of(area(call.doc, table)?, place);
        values::set(
            call.doc,
            sheet,
            Area::new(cells.first, cells.first),
            &Value::Text(name),
        )?;
    }
    Ok(Value::Undefined)
}

/// The cell with the total of a column.
pub fn total_cell(doc: &CellEditor, table: NodeId, place: u32) -> Result<Option<Area>, ApiError> {
    if !has_totals(doc, table) {
        return Ok(None);
    }
    let cells = column_of(area(doc, table)?, place);
    Ok(Some(Area::new(cells.last, cells.last)))
}

fn get_total(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let (_, place) = own(call)?;
    Ok(total_cell(call.doc, table, place)?.map_or(Value::Null, |cell| answer(sheet, cell)))
}

fn get_calculation(call: &mut CellCall<'_>) -> CellResult {
    let (node, _) = own(call)?;
    let function = call
        .doc
        .book
        .package
        .dom
        .attr(node, "totalsRowFunction")
        .unwrap_or("none");
    Ok(to_api(FUNCTIONS, function).into())
}

fn set_calculation(call: &mut CellCall<'_>) -> CellResult {
    let (_, table) = this(call)?;
    let (node, place) = own(call)?;
    let function = to_file(FUNCTIONS, &call.args.opt_text(0).unwrap_or_default());
    let (Some(function), true) = (function, has_totals(call.doc, table)) else {
        return Ok(Value::Undefined);
    };
    set_total(call, table, node, place, function)?;
    Ok(Value::Undefined)
}

/// Gives a column its total: the function in the part, the formula in the cell.
pub fn set_total(
    call: &mut CellCall<'_>,
    table: NodeId,
    node: NodeId,
    place: u32,
    function: &str,
) -> Result<(), ApiError> {
    let (sheet, _) = this(call)?;
    let dom = &mut call.doc.book.package.dom;
    if function == "none" {
        dom.remove_attr(node, "totalsRowFunction");
    } else {
        dom.set_attr(node, "totalsRowFunction", function);
    }
    dom.remove_attr(node, "totalsRowLabel");
    let name = dom.attr(node, "name").unwrap_or_default().to_owned();
    let owner = dom
        .attr(table, "displayName")
        .unwrap_or_default()
        .to_owned();
    let Some(cell) = total_cell(call.doc, table, place)? else {
        return Ok(());
    };
    // Brackets and the like in names are written behind an apostrophe.
    let mut escaped = String::new();
    for c in name.chars() {
        if matches!(c, '[' | ']' | '#' | '\'') {
            escaped.push('\'');
        }
        escaped.push(c);
    }
    let Some(number) = subtotal(function) else {
        values::set(call.doc, sheet, cell, &Value::Text(String::new()))?;
        return Ok(());
    };
    let formula = format!("SUBTOTAL({number},{owner}[{escaped}])");
    if values::set(call.doc, sheet, cell, &Value::Text(format!("={formula}")))? {
        return Ok(());
    }
    // Names of tables and columns may be new to who reads formulas: the result is kept beside.
    let mut sum = Accumulator::default();
    let column = column_of(body(call.doc, table)?, place);
    for row in column.first.row..=column.last.row {
        sum.take(&item_at(
            call.doc,
            sheet,
            CellPos::new(row, column.first.col),
        )?);
    }
    let kind = match function {
        "average" => Function::Average,
        "count" => Function::Count,
        "countNums" => Function::CountNumbers,
        "max" => Function::Max,
        "min" => Function::Min,
        "stdDev" => Function::StdDev,
        "var" => Function::Var,
        _ => Function::Sum,
    };
    let cached = match sum.value(kind) {
        Some(Some(value)) => Cached::Number(value),
        Some(None) => Cached::Error("#DIV/0!"),
        None => Cached::Number(0.0),
    };
    let content = Content::Formula {
        text: &formula,
        attributes: "",
        cached,
    };
    let loaded = call.doc.book.sheet_mut(sheet).map_err(fault)?;
    loaded
        .set(cell.first, content)
        .map_err(|error| fault(error.into()))
}

/// A name that no column has: `Column1`, `Column2`, ...
pub fn free_name(doc: &CellEditor, table: NodeId) -> String {
    let columns = nodes(doc, table);
    let dom = &doc.book.package.dom;
    let is_taken = |name: &str| {
        columns.iter().any(|node| {
            dom.attr(*node, "name")
                .is_some_and(|known| known.eq_ignore_ascii_case(name))
        })
    };
    (1..)
        .map(|number| format!("Column{number}"))
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}

/// Adds an element for a column before another, or behind all.
pub fn add_node(doc: &mut CellEditor, table: NodeId, name: &str, before: Option<NodeId>) -> NodeId {
    let dom = &mut doc.book.package.dom;
    let list = dom.ensure_child(table, "tableColumns", TABLE);
    let id = dom
        .elements(list, "tableColumn")
        .filter_map(|node| dom.attr(node, "id")?.parse::<u32>().ok())
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let node = dom.element_with("tableColumn", &[("id", &id.to_string()), ("name", name)]);
    match before {
        Some(before) => dom.insert_before(node, before),
        None => dom.append(list, node),
    };
    let count = dom.elements(list, "tableColumn").count();
    dom.set_attr(list, "count", &count.to_string());
    node
}

/// `ApiListObject.AddListColumn`: at a place from 1, or at the end.
pub fn add(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let old = area(call.doc, table)?;
    let columns = nodes(call.doc, table);
    let place = match call.args.opt_integer(0) {
        Some(place) => match u32::try_from(place.saturating_sub(1)).ok() {
            Some(place) => place.min(old.cols()),
            None => return Ok(Value::Null),
        },
        None => old.cols(),
    };
    if old.last.col + 1 >= MAX_COLS {
        return Ok(Value::Null);
    }
    let col = old.first.col + place;
    let at = Area::new(
        CellPos::new(old.first.row, col),
        CellPos::new(old.last.row, col),
    );
    feature::shift(
        call.doc,
        sheet,
        Shift {
            at,
            kind: ShiftKind::Right,
        },
    )?;
    let name = free_name(call.doc, table);
    let before = usize::try_from(place)
        .ok()
        .and_then(|place| columns.get(place).copied());
    let node = add_node(call.doc, table, &name, before);
    set_area(
        call.doc,
        table,
        Area::new(old.first, CellPos::new(old.last.row, old.last.col + 1)),
    );
    if has_header(call.doc, table) {
        let cell = Area::new(at.first, at.first);
        values::set(call.doc, sheet, cell, &Value::Text(name))?;
    }
    Ok(feature::answer(FeatureRef::TableColumn(sheet, table, node)))
}

/// Deletes the column with its cells.
fn delete(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let (node, place) = own(call)?;
    let old = area(call.doc, table)?;
    if old.cols() < 2 {
        return Ok(false.into());
    }
    let at = column_of(old, place);
    feature::shift(
        call.doc,
        sheet,
        Shift {
            at,
            kind: ShiftKind::Left,
        },
    )?;
    let dom = &mut call.doc.book.package.dom;
    dom.detach(node);
    if let Some(list) = dom.child(table, "tableColumns") {
        let count = dom.elements(list, "tableColumn").count();
        dom.set_attr(list, "count", &count.to_string());
    }
    set_area(
        call.doc,
        table,
        Area::new(old.first, CellPos::new(old.last.row, old.last.col - 1)),
    );
    Ok(true.into())
}
