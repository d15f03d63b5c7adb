//! Does what was planned.

use spindle_model::document::{Block, Paragraph};
use spindle_ooxml::NodeId;

use super::plan::{Plan, RowStep, Step};
use crate::docx::flat::{Flat, Place};
use crate::docx::styles::StyleKey;
use crate::docx::write::{Before, Writing};

impl Writing<'_> {
    /// Changes a container.
    pub(super) fn execute(&mut self, plan: &Plan<'_>) {
        if plan.is_empty() {
            return;
        }
        for (list, num) in &plan.lists {
            self.nums.know(*list, *num);
        }
        self.nums.survey(&plan.flats);
        let outer = (self.note_part, self.usual.clone());
        if let Some(endnote) = plan.note {
            self.note_part = true;
            self.usual = Some(if endnote {
                StyleKey::EndnoteText
            } else {
                StyleKey::FootnoteText
            });
        }
        self.count_comments(plan);
        let mut last: Option<NodeId> = None;
        for step in &plan.steps {
            match step {
                Step::Keep(node) => last = Some(*node),
                Step::Write(flat) => self.insert(plan, *flat, &mut last),
                Step::Rewrite {
                    node,
                    flat,
                    before,
                    keep_properties,
                } => {
                    if let Some(flat) = plan.flats.get(*flat)
                        && !(*keep_properties && self.change_in_place(*node, before, flat))
                    {
                        self.rewrite(*node, flat, *keep_properties);
                    }
                    last = Some(*node);
                }
                Step::Cells(node, plans) => {
                    self.cells(plans);
                    last = Some(*node);
                }
                Step::InPlace {
                    node,
                    before,
                    after,
                } => {
                    self.edited_in_place |= self.edit_in_place(*node, before, after);
                    last = Some(*node);
                }
                Step::Rows { node, flat, rows } => {
                    if let Some(flat) = plan.flats.get(*flat) {
                        self.rows(*node, flat, rows);
                    }
                    last = Some(*node);
                }
                Step::Remove(nodes) => {
                    for node in nodes {
                        if let Some(kept) = self.remove(*node) {
                            last = Some(kept);
                        }
                    }
                }
            }
        }
        (self.note_part, self.usual) = outer;
    }

    fn cells(&mut self, plans: &[Plan<'_>]) {
        self.inner = self.inner.saturating_add(1);
        for plan in plans {
            self.execute(plan);
            self.end_cell(plan.container);
        }
        self.inner = self.inner.saturating_sub(1);
    }

    /// Gives a table rows that came, and takes those away that went.
    fn rows(&mut self, table: NodeId, flat: &Flat<'_>, steps: &[RowStep<'_>]) {
        let mut xml = String::new();
        self.flat(&mut xml, flat, None);
        let made = self.nodes(&xml);
        let dom = &self.package.dom;
        let new: Vec<NodeId> = made
            .into_iter()
            .filter(|node| dom.is(*node, "w:tbl"))
            .flat_map(|table| dom.child_ids(table))
            .filter(|row| dom.is(*row, "w:tr"))
            .collect();
        let mut last = dom
            .child(table, "w:tblGrid")
            .or_else(|| dom.child(table, "w:tblPr"));
        for step in steps {
            match step {
                RowStep::Keep(row, plans) => {
                    self.cells(plans);
                    last = Some(*row);
                }
                RowStep::Write(place) => {
                    let Some(row) = new.get(*place).copied() else {
                        continue;
                    };
                    let dom = &mut self.package.dom;
                    match last {
                        Some(before) => dom.insert_after(row, before),
                        None => dom.prepend(table, row),
                    };
                    last = Some(row);
                }
                RowStep::Remove(row) => {
                    self.package.dom.detach(*row);
                }
            }
        }
    }

    fn count_comments(&mut self, plan: &Plan<'_>) {
        for step in &plan.steps {
            if let Step::Write(flat) | Step::Rewrite { flat, .. } = step
                && let Some(flat) = plan.flats.get(*flat)
            {
                self.comments.count(std::slice::from_ref(&*flat.block));
            }
        }
    }

    /// Writes a new block after the last one.
    fn insert(&mut self, plan: &Plan<'_>, place: usize, last: &mut Option<NodeId>) {
        let Some(flat) = plan.flats.get(place) else {
            return;
        };
        let mut xml = String::new();
        let is_table = |node: Option<NodeId>, dom: &spindle_ooxml::Dom| {
            node.is_some_and(|node| dom.is(node, "w:tbl"))
        };
        if matches!(&*flat.block, Block::Table(_)) && is_table(*last, &self.package.dom) {
            xml.push_str(&self.separator());
        }
        self.flat(&mut xml, flat, None);
        for node in self.nodes(&xml) {
            let dom = &mut self.package.dom;
            let done = match *last {
                Some(before) => dom.insert_after(node, before),
                None => match dom.child(plan.container, "w:tcPr") {
                    Some(properties) => dom.insert_after(node, properties),
                    None => dom.prepend(plan.container, node),
                },
            };
            if done {
                *last = Some(node);
            }
        }
    }

    /// The elements of an XML text.
    pub(super) fn nodes(&mut self, xml: &str) -> Vec<NodeId> {
        let dom = &mut self.package.dom;
        match dom.try_fragment(&format!("<w:body>{xml}</w:body>")) {
            Ok(root) => dom.child_ids(root),
            Err(error) => {
                self.warn("block-too-large", format!("a block was left out: {error}"));
                Vec::new()
            }
        }
    }

    /// Changes the text of a paragraph where it stands, if that is all there is to do.
    fn change_in_place(&mut self, node: NodeId, before: &Paragraph, flat: &Flat<'_>) -> bool {
        let Block::Paragraph(after) = &*flat.block else {
            return false;
        };
        if !self.in_place || !self.edit_in_place(node, before, after) {
            return false;
        }
        self.edited_in_place = true;
        true
    }

    /// Gives a paragraph the content of a new block.
    fn rewrite(&mut self, node: NodeId, flat: &Flat<'_>, keep_properties: bool) {
        let dom = &self.package.dom;
        for (mark, name) in [
            ("w:footnoteRef", "footnoteRef"),
            ("w:endnoteRef", "endnoteRef"),
            ("w:annotationRef", "annotationRef"),
        ] {
            if dom.descendants(node).any(|inner| dom.is(inner, mark)) {
                self.note_mark = Some(name);
            }
        }
        let mut xml = String::new();
        match (&*flat.block, keep_properties) {
            (Block::Paragraph(paragraph), true) => {
                let before = Before {
                    bare: matches!(flat.place, Place::Item { bare: true, .. }),
                    properties: Some(String::new()),
                    ..Before::default()
                };
                // An indentation that the kept properties say is not said again.
                let mut content = Paragraph::clone(paragraph);
                content.format.indent = None;
                content.format.line_height = None;
                self.paragraph(&mut xml, &content, flat.place, &before);
            }
            _ => self.flat(&mut xml, flat, None),
        }
        let made = self.nodes(&xml);
        let dom = &mut self.package.dom;
        let properties = dom.child(node, "w:pPr");
        let Some(made) = made.into_iter().find(|made| dom.is(*made, "w:p")) else {
            return;
        };
        let grafts = self.grafts(node);
        let dom = &mut self.package.dom;
        for child in dom.child_ids(node) {
            if Some(child) != properties {
                dom.detach(child);
            }
        }
        for child in dom.child_ids(made) {
            if dom.is(child, "w:pPr") {
                replace_properties(dom, node, properties, child);
            } else {
                dom.append(node, child);
            }
        }
        self.graft(node, grafts);
        let dom = &mut self.package.dom;
        let has_new = dom
            .child(node, "w:pPr")
            .is_some_and(|now| Some(now) != properties);
        if !keep_properties
            && !has_new
            && let Some(old) = properties
        {
            strip_properties(dom, old);
        }
    }

    /// Takes a block away; what ends a section stays as an empty paragraph, which is answered.
    fn remove(&mut self, node: NodeId) -> Option<NodeId> {
        let dom = &mut self.package.dom;
        if dom.path(node, &["w:pPr", "w:sectPr"]).is_none() {
            dom.detach(node);
            return None;
        }
        let properties = dom.child(node, "w:pPr");
        for child in dom.child_ids(node) {
            if Some(child) != properties {
                dom.detach(child);
            }
        }
        if let Some(properties) = properties {
            strip_properties(dom, properties);
        }
        Some(node)
    }

    /// A cell must end with a paragraph.
    fn end_cell(&mut self, cell: NodeId) {
        let dom = &self.package.dom;
        let last = dom.child_elements(cell).last();
        let ends = last.is_some_and(|last| dom.is(last, "w:p") || dom.is(last, "w:sdt"));
        if !ends {
            let separator = self.separator();
            for node in self.nodes(&separator) {
                self.package.dom.append(cell, node);
            }
        }
    }
}

/// Puts new properties in the place of old ones; the end of a section in them stays.
fn replace_properties(
    dom: &mut spindle_ooxml::Dom,
    node: NodeId,
    old: Option<NodeId>,
    new: NodeId,
) {
    let Some(old) = old else {
        dom.prepend(node, new);
        return;
    };
    if let Some(section) = dom.child(old, "w:sectPr") {
        dom.append(new, section);
    }
    dom.replace(old, new);
}

/// Leaves nothing of properties but the end of a section.
fn strip_properties(dom: &mut spindle_ooxml::Dom, properties: NodeId) {
    for child in dom.child_ids(properties) {
        if !dom.is(child, "w:sectPr") {
            dom.detach(child);
        }
    }
}
