//! Fills and lines of the pieces of a chart: `c:spPr` (21.2.2.197).

use super::{ensure, order};
use crate::dom::{Dom, NodeId};
use crate::drawing::fill;

/// Paints a piece (`c:chartSpace`, `c:plotArea`, `c:legend`, `c:title`, `c:ser`, `c:dPt`, `c:marker`) with a copy of a fill.
pub fn set_fill(dom: &mut Dom, piece: NodeId, fill: NodeId) {
    let shape = shape(dom, piece);
    fill::put(dom, shape, fill, order::SHAPE);
}

/// Draws the outline of a piece, or the lines of a grid, with a copy of a line.
pub fn set_line(dom: &mut Dom, piece: NodeId, line: NodeId) {
    let shape = shape(dom, piece);
    let copy = dom.deep_clone(line);
    while super::remove(dom, shape, "a:ln") {}
    dom.insert_ordered(shape, copy, order::SHAPE);
}

/// `c:spPr` of a piece. In `c:plotArea` it comes last, whatever axes there are.
fn shape(dom: &mut Dom, piece: NodeId) -> NodeId {
    if !dom.is(piece, "c:plotArea") {
        return ensure(dom, piece, "c:spPr");
    }
    if let Some(found) = dom.child(piece, "c:spPr") {
        return found;
    }
    let created = dom.element("c:spPr");
    match dom.child(piece, "c:extLst") {
        Some(extensions) => dom.insert_before(created, extensions),
        None => dom.append(piece, created),
    };
    created
}
