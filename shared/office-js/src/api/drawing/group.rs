//! `ApiGroup`: drawings that are moved as one.

use spindle_ooxml::drawing::make::{self, Made};
use spindle_ooxml::drawing::shape;
use spindle_ooxml::{Dom, NodeId};

use super::create::no_drawings;
use super::object::drawing;
use super::{Classes, DrawRef, DrawResult, DrawingHost, answer};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

/// More drawings than a script puts into one group.
const MAX_CHILDREN: usize = 10_000;

impl<E: DrawingHost> Classes<E> {
    /// `ApiGroup`
    pub const GROUP: &'static Class<E> = &Class {
        name: "ApiGroup",
        parent: Some(E::DRAWING),
        members: &[
            Member::new("GetClassType", |_| Ok("group".into())),
            Member::new("Ungroup", call_ungroup),
        ],
        properties: &[],
    };
}

/// The drawings of a list given as an argument.
pub(super) fn drawings<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> Option<Vec<NodeId>> {
    let Value::List(list) = call.args.get(index) else {
        return None;
    };
    let node = |value: &Value<E::Ref>| match value {
        Value::Handle(handle) => E::draw_ref(handle).and_then(DrawRef::drawing),
        _ => None,
    };
    Some(list.iter().take(MAX_CHILDREN).filter_map(node).collect())
}

/// `Api.CreateGroup`
pub(super) fn create<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let children = drawings(call, 0).unwrap_or_default();
    if children.is_empty() {
        return Err(no_drawings());
    }
    if children
        .iter()
        .any(|child| call.doc.dom().parent(*child).is_some())
    {
        return Err(ApiError::State(
            "All drawings must not be in document".to_owned(),
        ));
    }
    if children.len() < 2 {
        return if E::NAME == "slide" {
            Ok(Value::Null)
        } else {
            Err(no_drawings())
        };
    }
    let group = group_up(call.doc, &children)?;
    Ok(answer::<E>(DrawRef::Group(group)))
}

/// How deep groups stand in each other at most.
const MAX_NESTING: usize = 32;

/// How deep groups stand in each other below a node.
fn depth(dom: &Dom, node: NodeId) -> usize {
    let is_group = |node: &NodeId| matches!(shape::local(dom, *node), "wgp" | "grpSp");
    let depths = dom.descendants(node).filter(is_group).map(|group| {
        dom.ancestors(group)
            .take_while(|up| *up != node)
            .filter(is_group)
            .count()
    });
    depths.max().map_or(0, |depth| depth + 1) + usize::from(is_group(&node))
}

/// Puts drawings into a new group, which is in no document yet.
///
/// # Errors
/// [`ApiError::Range`] when groups would stand deeper in each other than readers take them.
pub fn group_up<E: DrawingHost>(doc: &mut E, children: &[NodeId]) -> Result<NodeId, ApiError> {
    if children
        .iter()
        .any(|child| depth(doc.dom(), *child) >= MAX_NESTING)
    {
        return Err(ApiError::Range(format!(
            "groups can stand {MAX_NESTING} deep in each other"
        )));
    }
    let mut sides: Option<(i64, i64, i64, i64)> = None;
    for child in children {
        let dom = doc.dom();
        let (x, y) = shape::position(dom, *child).unwrap_or((0, 0));
        let (width, height) = shape::size(dom, *child).unwrap_or((0, 0));
        let own = (x, y, x.saturating_add(width), y.saturating_add(height));
        sides = Some(sides.map_or(own, |all| {
            (
                all.0.min(own.0),
                all.1.min(own.1),
                all.2.max(own.2),
                all.3.max(own.3),
            )
        }));
    }
    let (left, top, right, bottom) = sides.unwrap_or((0, 0, 0, 0));
    let id = doc.next_drawing_id();
    let made = Made {
        id,
        name: &format!("Group {id}"),
        size: (right.saturating_sub(left), bottom.saturating_sub(top)),
    };
    let group = make::new_group(doc.dom_mut(), &E::VOCABULARY, made, (left, top), false);
    for child in children {
        let object = doc.group_child(*child);
        doc.remove(*child);
        doc.dom_mut().append(group, object);
    }
    Ok(doc.framed(group, made))
}

/// The elements that are drawn in a group.
pub fn children<E: DrawingHost>(doc: &E, group: NodeId) -> Vec<NodeId> {
    let dom = doc.dom();
    dom.child_elements(shape::object(dom, group))
        .filter(|child| {
            matches!(
                shape::local(dom, *child),
                "wsp" | "sp" | "cxnSp" | "pic" | "grpSp" | "graphicFrame"
            )
        })
        .collect()
}

/// Puts the drawings of a group where the group is, which goes; the answer are the drawings.
pub fn ungroup<E: DrawingHost>(doc: &mut E, group: NodeId) -> Vec<NodeId> {
    let freed: Vec<NodeId> = children(doc, group)
        .into_iter()
        .map(|child| {
            doc.dom_mut().detach(child);
            doc.set_beside(child, group)
        })
        .collect();
    doc.remove(group);
    freed
}

fn call_ungroup<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let freed = ungroup(call.doc, node);
    call.doc.freed(&freed);
    let answers = freed
        .into_iter()
        .map(|child| Value::Handle(E::wrap(call.doc.drawing(child))));
    Ok(Value::List(answers.collect()))
}
