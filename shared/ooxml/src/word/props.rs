//! Property containers and simple property elements: finding, creating at the right place, reading, writing.

use super::order;
use crate::dom::{Dom, NodeId};

/// The child `name` of `parent`, created at its place in the schema sequence when it is missing.
pub fn ensure(dom: &mut Dom, parent: NodeId, name: &str) -> NodeId {
    let sequence = dom
        .name_of(parent)
        .and_then(order::children_of)
        .unwrap_or(&[]);
    dom.ensure_child(parent, name, sequence)
}

/// The property container `name` (`w:pPr`, `w:rPr`, `w:tblPr`, `w:trPr`, `w:tcPr`) of `holder`, created when it is
/// missing. In paragraphs, runs, tables, rows and cells it comes first, elsewhere at its place in the sequence.
pub fn container(dom: &mut Dom, holder: NodeId, name: &str) -> NodeId {
    if let Some(found) = dom.child(holder, name) {
        return found;
    }
    if dom.name_of(holder).and_then(order::children_of).is_some() {
        return ensure(dom, holder, name);
    }
    let created = dom.element(name);
    match dom.child(holder, "w:tblPrEx") {
        Some(exception) if name == "w:trPr" => dom.insert_after(created, exception),
        _ => dom.prepend(holder, created),
    };
    created
}

/// Writes `parent/name@w:val`.
pub fn set_val(dom: &mut Dom, parent: NodeId, name: &str, value: &str) {
    let child = ensure(dom, parent, name);
    dom.set_attr(child, "w:val", value);
}

/// Reads `parent/name@w:val`.
#[must_use]
pub fn val<'a>(dom: &'a Dom, parent: NodeId, name: &str) -> Option<&'a str> {
    dom.attr(dom.child(parent, name)?, "w:val")
}

/// Writes an on/off property (ISO/IEC 29500-1, 17.17.4): the bare element for on, `w:val="0"` for off.
pub fn set_toggle(dom: &mut Dom, parent: NodeId, name: &str, on: bool) {
    let child = ensure(dom, parent, name);
    if on {
        dom.remove_attr(child, "w:val");
    } else {
        // Those of tables had no other words than these two in the first edition, and validators hold to it.
        let off = match name {
            "w:noWrap" | "w:tcFitText" | "w:hideMark" | "w:tblHeader" | "w:cantSplit" => "off",
            _ => "0",
        };
        dom.set_attr(child, "w:val", off);
    }
}

/// Reads an on/off property; `None` when it is not there.
#[must_use]
pub fn toggle(dom: &Dom, parent: NodeId, name: &str) -> Option<bool> {
    let child = dom.child(parent, name)?;
    Some(!matches!(
        dom.attr(child, "w:val"),
        Some("0" | "false" | "off")
    ))
}

/// Takes the child `name` out; `false` when there is none.
pub fn remove(dom: &mut Dom, parent: NodeId, name: &str) -> bool {
    match dom.child(parent, name) {
        Some(child) => dom.detach(child),
        None => false,
    }
}

/// Reads a number from an attribute; a measure with a unit (`12pt`) is read in twips.
#[must_use]
pub fn number(dom: &Dom, node: NodeId, attribute: &str) -> Option<i64> {
    let text = dom.attr(node, attribute)?.trim();
    if let Ok(number) = text.parse::<i64>() {
        return Some(number);
    }
    let split = text
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (value, unit) = text.split_at_checked(split)?;
    let value: f64 = value.parse().ok()?;
    let factor = match unit {
        "pt" => 20.0,
        "pc" | "pi" => 240.0,
        "in" => 1440.0,
        "cm" => 1440.0 / 2.54,
        "mm" => 1440.0 / 25.4,
        "" => 1.0,
        _ => return None,
    };
    Some((value * factor).round() as i64)
}

/// Replaces the container `name` of `target` by a copy of that of `source`; takes it out when `source` has none.
pub fn copy_container(dom: &mut Dom, source: NodeId, target: NodeId, name: &str) {
    let copy = dom.child(source, name).map(|found| dom.deep_clone(found));
    remove(dom, target, name);
    if let Some(copy) = copy {
        let place = container(dom, target, name);
        dom.replace(place, copy);
    }
}

/// Writes every property of `source`'s container over those of `target`'s; what only `target` has stays.
pub fn merge_container(dom: &mut Dom, source: NodeId, target: NodeId, name: &str) {
    let Some(from) = dom.child(source, name) else {
        return;
    };
    let into = container(dom, target, name);
    for child in dom.child_ids(from) {
        let Some(child_name) = dom.name_of(child).map(str::to_owned) else {
            continue;
        };
        let copy = dom.deep_clone(child);
        let place = ensure(dom, into, &child_name);
        dom.replace(place, copy);
    }
}

/// Whether the node is in a part of the package: below a root that is not itself a detached piece.
#[must_use]
pub fn attached(dom: &Dom, node: NodeId) -> bool {
    matches!(
        dom.name_of(dom.root_of(node)),
        Some(
            "w:document"
                | "w:hdr"
                | "w:ftr"
                | "w:footnotes"
                | "w:endnotes"
                | "w:comments"
                | "w:styles"
                | "w:numbering"
                | "w:glossaryDocument"
        )
    )
}

/// Whether the node is in a footnote or an endnote.
#[must_use]
pub fn in_note(dom: &Dom, node: NodeId) -> bool {
    matches!(
        dom.name_of(dom.root_of(node)),
        Some("w:footnotes" | "w:endnotes")
    )
}

/// How deep elements of a name are nested in a node, itself included.
#[must_use]
pub fn nesting(dom: &Dom, node: NodeId, name: &str) -> usize {
    let own = usize::from(dom.is(node, name));
    let inner = dom
        .descendants(node)
        .filter(|below| dom.is(*below, name))
        .map(|found| {
            let between = dom.ancestors(found).take_while(|up| *up != node);
            1 + between.filter(|up| dom.is(*up, name)).count()
        });
    own + inner.max().unwrap_or(0)
}
