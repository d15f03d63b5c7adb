//! Tables of drawings: `a:tbl` in its frame (ISO/IEC 29500-1, 21.1.3). Every row has a cell for every column of the grid; what
//! a merged cell covers is there, empty, and says so (`hMerge`, `vMerge`).

pub mod cell;
pub mod edit;
pub mod merge;

use super::fill;
use super::text::body;
use crate::dom::{Dom, NodeId};

/// The style that new tables have: Medium Style 2 - Accent 1, which every program knows by this identifier.
pub const STYLE: &str = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}";
/// The height of a row with a line of text of 18 points, which a row at least has.
pub const ROW_HEIGHT: i64 = 365_760;
/// The narrowest column that is set by scripts.
pub const LEAST_WIDTH: i64 = 182_880;
/// More rows or columns than slides can show.
pub const MAX_SIDE: usize = 1_000;
/// More cells than slides can show.
pub const MAX_CELLS: usize = 20_000;

/// Children of `a:tblPr` in the schema's order.
const PROPERTIES: &[&str] = &[
    "a:noFill",
    "a:solidFill",
    "a:gradFill",
    "a:blipFill",
    "a:pattFill",
    "a:grpFill",
    "a:effectLst",
    "a:effectDag",
    "a:tableStyle",
    "a:tableStyleId",
    "a:extLst",
];

/// Where a new table stands, in EMU.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// Its width.
    pub width: i64,
}

/// A new table on a slide, in its frame.
pub fn create(dom: &mut Dom, id: u32, rows: usize, columns: usize, place: Place) -> NodeId {
    let height = ROW_HEIGHT.saturating_mul(i64::try_from(rows).unwrap_or(i64::MAX));
    let frame = dom.fragment(&format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Table {id}\"/><p:cNvGraphicFramePr/>\
         <p:nvPr/></p:nvGraphicFramePr><p:xfrm>\
         <a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{height}\"/></p:xfrm><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"/></a:graphic></p:graphicFrame>",
        place.x, place.y, place.width
    ));
    let table = dom.fragment(&format!(
        "<a:tbl><a:tblPr firstRow=\"1\" bandRow=\"1\"><a:tableStyleId>{STYLE}</a:tableStyleId></a:tblPr><a:tblGrid/></a:tbl>"
    ));
    let width = place.width / i64::try_from(columns.max(1)).unwrap_or(1);
    if let Some(grid) = dom.child(table, "a:tblGrid") {
        for _ in 0..columns {
            let column = dom.element_with("a:gridCol", &[("w", &width.to_string())]);
            dom.append(grid, column);
        }
    }
    for _ in 0..rows {
        let row = dom.element_with("a:tr", &[("h", &ROW_HEIGHT.to_string())]);
        for _ in 0..columns {
            let cell = cell::create(dom);
            dom.append(row, cell);
        }
        dom.append(table, row);
    }
    if let Some(data) = dom.path(frame, &["a:graphic", "a:graphicData"]) {
        dom.append(data, table);
    }
    frame
}

/// The table in a frame.
#[must_use]
pub fn inside(dom: &Dom, frame: NodeId) -> Option<NodeId> {
    dom.path(frame, &["a:graphic", "a:graphicData", "a:tbl"])
}

/// The frame around a row or cell.
#[must_use]
pub fn frame_of(dom: &Dom, node: NodeId) -> Option<NodeId> {
    dom.ancestors(dom.ancestor(node, "a:tbl")?).nth(2)
}

/// The rows.
#[must_use]
pub fn rows(dom: &Dom, table: NodeId) -> Vec<NodeId> {
    dom.elements(table, "a:tr").collect()
}

/// The cells of a row, one for each column of the grid.
#[must_use]
pub fn grid_cells(dom: &Dom, row: NodeId) -> Vec<NodeId> {
    dom.elements(row, "a:tc").collect()
}

/// The cells of a row that scripts see: not those that a cell to their left covers.
#[must_use]
pub fn cells(dom: &Dom, row: NodeId) -> Vec<NodeId> {
    dom.elements(row, "a:tc")
        .filter(|cell| !cell::is(dom, *cell, "hMerge"))
        .collect()
}

/// The columns of the grid.
#[must_use]
pub fn columns(dom: &Dom, table: NodeId) -> Vec<NodeId> {
    dom.child(table, "a:tblGrid")
        .map(|grid| dom.elements(grid, "a:gridCol").collect())
        .unwrap_or_default()
}

/// A length in an attribute, in EMU.
#[must_use]
pub fn length(dom: &Dom, node: NodeId, name: &str) -> i64 {
    dom.attr(node, name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(0)
}

/// The height of a row: never less than its text needs.
#[must_use]
pub fn row_height(dom: &Dom, row: NodeId) -> i64 {
    length(dom, row, "h").max(ROW_HEIGHT)
}

/// The heights of all rows together.
#[must_use]
pub fn height(dom: &Dom, table: NodeId) -> i64 {
    rows(dom, table)
        .into_iter()
        .fold(0, |sum, row| sum.saturating_add(row_height(dom, row)))
}

/// The widths of all columns together.
#[must_use]
pub fn width(dom: &Dom, table: NodeId) -> i64 {
    columns(dom, table).into_iter().fold(0, |sum, column| {
        sum.saturating_add(length(dom, column, "w"))
    })
}

/// Makes the frame as large as what is in it.
pub fn fit_frame(dom: &mut Dom, frame: NodeId) {
    let (Some(table), Some(extent)) = (inside(dom, frame), dom.path(frame, &["p:xfrm", "a:ext"]))
    else {
        return;
    };
    let (width, height) = (width(dom, table), height(dom, table));
    // Columns of a part of an EMU less each are no narrower table.
    let least = i64::try_from(columns(dom, table).len()).unwrap_or(0);
    if !(0..least).contains(&(length(dom, extent, "cx") - width)) {
        dom.set_attr(extent, "cx", &width.to_string());
    }
    dom.set_attr(extent, "cy", &height.to_string());
}

/// Stretches columns and rows so that the table takes this size; rows stay as high as their text needs.
pub fn resize(dom: &mut Dom, frame: NodeId, width_to: i64, height_to: i64) {
    let Some(table) = inside(dom, frame) else {
        return;
    };
    let scaled = |value: i64, to: i64, from: i64| {
        (value as f64 * to as f64 / from.max(1) as f64).round() as i64
    };
    let from = width(dom, table);
    for column in columns(dom, table) {
        let new = scaled(length(dom, column, "w"), width_to, from);
        dom.set_attr(column, "w", &new.to_string());
    }
    let from = height(dom, table);
    for row in rows(dom, table) {
        let new = scaled(row_height(dom, row), height_to, from).max(ROW_HEIGHT);
        dom.set_attr(row, "h", &new.to_string());
    }
    fit_frame(dom, frame);
    // Rounded columns may be a little less or more.
    if let Some(extent) = dom.path(frame, &["p:xfrm", "a:ext"]) {
        dom.set_attr(extent, "cx", &width_to.to_string());
    }
}

/// The table's properties, made when there are none.
fn properties(dom: &mut Dom, table: NodeId) -> NodeId {
    if let Some(found) = dom.child(table, "a:tblPr") {
        return found;
    }
    let created = dom.element("a:tblPr");
    dom.prepend(table, created);
    created
}

/// The attributes of a table's look, in the order in which scripts give them.
pub const LOOK: [&str; 6] = [
    "firstCol", "firstRow", "lastCol", "lastRow", "bandRow", "bandCol",
];

/// Sets which parts of its style a table shows.
pub fn set_look(dom: &mut Dom, table: NodeId, look: [bool; 6]) {
    let properties = properties(dom, table);
    for (name, on) in LOOK.into_iter().zip(look) {
        dom.set_attr(properties, name, if on { "1" } else { "0" });
    }
}

/// Fills the table with a copy of a fill.
pub fn set_fill(dom: &mut Dom, table: NodeId, paint: NodeId) {
    let properties = properties(dom, table);
    fill::put(dom, properties, paint, PROPERTIES);
}

/// A new body for a cell.
fn new_body(dom: &mut Dom) -> NodeId {
    body::create(dom, "a:txBody")
}
