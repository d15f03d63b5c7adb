//! Runs: `a:r`, `a:br` and `a:fld` (21.1.2.3). A run is named by its first piece.

use crate::dom::{Dom, NodeId};
use crate::word::inline::Separators;

/// What tells a holder from a paragraph. Holders are in no part, so it is never written.
const HOLDER: &str = "holder";

/// Whether the node is a piece of a run.
#[must_use]
pub fn is_piece(dom: &Dom, node: NodeId) -> bool {
    matches!(dom.name_of(node), Some("a:r" | "a:br" | "a:fld"))
}

/// The pieces of the run that `head` begins.
#[must_use]
pub fn pieces(dom: &Dom, head: NodeId) -> Vec<NodeId> {
    let mut found = vec![head];
    let mut next = dom.next_sibling(head);
    while let Some(node) = next.filter(|node| is_piece(dom, *node) && dom.is_marked(*node)) {
        found.push(node);
        next = dom.next_sibling(node);
    }
    found
}

/// The properties of a piece, made when there are none.
pub fn rpr(dom: &mut Dom, piece: NodeId) -> NodeId {
    if let Some(found) = dom.child(piece, "a:rPr") {
        return found;
    }
    let created = dom.element("a:rPr");
    dom.prepend(piece, created);
    created
}

/// An empty piece `a:r` with a copy of the properties `model` (`a:rPr` or `a:endParaRPr`).
fn piece(dom: &mut Dom, name: &str, model: Option<NodeId>) -> NodeId {
    let created = dom.element(name);
    if let Some(model) = model {
        let copy = dom.deep_clone(model);
        dom.rename(copy, "a:rPr");
        dom.append(created, copy);
    }
    if name == "a:r" {
        let text = dom.element("a:t");
        dom.append(created, text);
    }
    created
}

/// A new run without text that looks like `model`. It is in no paragraph, but in a holder that keeps its pieces together.
pub fn create(dom: &mut Dom, model: Option<NodeId>) -> NodeId {
    let holder = holder(dom);
    let head = piece(dom, "a:r", model);
    dom.append(holder, head);
    head
}

/// Whether the element is the holder of a run that is in no paragraph.
#[must_use]
pub fn is_holder(dom: &Dom, holder: NodeId) -> bool {
    dom.attr(holder, HOLDER).is_some()
}

fn holder(dom: &mut Dom) -> NodeId {
    dom.element_with("a:p", &[(HOLDER, "1")])
}

/// Puts a piece behind the run.
fn extend(dom: &mut Dom, head: NodeId, name: &str) -> NodeId {
    let last = pieces(dom, head).pop().unwrap_or(head);
    let model = dom.child(head, "a:rPr");
    let created = piece(dom, name, model);
    dom.set_mark(created, true);
    dom.insert_after(created, last);
    created
}

/// Writes text behind what the run has: line feeds become `a:br`, carriage returns nothing, tabs stay in the text.
pub fn append_text(dom: &mut Dom, head: NodeId, text: &str) {
    let text = text.replace('\r', "");
    let mut lines = text.split('\n');
    append_line(dom, head, lines.next().unwrap_or_default());
    for line in lines {
        append_break(dom, head);
        append_line(dom, head, line);
    }
}

fn append_line(dom: &mut Dom, head: NodeId, line: &str) {
    if line.is_empty() {
        return;
    }
    let last = pieces(dom, head).pop().unwrap_or(head);
    let target = if dom.is(last, "a:r") {
        last
    } else {
        extend(dom, head, "a:r")
    };
    let place = dom.ensure_child(target, "a:t", &[]);
    let text = dom.text(place) + line;
    dom.set_text(place, &text);
}

/// Puts a line break behind what the run has.
pub fn append_break(dom: &mut Dom, head: NodeId) {
    let empty = dom.is(head, "a:r") && text(dom, head, &Separators::default()).is_empty();
    if empty && pieces(dom, head).len() == 1 {
        // The break itself is the run: an empty piece before it would say nothing.
        dom.rename(head, "a:br");
        if let Some(text) = dom.child(head, "a:t") {
            dom.detach(text);
        }
        return;
    }
    extend(dom, head, "a:br");
}

/// The text of the run.
#[must_use]
pub fn text(dom: &Dom, head: NodeId, separators: &Separators) -> String {
    let mut out = String::new();
    for piece in pieces(dom, head) {
        piece_text(dom, piece, separators, &mut out);
    }
    out
}

/// Appends the text of one piece.
pub fn piece_text(dom: &Dom, piece: NodeId, separators: &Separators, out: &mut String) {
    if dom.is(piece, "a:br") {
        out.push_str(&separators.line);
        return;
    }
    let Some(text) = dom.child(piece, "a:t") else {
        return;
    };
    let text = dom.text_cow(text);
    if separators.tab == "\t" {
        out.push_str(&text);
    } else {
        out.push_str(&text.replace('\t', &separators.tab));
    }
}

/// Takes the text out of the run.
pub fn clear(dom: &mut Dom, head: NodeId) {
    for piece in pieces(dom, head).into_iter().skip(1) {
        dom.detach(piece);
    }
    dom.rename(head, "a:r");
    for child in dom.child_ids(head) {
        if !dom.is(child, "a:rPr") {
            dom.detach(child);
        }
    }
    for name in ["id", "type"] {
        dom.remove_attr(head, name);
    }
    let text = dom.element("a:t");
    dom.append(head, text);
}

/// Takes the run out of where it is, into a holder of its own.
pub fn take(dom: &mut Dom, head: NodeId) {
    let holder = holder(dom);
    for piece in pieces(dom, head) {
        dom.append(holder, piece);
    }
}

/// Puts the run into a paragraph, before one of its children or at the end.
pub fn insert(dom: &mut Dom, paragraph: NodeId, head: NodeId, before: Option<NodeId>) {
    let before = before.or_else(|| dom.child(paragraph, "a:endParaRPr"));
    for piece in pieces(dom, head) {
        match before {
            Some(before) => dom.insert_before(piece, before),
            None => dom.append(paragraph, piece),
        };
    }
}

/// A copy of the run, in a holder of its own.
pub fn copy(dom: &mut Dom, head: NodeId) -> NodeId {
    let holder = holder(dom);
    let mut first = None;
    for piece in pieces(dom, head) {
        let copy = dom.deep_clone(piece);
        dom.append(holder, copy);
        first.get_or_insert(copy);
    }
    first.unwrap_or(head)
}
