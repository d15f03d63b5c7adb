//! The items of a combo box or drop-down list (17.5.2.5, 17.5.2.15).

use super::property;
use crate::dom::{Dom, NodeId};

/// Items that one list holds at most.
pub const MAX_ITEMS: usize = 10_000;

/// The list of a control: `w:comboBox` or `w:dropDownList`.
#[must_use]
pub fn of(dom: &Dom, control: NodeId) -> Option<NodeId> {
    property(dom, control, "w:comboBox").or_else(|| property(dom, control, "w:dropDownList"))
}

/// Its items in order.
#[must_use]
pub fn items(dom: &Dom, control: NodeId) -> Vec<NodeId> {
    of(dom, control)
        .map(|list| dom.elements(list, "w:listItem").collect())
        .unwrap_or_default()
}

/// What an item shows.
#[must_use]
pub fn text(dom: &Dom, item: NodeId) -> &str {
    dom.attr(item, "w:displayText")
        .or_else(|| dom.attr(item, "w:value"))
        .unwrap_or_default()
}

/// What an item stands for.
#[must_use]
pub fn value(dom: &Dom, item: NodeId) -> &str {
    dom.attr(item, "w:value").unwrap_or_default()
}

/// Adds an item before the one at `index`, or at the end. `false` when an item has this value already, or there are too
/// many.
pub fn add(dom: &mut Dom, control: NodeId, shown: &str, meant: &str, index: Option<usize>) -> bool {
    let Some(list) = of(dom, control) else {
        return false;
    };
    let items = items(dom, control);
    if items.len() >= MAX_ITEMS || items.iter().any(|item| value(dom, *item) == meant) {
        return false;
    }
    let item = dom.element_with(
        "w:listItem",
        &[("w:displayText", shown), ("w:value", meant)],
    );
    match index.and_then(|index| items.get(index)) {
        Some(before) => dom.insert_before(item, *before),
        None => dom.append(list, item),
    };
    true
}

/// The place of an item in its list.
#[must_use]
pub fn index(dom: &Dom, control: NodeId, item: NodeId) -> Option<usize> {
    items(dom, control).iter().position(|other| *other == item)
}

/// Moves an item to a place; beyond the end is the end.
pub fn move_to(dom: &mut Dom, control: NodeId, item: NodeId, place: usize) {
    let Some(list) = of(dom, control) else { return };
    dom.detach(item);
    match items(dom, control).get(place) {
        Some(before) => dom.insert_before(item, *before),
        None => dom.append(list, item),
    };
}

/// Takes all items out.
pub fn clear(dom: &mut Dom, control: NodeId) {
    for item in items(dom, control) {
        dom.detach(item);
    }
}
