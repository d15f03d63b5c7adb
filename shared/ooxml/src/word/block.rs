//! Block content: paragraphs and tables of a body, header, footer or cell.

use crate::dom::{Dom, NodeId};

/// Whether a child of a container counts as one of its elements.
#[must_use]
pub fn is_element(dom: &Dom, node: NodeId) -> bool {
    matches!(dom.name_of(node), Some("w:p" | "w:tbl" | "w:sdt"))
}

/// The elements of a container.
#[must_use]
pub fn elements(dom: &Dom, container: NodeId) -> Vec<NodeId> {
    dom.children(container)
        .filter(|child| is_element(dom, *child))
        .collect()
}

/// The number of elements.
#[must_use]
pub fn count(dom: &Dom, container: NodeId) -> usize {
    dom.children(container)
        .filter(|child| is_element(dom, *child))
        .count()
}

/// The element at `index`.
#[must_use]
pub fn nth(dom: &Dom, container: NodeId, index: usize) -> Option<NodeId> {
    dom.children(container)
        .filter(|child| is_element(dom, *child))
        .nth(index)
}

/// The last element.
#[must_use]
pub fn last(dom: &Dom, container: NodeId) -> Option<NodeId> {
    let mut node = dom.last_child(container);
    while let Some(current) = node {
        if is_element(dom, current) {
            return Some(current);
        }
        node = dom.prev_sibling(current);
    }
    None
}

/// Adds an element at the end, before the section properties.
pub fn append(dom: &mut Dom, container: NodeId, element: NodeId) {
    let mut end = dom.last_child(container);
    // Files that were made for reading have white space behind the section properties.
    while let Some(space) = end.filter(|node| dom.name_of(*node).is_none()) {
        end = dom.prev_sibling(space);
    }
    match end {
        Some(section) if dom.is(section, "w:sectPr") => dom.insert_before(element, section),
        _ => dom.append(container, element),
    };
}

/// Adds an element at the end and, after a table, the paragraph that has to follow it.
pub fn push(dom: &mut Dom, container: NodeId, element: NodeId) {
    append(dom, container, element);
    close(dom, container);
}

/// Puts an element before the one at `index`; `false` when `index` is beyond the end.
pub fn insert(dom: &mut Dom, container: NodeId, index: usize, element: NodeId) -> bool {
    if let Some(before) = nth(dom, container, index) {
        return dom.insert_before(element, before);
    }
    if index != count(dom, container) {
        return false;
    }
    push(dom, container, element);
    true
}

/// Makes sure that the container ends with a paragraph, as bodies, headers and cells have to.
///
/// A content control at the end of a cell is enough when a paragraph is the last in it.
pub fn close(dom: &mut Dom, container: NodeId) {
    let in_cell = dom.is(container, "w:tc");
    let mut end = last(dom, container);
    while let Some(control) = end.filter(|node| in_cell && dom.is(*node, "w:sdt")) {
        end = dom
            .child(control, "w:sdtContent")
            .and_then(|content| last(dom, content));
    }
    let ends_well = end.is_some_and(|node| !dom.is(node, "w:tbl") && !dom.is(node, "w:sdt"));
    if !ends_well {
        let paragraph = dom.element("w:p");
        append(dom, container, paragraph);
    }
}

/// Takes all elements out and leaves one empty paragraph.
pub fn clear(dom: &mut Dom, container: NodeId) {
    for element in elements(dom, container) {
        dom.detach(element);
    }
    close(dom, container);
}

/// All paragraphs (`w:p`) or tables (`w:tbl`) below a container in reading order, those in tables and controls
/// included; text boxes are other stories and are left out.
#[must_use]
pub fn all(dom: &Dom, container: NodeId, name: &str) -> Vec<NodeId> {
    let mut found = Vec::new();
    collect(dom, container, name, &mut found);
    found
}

fn collect(dom: &Dom, parent: NodeId, name: &str, found: &mut Vec<NodeId>) {
    for child in dom.children(parent) {
        if dom.is(child, name) {
            found.push(child);
        }
        if matches!(
            dom.name_of(child),
            Some(
                "w:tbl"
                    | "w:tr"
                    | "w:tc"
                    | "w:sdt"
                    | "w:sdtContent"
                    | "w:customXml"
                    | "w:ins"
                    | "w:moveTo"
            )
        ) {
            collect(dom, child, name, found);
        }
    }
}

/// Gives a container without any element its one paragraph.
pub fn close_if_empty(dom: &mut Dom, container: NodeId) {
    if last(dom, container).is_none() {
        close(dom, container);
    }
}
