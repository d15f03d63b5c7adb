//! Cells: `a:tc` and `a:tcPr` (21.1.3.16, 21.1.3.17).

use super::new_body;
use crate::dom::{Dom, NodeId};
use crate::drawing::fill;

/// Children of `a:tcPr` in the schema's order.
const PROPERTIES: &[&str] = &[
    "a:lnL",
    "a:lnR",
    "a:lnT",
    "a:lnB",
    "a:lnTlToBr",
    "a:lnBlToTr",
    "a:cell3D",
    "a:noFill",
    "a:solidFill",
    "a:gradFill",
    "a:blipFill",
    "a:pattFill",
    "a:grpFill",
    "a:headers",
    "a:extLst",
];

/// A new empty cell.
pub fn create(dom: &mut Dom) -> NodeId {
    let cell = dom.element("a:tc");
    let body = new_body(dom);
    dom.append(cell, body);
    let properties = dom.element("a:tcPr");
    dom.append(cell, properties);
    cell
}

/// The text of the cell, made when there is none.
pub fn body(dom: &mut Dom, cell: NodeId) -> NodeId {
    if let Some(found) = dom.child(cell, "a:txBody") {
        return found;
    }
    let created = new_body(dom);
    dom.prepend(cell, created);
    created
}

/// Whether an attribute such as `hMerge` is on.
#[must_use]
pub fn is(dom: &Dom, cell: NodeId, name: &str) -> bool {
    matches!(dom.attr(cell, name), Some("1" | "true"))
}

/// How many columns (`gridSpan`) or rows (`rowSpan`) the cell takes.
#[must_use]
pub fn span(dom: &Dom, cell: NodeId, name: &str) -> usize {
    dom.attr(cell, name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(1)
        .max(1)
}

/// Sets how many columns or rows the cell takes.
pub fn set_span(dom: &mut Dom, cell: NodeId, name: &str, span: usize) {
    if span > 1 {
        dom.set_attr(cell, name, &span.to_string());
    } else {
        dom.remove_attr(cell, name);
    }
}

fn properties(dom: &mut Dom, cell: NodeId) -> NodeId {
    dom.ensure_child(cell, "a:tcPr", &["a:txBody", "a:tcPr", "a:extLst"])
}

/// Fills the cell with a copy of a fill.
pub fn set_fill(dom: &mut Dom, cell: NodeId, paint: NodeId) {
    let properties = properties(dom, cell);
    fill::put(dom, properties, paint, PROPERTIES);
}

/// Sets an attribute of the cell's properties, or takes it away.
pub fn set_property(dom: &mut Dom, cell: NodeId, name: &str, value: Option<&str>) {
    let properties = properties(dom, cell);
    match value {
        Some(value) => dom.set_attr(properties, name, value),
        None => {
            dom.remove_attr(properties, name);
        }
    }
}

/// Draws a border (`a:lnL` and so on) of a width in EMU, with a copy of a fill or with what the table has.
pub fn set_border(dom: &mut Dom, cell: NodeId, side: &str, width: i64, paint: Option<NodeId>) {
    let properties = properties(dom, cell);
    if let Some(old) = dom.child(properties, side) {
        dom.detach(old);
    }
    let width = width.clamp(0, crate::drawing::line::MAX_WIDTH).to_string();
    let line = dom.element_with(side, &[("w", &width), ("algn", "ctr")]);
    if let Some(paint) = paint {
        fill::put(dom, line, paint, crate::drawing::line::ORDER);
    }
    dom.insert_ordered(properties, line, PROPERTIES);
}
