//! Tracked changes (ISO/IEC 29500-1, 17.13.5): marking what was inserted, deleted or formatted, accepting and rejecting.

use super::{TextDocument, block, inline, props, table};
use crate::dom::{Dom, NodeId};

/// Who changes, and when: what a mark says.
#[derive(Debug, Clone, Default)]
pub struct Signature {
    /// The author's name.
    pub author: String,
    /// The time in ISO 8601.
    pub date: String,
}

/// A mark with the next free number.
fn mark(dom: &mut Dom, root: NodeId, name: &str, signature: &Signature) -> NodeId {
    let marks = dom.descendants(root).filter(|node| {
        matches!(
            dom.name_of(*node),
            Some("w:ins" | "w:del" | "w:rPrChange" | "w:pPrChange" | "w:tblPrChange")
        )
    });
    let used = marks.filter_map(|node| props::number(dom, node, "w:id"));
    let id = used.max().unwrap_or(0).saturating_add(1).to_string();
    dom.element_with(
        name,
        &[
            ("w:id", &id),
            ("w:author", &signature.author),
            ("w:date", &signature.date),
        ],
    )
}

/// Whether a node is in an insertion of this author, which is still open for changes.
fn own_insertion(dom: &Dom, node: NodeId, signature: &Signature) -> bool {
    dom.ancestor(node, "w:ins")
        .is_some_and(|ins| dom.attr(ins, "w:author") == Some(&signature.author))
}

/// Marks an element of a paragraph as inserted.
pub fn insert_inline(dom: &mut Dom, root: NodeId, node: NodeId, signature: &Signature) {
    if dom.ancestor(node, "w:ins").is_some() {
        return;
    }
    if dom.is(node, "w:hyperlink") {
        for run in dom.elements(node, "w:r").collect::<Vec<_>>() {
            insert_inline(dom, root, run, signature);
        }
        return;
    }
    let ins = mark(dom, root, "w:ins", signature);
    dom.insert_before(ins, node);
    dom.append(ins, node);
}

/// Marks a paragraph, with what is in it, or a table as inserted.
pub fn insert_block(dom: &mut Dom, root: NodeId, node: NodeId, signature: &Signature) {
    if dom.is(node, "w:tbl") {
        for row in table::rows(dom, node) {
            let trpr = props::container(dom, row, "w:trPr");
            let ins = mark(dom, root, "w:ins", signature);
            dom.insert_ordered(trpr, ins, super::order::TRPR);
        }
    }
    let paragraphs = if dom.is(node, "w:p") {
        vec![node]
    } else {
        block::all(dom, node, "w:p")
    };
    for paragraph in paragraphs {
        let ppr = props::container(dom, paragraph, "w:pPr");
        let rpr = props::container(dom, ppr, "w:rPr");
        if dom.child(rpr, "w:ins").is_none() {
            let ins = mark(dom, root, "w:ins", signature);
            dom.insert_ordered(rpr, ins, super::order::RPR);
        }
        for element in inline::elements(dom, paragraph) {
            insert_inline(dom, root, element, signature);
        }
    }
}

/// Deletes a run: what the same author has inserted goes, the rest is marked.
pub fn delete_run(dom: &mut Dom, root: NodeId, run: NodeId, signature: &Signature) {
    if own_insertion(dom, run, signature) {
        let ins = dom.parent(run);
        dom.detach(run);
        if let Some(ins) =
            ins.filter(|ins| dom.is(*ins, "w:ins") && dom.first_child(*ins).is_none())
        {
            dom.detach(ins);
        }
        return;
    }
    if dom.ancestor(run, "w:del").is_some() || dom.parent(run).is_none() {
        return;
    }
    for child in dom.child_ids(run) {
        if dom.is(child, "w:t") {
            dom.rename(child, "w:delText");
        }
    }
    let del = mark(dom, root, "w:del", signature);
    dom.insert_before(del, run);
    dom.append(del, run);
}

/// Marks the end of a paragraph as deleted.
pub fn delete_mark(dom: &mut Dom, root: NodeId, paragraph: NodeId, signature: &Signature) {
    let ppr = props::container(dom, paragraph, "w:pPr");
    let rpr = props::container(dom, ppr, "w:rPr");
    if dom.child(rpr, "w:del").is_none() {
        let del = mark(dom, root, "w:del", signature);
        dom.insert_ordered(rpr, del, super::order::RPR);
    }
}

/// Keeps how text looked before it is formatted.
pub fn remember_look(dom: &mut Dom, root: NodeId, holder: NodeId, signature: &Signature) {
    if own_insertion(dom, holder, signature) {
        return;
    }
    let rpr = props::container(dom, holder, "w:rPr");
    if dom.child(rpr, "w:rPrChange").is_some() {
        return;
    }
    let old = dom.deep_clone(rpr);
    for name in ["w:ins", "w:del"] {
        props::remove(dom, old, name);
    }
    let change = mark(dom, root, "w:rPrChange", signature);
    dom.append(change, old);
    dom.insert_ordered(rpr, change, super::order::RPR);
}

/// What a tracked change is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Text that was inserted.
    TextAdded(String),
    /// Text that was deleted.
    TextRemoved(String),
    /// The end of a paragraph that was inserted.
    ParagraphAdded,
    /// The end of a paragraph that was deleted.
    ParagraphRemoved,
    /// Text that looks different now.
    TextFormat,
    /// A paragraph that stands differently now.
    ParagraphFormat,
    /// Rows that were inserted.
    RowsAdded,
    /// Rows that were deleted.
    RowsRemoved,
    /// A table that looks different now.
    TableFormat,
}

impl Change {
    /// Adds the text of a change of the same kind to this one; `false` when it is of another kind.
    fn join(&mut self, other: &Self) -> bool {
        match (self, other) {
            (Self::TextAdded(text), Self::TextAdded(more))
            | (Self::TextRemoved(text), Self::TextRemoved(more)) => {
                text.push_str(more);
                true
            }
            _ => false,
        }
    }
}

/// A tracked change in a document.
#[derive(Debug, Clone)]
pub struct Revision {
    /// What it is.
    pub change: Change,
    /// The author's name.
    pub author: String,
    /// The time in ISO 8601.
    pub date: String,
    /// The paragraph or table that it is in.
    pub element: NodeId,
    number: i64,
}

/// Puts what an element holds into its place.
fn unwrap(dom: &mut Dom, node: NodeId) {
    for child in dom.child_ids(node) {
        dom.insert_before(child, node);
    }
    dom.detach(node);
}

/// Puts the elements of a paragraph's successor behind its own, and takes the successor out.
fn join_next(dom: &mut Dom, paragraph: NodeId) {
    let Some(next) = dom
        .next_sibling(paragraph)
        .filter(|next| dom.is(*next, "w:p"))
    else {
        return;
    };
    let first = dom.children(next).find(|child| !dom.is(*child, "w:pPr"));
    for child in dom.child_ids(paragraph) {
        if dom.is(child, "w:pPr") {
            continue;
        }
        match first {
            Some(first) => dom.insert_before(child, first),
            None => dom.append(next, child),
        };
    }
    dom.detach(paragraph);
}

impl TextDocument {
    fn revision_marks(&self) -> Vec<NodeId> {
        let dom = self.dom();
        dom.descendants(self.body())
            .filter(|node| {
                matches!(
                    dom.name_of(*node),
                    Some(
                        "w:ins"
                            | "w:del"
                            | "w:moveFrom"
                            | "w:moveTo"
                            | "w:rPrChange"
                            | "w:pPrChange"
                            | "w:tblPrChange"
                            | "w:trPrChange"
                            | "w:tcPrChange"
                            | "w:sectPrChange"
                    )
                )
            })
            .collect()
    }

    /// The tracked changes of the body in the order in which they were made.
    #[must_use]
    pub fn revisions(&self) -> Vec<Revision> {
        let dom = self.dom();
        let mut found: Vec<Revision> = Vec::new();
        let mut before = None;
        for node in self.revision_marks() {
            let parent = dom.parent(node).and_then(|parent| dom.name_of(parent));
            let text = || {
                inline::runs(dom, node)
                    .into_iter()
                    .map(|run| inline::text(dom, run, &inline::Separators::default()))
                    .collect::<String>()
            };
            let added = matches!(dom.name_of(node), Some("w:ins" | "w:moveTo"));
            let change = match (dom.name_of(node), parent) {
                (Some("w:rPrChange"), _) => Change::TextFormat,
                (Some("w:pPrChange"), _) => Change::ParagraphFormat,
                (Some("w:tblPrChange"), _) => Change::TableFormat,
                (Some("w:ins" | "w:del" | "w:moveFrom" | "w:moveTo"), Some("w:rPr")) if added => {
                    Change::ParagraphAdded
                }
                (Some("w:ins" | "w:del" | "w:moveFrom" | "w:moveTo"), Some("w:rPr")) => {
                    Change::ParagraphRemoved
                }
                (Some("w:ins"), Some("w:trPr")) => Change::RowsAdded,
                (Some("w:del"), Some("w:trPr")) => Change::RowsRemoved,
                (Some("w:ins" | "w:moveTo"), _) => Change::TextAdded(text()),
                (Some("w:del" | "w:moveFrom"), _) => Change::TextRemoved(text()),
                _ => continue,
            };
            if matches!(&change, Change::TextAdded(text) | Change::TextRemoved(text) if text.is_empty())
            {
                continue;
            }
            let of_table = matches!(
                change,
                Change::TableFormat | Change::RowsAdded | Change::RowsRemoved
            );
            let holder = if of_table { "w:tbl" } else { "w:p" };
            let Some(element) = dom.ancestor(node, holder) else {
                continue;
            };
            let author = dom.attr(node, "w:author").unwrap_or_default();
            let number = props::number(dom, node, "w:id").unwrap_or(0);
            let goes_on = before.is_some() && before == dom.prev_sibling(node);
            before = Some(node);
            // Text that one author changed in one place is one change, as old as its newest part.
            if let Some(last) = found.last_mut()
                && goes_on
                && last.author == author
                && last.change.join(&change)
            {
                last.number = last.number.max(number);
                continue;
            }
            found.push(Revision {
                change,
                author: author.to_owned(),
                date: dom.attr(node, "w:date").unwrap_or_default().to_owned(),
                element,
                number,
            });
        }
        // A paragraph that was added together with its text ends behind it.
        found.sort_by_key(|revision| {
            let marks = matches!(revision.change, Change::ParagraphAdded);
            (revision.number, marks)
        });
        found
    }

    /// Makes all tracked changes of the body part of the text, or takes them all back.
    pub fn settle_revisions(&mut self, accept: bool) {
        for node in self.revision_marks() {
            let dom = self.dom_mut();
            let Some(parent) = dom.parent(node) else {
                continue;
            };
            let holder = dom.name_of(parent).unwrap_or_default().to_owned();
            match dom.name_of(node) {
                Some("w:ins" | "w:moveTo" | "w:del" | "w:moveFrom") => {
                    let added = matches!(dom.name_of(node), Some("w:ins" | "w:moveTo"));
                    let stays = added == accept;
                    match holder.as_str() {
                        "w:rPr" => {
                            dom.detach(node);
                            let paragraph = dom.ancestor(parent, "w:p");
                            if let Some(paragraph) = paragraph.filter(|_| !stays) {
                                drop_mark(dom, paragraph);
                            }
                        }
                        "w:trPr" => {
                            let row = dom.parent(parent);
                            dom.detach(node);
                            if let Some(row) = row.filter(|_| !stays) {
                                table::remove_row(dom, row);
                            }
                        }
                        _ if stays => {
                            if !added {
                                for run in inline::runs(dom, node) {
                                    for child in dom.child_ids(run) {
                                        if dom.is(child, "w:delText") {
                                            dom.rename(child, "w:t");
                                        }
                                    }
                                }
                            }
                            unwrap(dom, node);
                        }
                        _ => {
                            dom.detach(node);
                        }
                    }
                }
                Some(_) if accept => {
                    dom.detach(node);
                }
                Some(_) => {
                    // What was before stands inside the mark.
                    let before = dom.child(node, &holder);
                    dom.detach(node);
                    if let Some(before) = before {
                        dom.detach(before);
                        dom.replace(parent, before);
                    }
                }
                None => {}
            }
        }
        let body = self.body();
        block::close_if_empty(self.dom_mut(), body);
    }
}

/// The end of a paragraph goes: it joins the next one; an empty last one goes altogether.
fn drop_mark(dom: &mut Dom, paragraph: NodeId) {
    let next = dom
        .next_sibling(paragraph)
        .filter(|next| dom.is(*next, "w:p"));
    let empty = inline::runs(dom, paragraph)
        .into_iter()
        .all(|run| dom.ancestor(run, "w:ins").is_some() || super::span::run_len(dom, run) == 0);
    if empty {
        let has_other = dom
            .parent(paragraph)
            .is_some_and(|parent| block::count(dom, parent) > 1);
        if has_other {
            dom.detach(paragraph);
        }
    } else if next.is_some() {
        join_next(dom, paragraph);
    }
}
