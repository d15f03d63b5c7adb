//! Charts: `c:chartSpace` and what is in it (ECMA-376 part 1, 21.2).
//!
//! A chart is a part of its own, whatever kind of document shows it; the document's tree holds a frame that names it. What
//! a chart shows is in caches of the chart's part, and behind them in a workbook: an embedded one in texts and slides, the
//! document itself in spreadsheets.

pub mod axis;
mod build;
pub mod cells;
pub mod change;
pub mod data;
pub mod format;
pub mod kind;
pub mod label;
pub mod order;
pub mod series;
pub mod style;
pub mod text;
pub mod workbook;

pub use build::{Design, build};
pub use data::{Labels, SeriesData, Values};
pub use kind::Kind;

use crate::dom::{Dom, NodeId};

/// `c:plotArea` of a chart space.
#[must_use]
pub fn plot_area(dom: &Dom, space: NodeId) -> Option<NodeId> {
    dom.path(space, &["c:chart", "c:plotArea"])
}

/// The plots of a chart in the order of the file: `c:barChart` and the like.
#[must_use]
pub fn plots(dom: &Dom, space: NodeId) -> Vec<NodeId> {
    let Some(area) = plot_area(dom, space) else {
        return Vec::new();
    };
    dom.child_elements(area)
        .filter(|child| {
            dom.name_of(*child)
                .is_some_and(|name| name.ends_with("Chart"))
        })
        .collect()
}

/// The child `name` of an element, made at its place when it is missing.
pub fn ensure(dom: &mut Dom, parent: NodeId, name: &str) -> NodeId {
    let order = dom.name_of(parent).map_or(&[][..], order::children_of);
    dom.ensure_child(parent, name, order)
}

/// Writes `parent/name@val`.
pub fn set_val(dom: &mut Dom, parent: NodeId, name: &str, value: &str) {
    let child = ensure(dom, parent, name);
    dom.set_attr(child, "val", value);
}

/// As [`set_val`], for elements outside of [`order`]: `c:ptCount` of a cache, which comes first.
pub(crate) fn set_val_first(dom: &mut Dom, parent: NodeId, name: &str, value: &str) {
    let child = match dom.child(parent, name) {
        Some(child) => child,
        None => {
            let created = dom.element(name);
            dom.prepend(parent, created);
            created
        }
    };
    dom.set_attr(child, "val", value);
}

/// Reads `parent/name@val`.
#[must_use]
pub fn val<'a>(dom: &'a Dom, parent: NodeId, name: &str) -> Option<&'a str> {
    dom.attr(dom.child(parent, name)?, "val")
}

/// Takes the child `name` out; `false` when there is none.
pub fn remove(dom: &mut Dom, parent: NodeId, name: &str) -> bool {
    dom.child(parent, name)
        .is_some_and(|child| dom.detach(child))
}

/// The identifier by which a frame in the tree of a document names its chart's part: the frame's `c:chart@r:id`.
#[must_use]
pub fn relationship_of(dom: &Dom, frame: NodeId) -> Option<&str> {
    let chart = dom
        .descendants(frame)
        .find(|node| dom.is(*node, "c:chart"))?;
    dom.attr(chart, "r:id")
}

/// `a:graphic` that shows the chart named by a relationship: the content of a frame in any kind of document.
#[must_use]
pub fn graphic(relationship: &str) -> String {
    let id = crate::dom::escape::escape_attribute(relationship);
    format!(
        "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">\
         <c:chart r:id=\"{id}\"/></a:graphicData></a:graphic>"
    )
}
