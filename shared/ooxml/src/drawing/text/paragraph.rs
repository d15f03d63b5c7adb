//! Paragraphs: `a:p` (21.1.2.2.6).
//!
//! To scripts every paragraph has at least one run, as it has in the original: an empty one is made when a paragraph
//! without runs is looked into. Only a paragraph that was just made has none; it is marked.

use super::run;
use crate::dom::{Dom, NodeId};
use crate::word::inline::Separators;

/// A new paragraph without runs.
pub fn create(dom: &mut Dom) -> NodeId {
    let created = dom.element("a:p");
    dom.set_mark(created, true);
    created
}

/// The runs that are there, by their first pieces.
#[must_use]
pub fn runs(dom: &Dom, paragraph: NodeId) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::new();
    for child in dom.children(paragraph) {
        if run::is_piece(dom, child) && (found.is_empty() || !dom.is_marked(child)) {
            found.push(child);
        }
    }
    found
}

/// The runs as scripts see them.
pub fn elements(dom: &mut Dom, paragraph: NodeId) -> Vec<NodeId> {
    let mut found = runs(dom, paragraph);
    if found.is_empty() && !dom.is_marked(paragraph) {
        let empty = run::create(dom, None);
        run::insert(dom, paragraph, empty, None);
        found.push(empty);
    }
    found
}

/// The properties that text added to the paragraph goes on with: those of the last run that is not empty, or of the
/// paragraph's end.
#[must_use]
pub fn model(dom: &Dom, paragraph: NodeId) -> Option<NodeId> {
    let runs = runs(dom, paragraph);
    let separators = Separators::default();
    let mut filled = runs
        .into_iter()
        .rev()
        .filter(|head| !run::text(dom, *head, &separators).is_empty());
    match filled.next() {
        Some(last) => dom.child(last, "a:rPr"),
        None => dom.child(paragraph, "a:endParaRPr"),
    }
}

/// Adds a run with this text, which looks like the text before it.
pub fn add_text(dom: &mut Dom, paragraph: NodeId, text: &str) -> NodeId {
    elements(dom, paragraph);
    let model = model(dom, paragraph);
    let created = run::create(dom, model);
    run::append_text(dom, created, text);
    run::insert(dom, paragraph, created, None);
    created
}

/// Replaces the text by a run that looks like the first one.
pub fn set_text(dom: &mut Dom, paragraph: NodeId, text: &str) -> NodeId {
    let model = match elements(dom, paragraph).first() {
        Some(first) => dom.child(*first, "a:rPr"),
        None => dom.child(paragraph, "a:endParaRPr"),
    };
    let created = run::create(dom, model);
    run::append_text(dom, created, text);
    clear(dom, paragraph);
    run::insert(dom, paragraph, created, None);
    created
}

/// Takes a run out of the paragraph that it is in; `false` when it is in none.
pub fn remove(dom: &mut Dom, head: NodeId) -> bool {
    let Some(paragraph) = dom.parent(head) else {
        return false;
    };
    run::take(dom, head);
    dom.set_mark(paragraph, false);
    true
}

/// Takes all runs out.
pub fn clear(dom: &mut Dom, paragraph: NodeId) {
    for child in dom.child_ids(paragraph) {
        if run::is_piece(dom, child) {
            dom.detach(child);
            dom.set_mark(paragraph, false);
        }
    }
}

/// A copy of the paragraph. It has an empty run more, as it has in the original.
pub fn copy(dom: &mut Dom, paragraph: NodeId) -> NodeId {
    elements(dom, paragraph);
    let created = dom.deep_clone(paragraph);
    dom.set_mark(created, true);
    // The cursor stays where it is.
    for place in ["a:pPr", "a:endParaRPr"] {
        if let Some(child) = dom.child(created, place) {
            dom.set_mark(child, false);
        }
    }
    let empty = run::create(dom, None);
    run::insert(dom, created, empty, None);
    created
}

/// The text of the runs.
#[must_use]
pub fn text(dom: &Dom, paragraph: NodeId, separators: &Separators) -> String {
    let mut out = String::new();
    for child in dom.children(paragraph) {
        if run::is_piece(dom, child) {
            run::piece_text(dom, child, separators, &mut out);
        }
    }
    out
}

/// The elements that hold properties of the paragraph's text: `a:rPr` of every piece, and `a:endParaRPr`.
pub fn all_rpr(dom: &mut Dom, paragraph: NodeId) -> Vec<NodeId> {
    elements(dom, paragraph);
    let mut found = Vec::new();
    for child in dom.child_ids(paragraph) {
        if run::is_piece(dom, child) {
            found.push(run::rpr(dom, child));
        }
    }
    found.push(dom.ensure_child(paragraph, "a:endParaRPr", &[]));
    found
}

/// The paragraph properties, made when there are none.
pub fn ppr(dom: &mut Dom, paragraph: NodeId) -> NodeId {
    if let Some(found) = dom.child(paragraph, "a:pPr") {
        return found;
    }
    let created = dom.element("a:pPr");
    dom.prepend(paragraph, created);
    created
}
