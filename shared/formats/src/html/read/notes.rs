//! Footnotes as HTML has them: a mark that is a link, and a definition elsewhere that links back.

use std::rc::Rc;

use spindle_model::document::{Block, Inline, InlineKind, Note};

use super::super::tree::{Id, ROOT};
use super::flow::Flow;
use super::{Context, Reading};

impl Reading<'_, '_> {
    /// Finds what notes say: items of lists of notes, and what programs mark as a note.
    pub(super) fn find_notes(&mut self) {
        let tree = self.tree;
        for id in tree.below(ROOT) {
            let Some(name) = tree.attr(id, "id") else {
                continue;
            };
            let role = tree.attr(id, "role").unwrap_or_default();
            let kind = tree.attr(id, "epub:type").unwrap_or_default();
            let is = matches!(role, "doc-footnote" | "doc-endnote")
                || matches!(kind, "footnote" | "rearnote" | "endnote" | "note")
                || tree.has_class(id, "footnote-definition")
                || tree.attr(id, "style").is_some_and(|style| {
                    style.contains("mso-element:footnote") || style.contains("mso-element:endnote")
                })
                || (tree.name(id) == "li" && self.in_note_list(id));
            // Google Docs marks only the link back, in a paragraph in a block of its own.
            let docs =
                tree.name(id) == "a" && name.starts_with("ftnt") && !name.starts_with("ftnt_ref");
            if docs
                && let Some(block) = tree.parent(id).and_then(|paragraph| tree.parent(paragraph))
            {
                self.definitions.insert(name.to_owned(), block);
            } else if is {
                self.definitions.insert(name.to_owned(), id);
            }
        }
        // Only those that something leads to are notes.
        let targets = &self.targets;
        self.definitions
            .retain(|name, _| targets.contains(name) || targets.contains(&format!("_{name}")));
    }

    fn in_note_list(&self, id: Id) -> bool {
        let mut at = id;
        for _ in 0..3 {
            let Some(parent) = self.tree.parent(at) else {
                return false;
            };
            if self.has_note_class(parent) {
                return true;
            }
            at = parent;
        }
        false
    }

    fn has_note_class(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.has_class(id, "footnotes")
            || tree.has_class(id, "endnotes")
            || tree.attr(id, "data-footnotes").is_some()
            || matches!(tree.attr(id, "role"), Some("doc-endnotes"))
            || style_is_note_list(tree.attr(id, "style"))
    }

    /// Whether an element holds nothing but what notes say, or is one.
    pub(super) fn is_note_area(&self, id: Id) -> bool {
        let tree = self.tree;
        if tree.name(id) == "aside" && tree.has_class(id, "comments") {
            return true;
        }
        if self.definitions.is_empty() {
            return false;
        }
        let own = tree
            .attr(id, "id")
            .is_some_and(|name| self.definitions.get(name) == Some(&id));
        own || tree.name(id) == "div" && self.definitions.values().any(|block| *block == id)
            || self.has_note_class(id)
            // A list of notes of which some are not referred to stays text.
            && tree
                .below(id)
                .filter(|item| tree.name(*item) == "li" && self.in_note_list(*item))
                .filter(|item| tree.attr(*item, "id").is_some())
                .all(|item| {
                    tree.attr(item, "id")
                        .is_some_and(|name| self.definitions.contains_key(name))
                })
    }

    /// The note that a link refers to.
    pub(super) fn note_of(&self, id: Id) -> Option<Id> {
        let target = self.tree.attr(id, "href")?.strip_prefix('#')?;
        self.definitions
            .get(target)
            // Word refers to `_ftn1` and defines `ftn1`.
            .or_else(|| self.definitions.get(target.strip_prefix('_')?))
            .copied()
    }

    /// The note that a raised element refers to, when that is all there is in it.
    pub(super) fn note_in(&self, id: Id) -> Option<Id> {
        let tree = self.tree;
        let mut only = None;
        for child in tree.children(id) {
            match tree.text(child) {
                Some(text) if text.trim().is_empty() => {}
                None if only.is_none() && tree.name(child) == "a" => only = Some(child),
                _ => return None,
            }
        }
        self.note_of(only?)
    }

    pub(super) fn note_mark(&mut self, definition: Id, context: &Rc<Context>, flow: &mut Flow) {
        let index = match self.numbers.get(&definition) {
            Some(index) => *index,
            None => {
                let index = self.document.notes.len();
                self.document.notes.push(Note {
                    endnote: self.is_endnote(definition),
                    blocks: Vec::new(),
                });
                self.numbers.insert(definition, index);
                self.queue.push_back((definition, index));
                index
            }
        };
        flow.push_visible(Inline::new(InlineKind::Note(index), context.text.clone()));
    }

    fn is_endnote(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.attr(id, "data-endnote").is_some()
            || matches!(tree.attr(id, "epub:type"), Some("endnote" | "rearnote"))
            || tree
                .attr(id, "style")
                .is_some_and(|style| style.contains("mso-element:endnote"))
    }

    /// Whether a link leads from a note back to its mark.
    pub(super) fn is_back_link(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.attr(id, "role") == Some("doc-backlink")
            || tree.attr(id, "data-footnote-backref").is_some()
            || ["footnote-back", "footnote-backref", "reversefootnote"]
                .iter()
                .any(|class| tree.has_class(id, class))
            || !self.definitions.is_empty()
                && tree.attr(id, "href").is_some_and(|href| {
                    ["#_ftnref", "#_ednref", "#ftnt_ref"]
                        .iter()
                        .any(|start| href.starts_with(start))
                })
    }

    /// What a note says.
    pub(super) fn note_blocks(&mut self, id: Id) -> Vec<Block> {
        let tree = self.tree;
        let mut flow = Flow::default();
        let context = Rc::new(Context::default());
        for child in tree.children(id) {
            // The number before it is made anew.
            if tree.has_class(child, "footnote-definition-label") {
                continue;
            }
            match tree.text(child) {
                Some(text) => flow.text(text, &context),
                None => self.element(child, &context, &mut flow),
            }
        }
        flow.flush(&context);
        flow.finish()
    }
}

fn style_is_note_list(style: Option<&str>) -> bool {
    style.is_some_and(|style| {
        style.contains("mso-element:footnote-list") || style.contains("mso-element:endnote-list")
    })
}
