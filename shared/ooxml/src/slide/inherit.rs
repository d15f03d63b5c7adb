//! What placeholders have from the layout and the master (19.3.1.36).

use super::{Presentation, tree};
use crate::dom::{Dom, NodeId};

/// The types of placeholders that a master has for the other types.
fn on_master(kind: &str) -> &str {
    match kind {
        "ctrTitle" | "title" => "title",
        "dt" | "ftr" | "sldNum" => kind,
        _ => "body",
    }
}

/// Whether two placeholders stand for each other: by their numbers, or by their types where they have none.
#[must_use]
pub fn same(dom: &Dom, one: NodeId, other: NodeId) -> bool {
    match (dom.attr(one, "idx"), dom.attr(other, "idx")) {
        (Some(one), Some(other)) => one == other,
        (None, None) => {
            let kind = |node| on_master(dom.attr(node, "type").unwrap_or("obj"));
            kind(one) == kind(other)
        }
        _ => false,
    }
}

/// The placeholder of a layout that one of a slide stands for: the same number, or the same type where it has none.
fn on_layout(dom: &Dom, layout: NodeId, ph: NodeId) -> Option<NodeId> {
    let (kind, index) = (dom.attr(ph, "type").unwrap_or("obj"), dom.attr(ph, "idx"));
    let all = tree::drawings(dom, layout);
    let with = |wanted: &dyn Fn(NodeId) -> bool| {
        all.iter()
            .copied()
            .find(|shape| tree::placeholder(dom, *shape).is_some_and(wanted))
    };
    index
        .and_then(|index| with(&|other| dom.attr(other, "idx") == Some(index)))
        .or_else(|| {
            with(&|other| {
                let other = dom.attr(other, "type").unwrap_or("obj");
                other == kind || on_master(other) == "title" && on_master(kind) == "title"
            })
        })
}

/// The shapes that a placeholder has what it does not say itself from, nearest first.
#[must_use]
pub fn chain(deck: &Presentation, drawing: NodeId) -> Vec<NodeId> {
    let dom = deck.dom();
    let mut found = Vec::new();
    let mut shape = drawing;
    let mut sheet = dom.root_of(drawing);
    for _ in 0..2 {
        let Some(ph) = tree::placeholder(dom, shape) else {
            break;
        };
        let Some(base) = deck.base(sheet).or_else(|| deck.notes_master_of(sheet)) else {
            break;
        };
        let next = if dom.is(base, "p:sldLayout") {
            on_layout(dom, base, ph)
        } else {
            let kind = on_master(dom.attr(ph, "type").unwrap_or("obj"));
            tree::drawings(dom, base).into_iter().find(|shape| {
                tree::placeholder(dom, *shape)
                    .is_some_and(|other| dom.attr(other, "type") == Some(kind))
            })
        };
        let Some(next) = next else {
            break;
        };
        found.push(next);
        (shape, sheet) = (next, base);
    }
    found
}
