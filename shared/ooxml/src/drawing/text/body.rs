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

/// Where the cursor of a script stands in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cursor {
    /// Before its text.
    Start,
    /// Behind its text.
    End,
}

impl Cursor {
    /// The child of a paragraph that is marked while the cursor stands there.
    fn place(self) -> &'static str {
        match self {
            Self::Start => "a:pPr",
            Self::End => "a:endParaRPr",
        }
    }
}

fn cursor_of(dom: &Dom, paragraph: NodeId) -> Option<Cursor> {
    [Cursor::Start, Cursor::End].into_iter().find(|cursor| {
        dom.child(paragraph, cursor.place())
            .is_some_and(|child| dom.is_marked(child))
    })
}

/// Moves the cursor of the text that the paragraph is in.
pub fn move_cursor(dom: &mut Dom, paragraph: NodeId, cursor: Cursor) {
    let mut others = vec![paragraph];
    if let Some(body) = dom.parent(paragraph) {
        others.extend(paragraphs(dom, body));
    }
    for other in others {
        for cursor in [Cursor::Start, Cursor::End] {
            if let Some(child) = dom.child(other, cursor.place()) {
                dom.set_mark(child, false);
            }
        }
    }
    let marked = match cursor {
        Cursor::Start => paragraph::ppr(dom, paragraph),
        Cursor::End => dom.ensure_child(paragraph, "a:endParaRPr", &[]),
    };
    dom.set_mark(marked, true);
}

/// The paragraph that the cursor stands in, and where; the start of the first one until it was moved.
#[must_use]
pub fn cursor(dom: &Dom, body: NodeId) -> Option<(NodeId, Cursor)> {
    let paragraphs = paragraphs(dom, body);
    let moved = paragraphs
        .iter()
        .find_map(|paragraph| Some((*paragraph, cursor_of(dom, *paragraph)?)));
    moved.or_else(|| paragraphs.first().map(|first| (*first, Cursor::Start)))
}

/// Puts a paragraph at a place among the others; at the end when there are fewer. The cursor stays in its paragraph.
pub fn insert(dom: &mut Dom, body: NodeId, created: NodeId, position: usize) {
    if let Some((paragraph, at)) = cursor(dom, body).filter(|_| position == 0) {
        move_cursor(dom, paragraph, at);
    }
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

/// The text of a body with the list styles around it, as scripts read it.
#[must_use]
pub fn text(dom: &Dom, body: NodeId, styles: &[NodeId], options: &TextOptions) -> String {
    let mut out = String::new();
    for paragraph in paragraphs(dom, body) {
        out.push_str(&paragraph_text(dom, paragraph, styles, options));
    }
    out
}

/// The text of a paragraph with its bullet and what ends it. Numbers of lists are not written: only a layout has them.
#[must_use]
pub fn paragraph_text(
    dom: &Dom,
    paragraph: NodeId,
    styles: &[NodeId],
    options: &TextOptions,
) -> String {
    let mut out = String::new();
    if options.numbering
        && let Some(sign) = bullet::sign(dom, paragraph, styles)
    {
        out.push_str(&sign);
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
