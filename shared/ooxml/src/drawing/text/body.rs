//! Bodies of text: what holds `a:p` (21.1.2.1.33 and its likes).

use super::bullet;
use super::paragraph;
use crate::dom::{Dom, NodeId};
use crate::word::text::TextOptions;

/// A new body with one empty paragraph.
pub fn create(dom: &mut Dom, name: &str) -> NodeId {
    let body = dom.element(name);
    for child in ["a:bodyPr", "a:lstStyle", "a:p"] {
        let child = dom.element(child);
        dom.append(body, child);
    }
    body
}

/// The paragraphs.
#[must_use]
pub fn paragraphs(dom: &Dom, body: NodeId) -> Vec<NodeId> {
    dom.elements(body, "a:p").collect()
}

/// Puts a paragraph at a place among the others; at the end when there are fewer.
pub fn insert(dom: &mut Dom, body: NodeId, created: NodeId, position: usize) {
    match paragraphs(dom, body).get(position) {
        Some(before) => dom.insert_before(created, *before),
        None => dom.append(body, created),
    };
}

/// Takes a paragraph out of its body; a body keeps one, an empty one if need be. `false` when it is in none.
pub fn remove(dom: &mut Dom, removed: NodeId) -> bool {
    let Some(body) = dom.parent(removed) else {
        return false;
    };
    dom.detach(removed);
    keep_one(dom, body);
    true
}

/// Takes all paragraphs out but for a new empty one.
pub fn clear(dom: &mut Dom, body: NodeId) {
    for removed in paragraphs(dom, body) {
        dom.detach(removed);
    }
    keep_one(dom, body);
}

fn keep_one(dom: &mut Dom, body: NodeId) {
    if dom.child(body, "a:p").is_none() {
        let created = paragraph::create(dom);
        dom.append(body, created);
    }
}

/// The text of a body, as scripts read it.
#[must_use]
pub fn text(dom: &Dom, body: NodeId, options: &TextOptions) -> String {
    let mut out = String::new();
    for paragraph in paragraphs(dom, body) {
        out.push_str(&paragraph_text(dom, paragraph, options));
    }
    out
}

/// The text of a paragraph with its bullet and what ends it. Numbers of lists are not written: only a layout has them.
#[must_use]
pub fn paragraph_text(dom: &Dom, paragraph: NodeId, options: &TextOptions) -> String {
    let mut out = String::new();
    if options.numbering
        && let Some(sign) = bullet::sign(dom, paragraph)
    {
        out.push_str(sign);
    }
    out.push_str(&paragraph::text(dom, paragraph, &options.inline));
    out.push_str(end(dom, paragraph, options));
    out
}

/// What ends a paragraph: in a table's cell the last one is ended by what ends the cell, or the row.
fn end<'a>(dom: &Dom, paragraph: NodeId, options: &'a TextOptions) -> &'a str {
    let Some(body) = dom.parent(paragraph) else {
        return &options.paragraph;
    };
    let Some(cell) = dom.parent(body).filter(|cell| dom.is(*cell, "a:tc")) else {
        return &options.paragraph;
    };
    if paragraphs(dom, body).last() != Some(&paragraph) {
        return &options.paragraph;
    }
    let mut next = dom.next_sibling(cell);
    while let Some(node) = next {
        // What a merged cell covers is no cell to scripts.
        if dom.is(node, "a:tc") && dom.attr(node, "hMerge").is_none() {
            return &options.cell;
        }
        next = dom.next_sibling(node);
    }
    &options.row
}
