//! Bullets of paragraphs: `a:buChar`, `a:buAutoNum`, `a:buNone` (21.1.2.4).

use super::inherit;
use super::para_props::ORDER;
use super::paragraph;
use crate::dom::{Dom, NodeId};

/// The elements that say which bullet a paragraph has.
pub const NAMES: &[&str] = &["a:buNone", "a:buAutoNum", "a:buChar", "a:buBlip"];

/// The numberings that scripts name, and the schemes of files (ST_TextAutonumberScheme, 20.1.10.61).
pub const SCHEMES: &[(&str, &str)] = &[
    ("ArabicPeriod", "arabicPeriod"),
    ("ArabicParenR", "arabicParenR"),
    ("RomanUcPeriod", "romanUcPeriod"),
    ("RomanLcPeriod", "romanLcPeriod"),
    ("AlphaLcParenR", "alphaLcParenR"),
    ("AlphaLcPeriod", "alphaLcPeriod"),
    ("AlphaUcParenR", "alphaUcParenR"),
    ("AlphaUcPeriod", "alphaUcPeriod"),
];

/// A bullet that is the first character of `sign`; none when that is empty.
pub fn character(dom: &mut Dom, sign: &str) -> NodeId {
    match sign.chars().next() {
        Some(sign) => dom.element_with("a:buChar", &[("char", &sign.to_string())]),
        None => dom.element("a:buNone"),
    }
}

/// Numbers of a scheme, from `start` on.
pub fn numbers(dom: &mut Dom, scheme: &str, start: Option<i64>) -> NodeId {
    let bullet = dom.element_with("a:buAutoNum", &[("type", scheme)]);
    // ST_TextBulletStartAtNum, 20.1.10.70.
    if let Some(start) = start.filter(|start| (1..=32767).contains(start)) {
        dom.set_attr(bullet, "startAt", &start.to_string());
    }
    bullet
}

/// Gives a paragraph a copy of a bullet.
pub fn put(dom: &mut Dom, paragraph: NodeId, bullet: NodeId) {
    let ppr = paragraph::ppr(dom, paragraph);
    for old in dom.child_ids(ppr) {
        if dom.name_of(old).is_some_and(|name| NAMES.contains(&name)) {
            dom.detach(old);
        }
    }
    let copy = dom.deep_clone(bullet);
    dom.insert_ordered(ppr, copy, ORDER);
}

/// The character before a paragraph, its own or that of the list styles around it.
#[must_use]
pub fn sign(dom: &Dom, paragraph: NodeId, styles: &[NodeId]) -> Option<String> {
    let node = inherit::find(dom, paragraph, styles, |dom, ppr| {
        dom.child_elements(ppr).find(|child| {
            dom.name_of(*child)
                .is_some_and(|name| NAMES.contains(&name))
        })
    })?;
    let sign = dom.attr(node, "char").filter(|_| dom.is(node, "a:buChar"));
    sign.map(str::to_owned)
}
