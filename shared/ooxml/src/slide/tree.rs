//! The shape tree of a slide, layout, master or page of notes: drawings in order, placeholders.

use super::order;
use crate::dom::{Dom, NodeId};

/// The elements that are drawings in a shape tree or group.
const DRAWINGS: &[&str] = &["p:sp", "p:pic", "p:graphicFrame", "p:grpSp", "p:cxnSp"];

/// `p:spTree` of the root of a slide, layout, master or page of notes.
#[must_use]
pub fn shape_tree(dom: &Dom, root: NodeId) -> Option<NodeId> {
    dom.path(root, &["p:cSld", "p:spTree"])
}

/// Whether an element is a drawing of a shape tree.
#[must_use]
pub fn is_drawing(dom: &Dom, node: NodeId) -> bool {
    dom.name_of(node)
        .is_some_and(|name| DRAWINGS.contains(&name))
}

/// The drawings of a sheet in their order. One that is there in a newer form with a fallback counts once, as its
/// newer form.
#[must_use]
pub fn drawings(dom: &Dom, root: NodeId) -> Vec<NodeId> {
    let Some(tree) = shape_tree(dom, root) else {
        return Vec::new();
    };
    dom.child_elements(tree)
        .filter_map(|node| {
            if dom.is(node, "mc:AlternateContent") {
                let choice = dom.child(node, "mc:Choice")?;
                return dom
                    .child_elements(choice)
                    .find(|inner| is_drawing(dom, *inner));
            }
            is_drawing(dom, node).then_some(node)
        })
        .collect()
}

/// The node that stands in the shape tree for a drawing: itself, or what wraps it with its fallback.
#[must_use]
pub fn outermost(dom: &Dom, drawing: NodeId) -> NodeId {
    dom.parent(drawing)
        .filter(|parent| dom.is(*parent, "mc:Choice"))
        .and_then(|choice| dom.parent(choice))
        .unwrap_or(drawing)
}

/// `p:nvSpPr`, `p:nvPicPr` and so on of a drawing.
#[must_use]
pub fn non_visual(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    dom.child_elements(drawing).find(|child| {
        dom.name_of(*child)
            .is_some_and(|name| name.starts_with("p:nv"))
    })
}

/// `p:cNvPr` of a drawing: id, name, description.
#[must_use]
pub fn properties(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    dom.child(non_visual(dom, drawing)?, "p:cNvPr")
}

/// `p:nvPr` of a drawing, where a placeholder is said.
#[must_use]
pub fn application(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    dom.child(non_visual(dom, drawing)?, "p:nvPr")
}

/// `p:ph` of a drawing that is a placeholder.
#[must_use]
pub fn placeholder(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    dom.child(application(dom, drawing)?, "p:ph")
}

/// Makes a drawing be the placeholder `ph`, in place of what it was.
pub fn set_placeholder(dom: &mut Dom, drawing: NodeId, ph: NodeId) -> bool {
    let Some(application) = application(dom, drawing) else {
        return false;
    };
    if let Some(old) = dom.child(application, "p:ph") {
        dom.detach(old);
    }
    dom.prepend(application, ph)
}

/// Puts a drawing on top of a sheet's others.
pub fn add(dom: &mut Dom, root: NodeId, drawing: NodeId) -> bool {
    let Some(tree) = shape_tree(dom, root) else {
        return false;
    };
    match dom.child(tree, "p:extLst") {
        Some(last) => dom.insert_before(drawing, last),
        None => dom.append(tree, drawing),
    }
}

/// The number after the largest `p:cNvPr` number of a sheet.
#[must_use]
pub fn free_id(dom: &Dom, root: NodeId) -> u32 {
    let numbers = dom
        .descendants(root)
        .filter(|node| dom.is(*node, "p:cNvPr"))
        .filter_map(|node| dom.attr(node, "id")?.parse::<u32>().ok());
    numbers.max().unwrap_or(1).saturating_add(1)
}

/// Gives a drawing, and what is in it, numbers that the sheet does not use yet.
pub fn renumber(dom: &mut Dom, root: NodeId, drawing: NodeId) {
    let mut number = free_id(dom, root);
    let own = properties(dom, drawing);
    let inside: Vec<NodeId> = dom
        .descendants(drawing)
        .filter(|node| dom.is(*node, "p:cNvPr") && Some(*node) != own)
        .collect();
    for node in own.into_iter().chain(inside) {
        dom.set_attr(node, "id", &number.to_string());
        number = number.saturating_add(1);
    }
}

/// `p:cSld`
#[must_use]
pub fn common_data(dom: &Dom, root: NodeId) -> Option<NodeId> {
    dom.child(root, "p:cSld")
}

/// The name of a layout or master.
#[must_use]
pub fn name(dom: &Dom, root: NodeId) -> String {
    common_data(dom, root)
        .and_then(|data| dom.attr(data, "name"))
        .unwrap_or_default()
        .to_owned()
}

/// Names a layout or master.
pub fn set_name(dom: &mut Dom, root: NodeId, name: &str) -> bool {
    let Some(data) = common_data(dom, root) else {
        return false;
    };
    dom.set_attr(data, "name", name);
    true
}

/// Gives a sheet a background of its own from a detached fill element (`a:solidFill` and others), or takes it away.
pub fn set_background(dom: &mut Dom, root: NodeId, fill: Option<NodeId>) -> bool {
    let Some(data) = common_data(dom, root) else {
        return false;
    };
    if let Some(old) = dom.child(data, "p:bg") {
        dom.detach(old);
    }
    if let Some(fill) = fill {
        let background = dom.ensure_child(data, "p:bg", order::COMMON_DATA);
        let properties = dom.element("p:bgPr");
        dom.append(background, properties);
        dom.append(properties, fill);
        let effects = dom.element("a:effectLst");
        dom.append(properties, effects);
    }
    true
}

/// Whether a sheet has a background of its own.
#[must_use]
pub fn has_background(dom: &Dom, root: NodeId) -> bool {
    common_data(dom, root).is_some_and(|data| dom.child(data, "p:bg").is_some())
}

/// Reads an on/off attribute; `default` when it is not there.
#[must_use]
pub fn flag(dom: &Dom, node: NodeId, attribute: &str, default: bool) -> bool {
    dom.attr(node, attribute)
        .map_or(default, |value| matches!(value, "1" | "true" | "on"))
}
