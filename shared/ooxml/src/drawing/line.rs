//! Lines: `a:ln` (20.1.2.2.24).

use super::fill;
use crate::dom::{Dom, NodeId};

/// Children of `a:ln` in the schema's order.
pub const ORDER: &[&str] = &[
    "a:noFill",
    "a:solidFill",
    "a:gradFill",
    "a:pattFill",
    "a:prstDash",
    "a:custDash",
    "a:round",
    "a:bevel",
    "a:miter",
    "a:headEnd",
    "a:tailEnd",
    "a:extLst",
];

/// The preset dashes (ST_PresetLineDashVal, 20.1.10.49).
pub const DASHES: &[&str] = &[
    "solid",
    "dot",
    "dash",
    "lgDash",
    "dashDot",
    "lgDashDot",
    "lgDashDotDot",
    "sysDash",
    "sysDot",
    "sysDashDot",
    "sysDashDotDot",
];

/// The widest line that files may have, in EMU (ST_LineWidth, 20.1.10.35).
pub const MAX_WIDTH: i64 = 20_116_800;

/// A line of a width in EMU. One of no width, as scripts say no line, says that it is not painted.
pub fn create(dom: &mut Dom, width: i64, paint: NodeId, dash: &str) -> NodeId {
    let line = dom.element("a:ln");
    if width <= 0 {
        let none = fill::none(dom);
        dom.append(line, none);
        return line;
    }
    dom.set_attr(line, "w", &width.min(MAX_WIDTH).to_string());
    // A line cannot be painted with a picture.
    if !dom.is(paint, "a:blipFill") && !dom.is(paint, "a:grpFill") {
        fill::put(dom, line, paint, ORDER);
    }
    let dash = DASHES.iter().find(|known| **known == dash);
    let dash = dom.element_with("a:prstDash", &[("val", dash.unwrap_or(&"solid"))]);
    dom.append(line, dash);
    line
}

/// The width in EMU, when the line says one.
#[must_use]
pub fn width(dom: &Dom, line: NodeId) -> Option<i64> {
    dom.attr(line, "w")?.parse().ok()
}

/// The name of the line's dash, when it says one.
#[must_use]
pub fn dash(dom: &Dom, line: NodeId) -> Option<&str> {
    dom.attr(dom.child(line, "a:prstDash")?, "val")
}
