//! Pages of notes (13.3.5) and the master that they need.

use super::names::{PartKind, put_part};
use super::template::{self, xml};
use super::{Presentation, order, tree};
use crate::dom::NodeId;

impl Presentation {
    /// The page of notes of a slide, made when it has none.
    pub fn notes(&mut self, slide: NodeId) -> Option<NodeId> {
        let sheet = self.sheet(slide)?;
        if let Some(notes) = sheet.notes {
            return Some(notes);
        }
        let part = sheet.part.clone();
        let notes = self.package.dom.fragment(&xml::notes());
        if let Some(sheet) = self.sheets.get_mut(&slide) {
            sheet.notes = Some(notes);
        }
        if let Some(part) = part {
            self.place_notes(&part, notes);
        }
        Some(notes)
    }

    /// Gives the notes of a slide a part.
    pub(super) fn place_notes(&mut self, slide_part: &str, notes: NodeId) {
        let Some(master) = self.notes_master() else {
            return;
        };
        let part = put_part(&mut self.package, PartKind::Notes, notes);
        self.package
            .add_relationship(&part, "notesMaster", &master, false);
        self.package
            .add_relationship(&part, "slide", slide_part, false);
        self.package
            .add_relationship(slide_part, "notesSlide", &part, false);
    }

    /// The part of the master of notes, made with a theme of its own when there is none.
    fn notes_master(&mut self) -> Option<String> {
        if let Some(part) = self.package.related(&self.main, "notesMaster") {
            return Some(part);
        }
        let master = self.package.dom.fragment(&xml::notes_master());
        let part = put_part(&mut self.package, PartKind::NotesMaster, master);
        let theme = self.package.dom.fragment(&template::theme());
        let theme = put_part(&mut self.package, PartKind::Theme, theme);
        self.package.add_relationship(&part, "theme", &theme, false);
        let main = self.main.clone();
        let id = self
            .package
            .add_relationship(&main, "notesMaster", &part, false);
        let root = self.root;
        let dom = self.dom_mut();
        let list = dom.ensure_child(root, "p:notesMasterIdLst", order::PRESENTATION);
        let entry = dom.element_with("p:notesMasterId", &[("r:id", &id)]);
        dom.append(list, entry);
        Some(part)
    }

    /// The master of a page of notes.
    pub(super) fn notes_master_of(&self, notes: NodeId) -> Option<NodeId> {
        if !self.dom().is(notes, "p:notes") {
            return None;
        }
        let part = self.package.related(&self.main, "notesMaster")?;
        self.package.parsed_root(&part)
    }

    /// The shape of a page of notes that holds the text.
    #[must_use]
    pub fn notes_body(&self, notes: NodeId) -> Option<NodeId> {
        let dom = self.dom();
        tree::drawings(dom, notes).into_iter().find(|shape| {
            tree::placeholder(dom, *shape).is_some_and(|ph| dom.attr(ph, "type") == Some("body"))
        })
    }
}
