//! Axes: which is the horizontal one, their grids, marks, labels and directions (21.2.2.25, 21.2.2.226).

use super::{order, plot_area, remove, set_val, val};
use crate::dom::{Dom, NodeId};

/// The axes of a chart in the order of the file.
#[must_use]
pub fn all(dom: &Dom, space: NodeId) -> Vec<NodeId> {
    let Some(area) = plot_area(dom, space) else {
        return Vec::new();
    };
    dom.child_elements(area)
        .filter(|child| {
            dom.name_of(*child)
                .is_some_and(|name| order::AXES.contains(&name))
        })
        .collect()
}

/// The first axis that stands at one of these sides (`b`, `t`, `l`, `r`); the axis of depth is none.
fn at(dom: &Dom, space: NodeId, sides: &[&str]) -> Option<NodeId> {
    all(dom, space).into_iter().find(|axis| {
        !dom.is(*axis, "c:serAx")
            && val(dom, *axis, "c:axPos").is_some_and(|side| sides.contains(&side))
    })
}

/// The horizontal axis, or the vertical one.
#[must_use]
pub fn of_direction(dom: &Dom, space: NodeId, horizontal: bool) -> Option<NodeId> {
    at(
        dom,
        space,
        if horizontal { &["b", "t"] } else { &["l", "r"] },
    )
}

/// The axis at a side as scripts call it: `left`, `right`, `top`, `bottom`.
#[must_use]
pub fn at_side(dom: &Dom, space: NodeId, side: &str) -> Option<NodeId> {
    let side = match side {
        "left" => "l",
        "right" => "r",
        "top" => "t",
        "bottom" => "b",
        _ => return None,
    };
    at(dom, space, &[side])
}

/// Draws the grid of an axis (`c:majorGridlines`, `c:minorGridlines`) with a copy of a line; without one there is no grid.
pub fn set_grid(dom: &mut Dom, axis: NodeId, grid: &str, line: Option<NodeId>) {
    remove(dom, axis, grid);
    if let Some(line) = line {
        let grid = super::ensure(dom, axis, grid);
        super::format::set_line(dom, grid, line);
    }
}

/// Sets the marks (`c:majorTickMark`, `c:minorTickMark`) of an axis: `cross`, `in`, `none`, `out`; others change nothing.
pub fn set_marks(dom: &mut Dom, axis: NodeId, marks: &str, value: &str) {
    if matches!(value, "cross" | "in" | "none" | "out") {
        set_val(dom, axis, marks, value);
    }
}

/// Places the labels of an axis: `none`, `nextTo`, `low`, `high`; others change nothing.
pub fn set_label_place(dom: &mut Dom, axis: NodeId, place: &str) {
    if matches!(place, "none" | "nextTo" | "low" | "high") {
        set_val(dom, axis, "c:tickLblPos", place);
    }
}

/// Lets the axis run from its least to its greatest value, or back.
pub fn set_ascending(dom: &mut Dom, axis: NodeId, ascending: bool) {
    let scaling = super::ensure(dom, axis, "c:scaling");
    set_val(
        dom,
        scaling,
        "c:orientation",
        if ascending { "minMax" } else { "maxMin" },
    );
}

/// Sets the number format of an axis of values; `false` for other axes.
pub fn set_format(dom: &mut Dom, axis: NodeId, format: &str) -> bool {
    if !dom.is(axis, "c:valAx") {
        return false;
    }
    let node = super::ensure(dom, axis, "c:numFmt");
    dom.set_attr(node, "formatCode", format);
    dom.set_attr(node, "sourceLinked", "0");
    true
}
