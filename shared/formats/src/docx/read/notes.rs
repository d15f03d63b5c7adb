//! Footnotes, endnotes (ISO/IEC 29500-1, 17.11) and comments (17.13.4).

use spindle_model::document::{Comment, Note};
use spindle_ooxml::NodeId;

use super::{Reading, Unit};

impl<'p> Reading<'p> {
    /// The index of the note that a mark names; notes are numbered in the order of their marks.
    pub(super) fn note(&mut self, endnote: bool, id: &'p str) -> Option<usize> {
        if let Some(index) = self.notes_by_id.get(&(endnote, id)) {
            return Some(*index);
        }
        let dom = self.dom;
        let (part, name) = if endnote {
            (&self.parts.endnotes, "w:endnote")
        } else {
            (&self.parts.footnotes, "w:footnote")
        };
        let (_, root) = part.as_ref()?;
        let node = dom
            .elements(*root, name)
            .find(|node| dom.attr(*node, "w:id") == Some(id))?;
        let index = self.notes.len();
        self.notes_by_id.insert((endnote, id), index);
        self.note_nodes.push(node);
        self.notes.push(Note {
            endnote,
            blocks: Vec::new(),
        });
        Some(index)
    }

    /// Reads the content of the notes that were named.
    pub(super) fn read_notes(&mut self) {
        self.in_note = true;
        let nodes = self.note_nodes.clone();
        for (index, node) in nodes.into_iter().enumerate() {
            let endnote = self.notes.get(index).is_some_and(|note| note.endnote);
            let parts = self.parts;
            let part = if endnote {
                &parts.endnotes
            } else {
                &parts.footnotes
            };
            if let Some((part, _)) = part {
                self.part = part;
            }
            let blocks = self.blocks(node);
            if let Some(note) = self.notes.get_mut(index) {
                note.blocks = blocks;
            }
        }
        self.in_note = false;
        self.part = self.package.main_part();
    }

    /// The blocks of a note with their elements.
    pub(in crate::docx) fn note_units(&mut self, index: usize, node: NodeId) -> Vec<Unit> {
        let parts = self.parts;
        let endnote = self.notes.get(index).is_some_and(|note| note.endnote);
        let part = if endnote {
            &parts.endnotes
        } else {
            &parts.footnotes
        };
        if let Some((part, _)) = part {
            self.part = part;
        }
        self.in_note = true;
        let units = self.units(node);
        self.in_note = false;
        self.part = self.package.main_part();
        units
    }

    /// Gives all comments their indexes.
    pub(super) fn number_comments(&mut self) {
        let dom = self.dom;
        for (index, node) in self.comment_nodes().into_iter().enumerate() {
            if let Some(id) = dom.attr(node, "w:id") {
                self.comments_by_id.entry(id).or_insert(index);
            }
            self.comments.push(Comment {
                author: dom.attr(node, "w:author").unwrap_or_default().to_owned(),
                date: dom.attr(node, "w:date").map(str::to_owned),
                blocks: Vec::new(),
            });
        }
    }

    /// Reads the content of all comments.
    pub(super) fn read_comments(&mut self) {
        self.open_comments.clear();
        if let Some((part, _)) = &self.parts.comments {
            self.part = part;
        }
        self.in_note = true;
        for (index, node) in self.comment_nodes().into_iter().enumerate() {
            let blocks = self.blocks(node);
            if let Some(comment) = self.comments.get_mut(index) {
                comment.blocks = blocks;
            }
        }
        self.in_note = false;
        self.part = self.package.main_part();
    }

    pub(super) fn comment_nodes(&self) -> Vec<NodeId> {
        match &self.parts.comments {
            Some((_, root)) => self.dom.elements(*root, "w:comment").collect(),
            None => Vec::new(),
        }
    }
}
