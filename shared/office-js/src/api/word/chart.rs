//! `ApiChart` of text documents: the next and the previous one, and mirrored ones.

use spindle_ooxml::word::drawing as view;
use spindle_ooxml::{Dom, NodeId, chart};

use super::handle::{or_null, this};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::api::drawing::{Classes, DrawRef, flip_chart};
use crate::class::{Class, Member};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiChart",
    parent: Some(Classes::<WordEditor>::CHART_DATA),
    members: &[
        Member::new("GetNextChart", |call| neighbour(call, true)),
        Member::new("GetPrevChart", |call| neighbour(call, false)),
        Member::new("SetHorFlip", |call| flip_chart(call, "flipH")),
        Member::new("SetVertFlip", |call| flip_chart(call, "flipV")),
    ],
    properties: &[],
};

/// The charts below a node, in reading order.
fn all(dom: &Dom, node: NodeId) -> Vec<NodeId> {
    let mut found = view::all(dom, node);
    found.retain(|drawing| chart::relationship_of(dom, *drawing).is_some());
    found
}

fn neighbour(call: &mut WordCall<'_>, next: bool) -> WordResult {
    let drawing = this(call)?;
    let dom = call.doc.dom();
    let all = all(dom, dom.root_of(drawing));
    let found = neighbour_of(&all, drawing, next);
    Ok(or_null(
        found.map(|node| WordRef::Draw(DrawRef::Chart(node))),
    ))
}

/// The one after or before `of` in a list.
fn neighbour_of(all: &[NodeId], of: NodeId, next: bool) -> Option<NodeId> {
    let index = all.iter().position(|candidate| *candidate == of)?;
    let place = if next {
        index.checked_add(1)
    } else {
        index.checked_sub(1)
    };
    all.get(place?).copied()
}
