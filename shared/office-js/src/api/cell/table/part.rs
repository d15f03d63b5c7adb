//! What a table's part says.

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::{Area, CellPos, SheetId};

use super::super::editor::fault;
use super::super::feature::FeatureRef;
use super::super::handle::answer;
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::ApiError;
use crate::value::Value;

/// Children of `table` in the schema's order (18.5.1.2).
pub const TABLE: &[&str] = &[
    "autoFilter",
    "sortState",
    "tableColumns",
    "tableStyleInfo",
    "extLst",
];
const EXTENSION: &str = "{504A1905-F514-4f6f-8877-14C23A59335A}";
const X14: &str = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";

fn gone() -> ApiError {
    ApiError::State("the table is not there any more".to_owned())
}

/// Roots of the tables of a sheet.
pub fn tables(doc: &mut CellEditor, sheet: SheetId) -> Result<Vec<NodeId>, ApiError> {
    let part = doc.book.sheet_part(sheet).map_err(fault)?.to_owned();
    let package = &mut doc.book.package;
    let parts: Vec<String> = package
        .relationships(&part)
        .iter()
        .filter(|relationship| relationship.is("table"))
        .filter_map(|relationship| relationship.part.clone())
        .filter(|part| package.has_part(part))
        .collect();
    parts
        .iter()
        .map(|part| {
            package
                .root(part)
                .map_err(|error| ApiError::State(error.to_string()))
        })
        .collect()
}

/// The sheet and the root of the table that a member was called on, or that its object is of.
pub fn this(call: &mut CellCall<'_>) -> Result<(SheetId, NodeId), ApiError> {
    let CellRef::Feature(
        FeatureRef::Table(sheet, node)
        | FeatureRef::TableColumn(sheet, node, _)
        | FeatureRef::TableRow(sheet, node, _),
    ) = call.this
    else {
        return Err(ApiError::Type(
            "it was called on something that is no table".to_owned(),
        ));
    };
    if tables(call.doc, sheet)?.contains(&node) {
        Ok((sheet, node))
    } else {
        Err(gone())
    }
}

/// The cells of a table.
pub fn area(doc: &CellEditor, node: NodeId) -> Result<Area, ApiError> {
    let text = doc.book.package.dom.attr(node, "ref");
    text.and_then(Area::parse).ok_or_else(gone)
}

/// Sets the cells of a table, and of its filter.
pub fn set_area(doc: &mut CellEditor, node: NodeId, area: Area) {
    let totals = has_totals(doc, node);
    let dom = &mut doc.book.package.dom;
    dom.set_attr(node, "ref", &area.name());
    if let Some(filter) = dom.child(node, "autoFilter") {
        let last = area.last.row - u32::from(totals && area.rows() > 1);
        let own = Area::new(area.first, CellPos::new(last, area.last.col));
        dom.set_attr(filter, "ref", &own.name());
    }
}

/// Whether a row of headers is shown.
pub fn has_header(doc: &CellEditor, node: NodeId) -> bool {
    doc.book.package.dom.attr(node, "headerRowCount") != Some("0")
}

/// Whether a row of totals is shown.
pub fn has_totals(doc: &CellEditor, node: NodeId) -> bool {
    let count = doc.book.package.dom.attr(node, "totalsRowCount");
    count.is_some_and(|count| count != "0")
}

/// The cells between headers and totals.
pub fn body(doc: &CellEditor, node: NodeId) -> Result<Area, ApiError> {
    let area = area(doc, node)?;
    let first = area.first.row + u32::from(has_header(doc, node));
    let last = area
        .last
        .row
        .saturating_sub(u32::from(has_totals(doc, node)));
    Ok(Area::new(
        CellPos::new(first, area.first.col),
        CellPos::new(last.max(first), area.last.col),
    ))
}

pub fn get_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = this(call)?;
    Ok(answer(sheet, area(call.doc, node)?))
}

pub fn get_body(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = this(call)?;
    Ok(answer(sheet, body(call.doc, node)?))
}

/// One row of the table, at its first or last.
fn edge(call: &mut CellCall<'_>, shown: fn(&CellEditor, NodeId) -> bool, last: bool) -> CellResult {
    let (sheet, node) = this(call)?;
    if !shown(call.doc, node) {
        return Ok(Value::Null);
    }
    let area = area(call.doc, node)?;
    let row = if last { area.last.row } else { area.first.row };
    Ok(answer(
        sheet,
        Area::new(
            CellPos::new(row, area.first.col),
            CellPos::new(row, area.last.col),
        ),
    ))
}

pub fn get_header(call: &mut CellCall<'_>) -> CellResult {
    edge(call, has_header, false)
}

pub fn get_totals(call: &mut CellCall<'_>) -> CellResult {
    edge(call, has_totals, true)
}

pub fn get_headers_shown(call: &mut CellCall<'_>) -> CellResult {
    let (_, node) = this(call)?;
    Ok(has_header(call.doc, node).into())
}

pub fn get_totals_shown(call: &mut CellCall<'_>) -> CellResult {
    let (_, node) = this(call)?;
    Ok(has_totals(call.doc, node).into())
}

pub fn get_text(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let (_, node) = this(call)?;
    Ok(call
        .doc
        .book
        .package
        .dom
        .attr(node, name)
        .unwrap_or_default()
        .into())
}

/// The element with the alternative text, which only the extension of 2009 has.
fn alternative(doc: &CellEditor, node: NodeId) -> Option<NodeId> {
    let dom = &doc.book.package.dom;
    dom.elements(dom.child(node, "extLst")?, "ext")
        .find_map(|ext| dom.child(ext, "x14:table"))
}

pub fn get_alt(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let (_, node) = this(call)?;
    let dom = &call.doc.book.package.dom;
    let text = alternative(call.doc, node).and_then(|alternative| dom.attr(alternative, name));
    Ok(text.unwrap_or_default().into())
}

pub fn set_alt(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let (_, node) = this(call)?;
    let text = call.args.text(0, name)?.into_owned();
    let known = alternative(call.doc, node);
    let dom = &mut call.doc.book.package.dom;
    let alternative = known.unwrap_or_else(|| {
        let list = dom.ensure_child(node, "extLst", TABLE);
        let ext = dom.element_with("ext", &[("xmlns:x14", X14), ("uri", EXTENSION)]);
        let alternative = dom.element("x14:table");
        dom.append(ext, alternative);
        dom.append(list, ext);
        alternative
    });
    dom.set_attr(alternative, name, &text);
    Ok(Value::Undefined)
}

fn style(call: &mut CellCall<'_>) -> Result<NodeId, ApiError> {
    let (_, node) = this(call)?;
    Ok(call
        .doc
        .book
        .package
        .dom
        .ensure_child(node, "tableStyleInfo", TABLE))
}

pub fn get_style(call: &mut CellCall<'_>) -> CellResult {
    let node = style(call)?;
    Ok(call
        .doc
        .book
        .package
        .dom
        .attr(node, "name")
        .unwrap_or_default()
        .into())
}

pub fn set_style(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.text(0, "styleName")?.into_owned();
    let node = style(call)?;
    call.doc.book.package.dom.set_attr(node, "name", &name);
    Ok(Value::Undefined)
}

pub fn get_style_flag(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let node = style(call)?;
    let value = call.doc.book.package.dom.attr(node, name);
    Ok(matches!(value, Some("1" | "true")).into())
}

pub fn set_style_flag(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let on = call.args.boolean(0, false);
    let node = style(call)?;
    call.doc
        .book
        .package
        .dom
        .set_attr(node, name, if on { "1" } else { "0" });
    Ok(Value::Undefined)
}

pub fn get_filter_shown(call: &mut CellCall<'_>) -> CellResult {
    let (_, node) = this(call)?;
    Ok(call
        .doc
        .book
        .package
        .dom
        .child(node, "autoFilter")
        .is_some()
        .into())
}

pub fn set_filter_shown(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    let (_, node) = this(call)?;
    show_filter(call.doc, node, on)?;
    Ok(Value::Undefined)
}

/// Gives a table its filter, or takes it.
pub fn show_filter(doc: &mut CellEditor, node: NodeId, on: bool) -> Result<(), ApiError> {
    let area = area(doc, node)?;
    let dom = &mut doc.book.package.dom;
    if on {
        dom.ensure_child(node, "autoFilter", TABLE);
        set_area(doc, node, area);
    } else if let Some(filter) = dom.child(node, "autoFilter") {
        dom.detach(filter);
    }
    Ok(())
}

/// Whether the arrows of the filter are shown: not when every column hides its own.
pub fn get_arrows(call: &mut CellCall<'_>) -> CellResult {
    let (_, node) = this(call)?;
    let dom = &call.doc.book.package.dom;
    let Some(filter) = dom.child(node, "autoFilter") else {
        return Ok(false.into());
    };
    let hidden = dom
        .elements(filter, "filterColumn")
        .any(|column| matches!(dom.attr(column, "hiddenButton"), Some("1" | "true")));
    Ok((!hidden).into())
}

pub fn set_arrows(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    let (_, node) = this(call)?;
    let columns = area(call.doc, node)?.cols();
    let dom = &mut call.doc.book.package.dom;
    let Some(filter) = dom.child(node, "autoFilter") else {
        return Ok(Value::Undefined);
    };
    for number in 0..columns {
        let number = number.to_string();
        let known = dom
            .elements(filter, "filterColumn")
            .find(|column| dom.attr(*column, "colId") == Some(number.as_str()));
        match (known, on) {
            (Some(column), true) => {
                dom.remove_attr(column, "hiddenButton");
                if dom.child_elements(column).next().is_none() {
                    dom.detach(column);
                }
            }
            (Some(column), false) => dom.set_attr(column, "hiddenButton", "1"),
            (None, true) => {}
            (None, false) => {
                let column =
                    dom.element_with("filterColumn", &[("colId", &number), ("hiddenButton", "1")]);
                dom.append(filter, column);
            }
        }
    }
    Ok(Value::Undefined)
}
