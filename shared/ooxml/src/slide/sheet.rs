//! What slides, layouts and masters have in common: a part, what they are based on, what hangs on them.

use super::Presentation;
use super::names::{PartKind, put_part};
use crate::dom::NodeId;
use crate::package::Relationship;

/// What is known of a slide, layout or master beside its tree.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The part that it is saved in; `None` while it is not in the presentation.
    pub part: Option<String>,
    /// The layout of a slide, the master of a layout.
    pub base: Option<NodeId>,
    /// `a:theme` of a master.
    pub theme: Option<NodeId>,
    /// The layouts of a master.
    pub layouts: Vec<NodeId>,
    /// `p:notes` of a slide.
    pub notes: Option<NodeId>,
    /// `p:cmLst` of a slide.
    pub comments: Option<NodeId>,
}

/// Relationships that the model itself keeps: they are made anew when a sheet gets a part again.
const STRUCTURE: &[&str] = &[
    "slideLayout",
    "slideMaster",
    "notesSlide",
    "notesMaster",
    "comments",
    "slide",
    "theme",
];

fn is_structure(relationship: &Relationship) -> bool {
    STRUCTURE.iter().any(|kind| relationship.is(kind))
}

impl Presentation {
    /// What is known of a sheet.
    #[must_use]
    pub fn sheet(&self, root: NodeId) -> Option<&Sheet> {
        self.sheets.get(&root)
    }

    /// The layout of a slide, the master of a layout.
    #[must_use]
    pub fn base(&self, root: NodeId) -> Option<NodeId> {
        self.sheet(root)?.base
    }

    /// The master of a slide or layout; a master itself.
    #[must_use]
    pub fn master_of(&self, root: NodeId) -> Option<NodeId> {
        let mut node = root;
        for _ in 0..2 {
            match self.base(node) {
                Some(base) => node = base,
                None => break,
            }
        }
        self.package.dom.is(node, "p:sldMaster").then_some(node)
    }

    /// The theme of a slide, layout or master.
    #[must_use]
    pub fn theme_of(&self, root: NodeId) -> Option<NodeId> {
        self.sheet(self.master_of(root)?)?.theme
    }

    /// The layouts of a master in their order.
    #[must_use]
    pub fn layouts(&self, master: NodeId) -> &[NodeId] {
        self.sheet(master).map_or(&[], |sheet| &sheet.layouts)
    }

    /// The place of a slide in the presentation.
    #[must_use]
    pub fn slide_index(&self, slide: NodeId) -> Option<usize> {
        self.slides.iter().position(|other| *other == slide)
    }

    /// Makes the identifiers in a tree that name relationships of `part` mean the same in whatever part the tree is
    /// saved in.
    pub(super) fn localise(&mut self, tree: NodeId, part: &str) {
        let kept: Vec<Relationship> = self
            .package
            .relationships(part)
            .iter()
            .filter(|relationship| !is_structure(relationship))
            .cloned()
            .collect();
        if kept.is_empty() {
            return;
        }
        let mut found = Vec::new();
        let dom = &self.package.dom;
        for node in std::iter::once(tree).chain(dom.descendants(tree)) {
            for (name, value) in dom.attributes(node) {
                if name.starts_with("r:")
                    && let Some(relationship) = kept.iter().find(|kept| kept.id == value)
                {
                    found.push((node, name.to_owned(), relationship.clone()));
                }
            }
        }
        for (node, name, relationship) in found {
            let target = relationship.part.unwrap_or(relationship.target);
            let id = self.package.pending_relationship(
                &relationship.rel_type,
                &target,
                relationship.external,
            );
            self.package.dom.set_attr(node, &name, &id);
        }
    }

    /// Prepares a piece of a part to be taken out of it and put into another.
    pub fn loosen(&mut self, tree: NodeId) {
        let root = self.package.dom.root_of(tree);
        if let Some(part) = self.package.part_with_root(root).map(str::to_owned) {
            self.localise(tree, &part);
        }
    }

    /// A copy of a tree that a part may hold, which can be put into another part.
    pub fn copy_tree(&mut self, tree: NodeId) -> NodeId {
        let root = self.package.dom.root_of(tree);
        let part = self.package.part_with_root(root).map(str::to_owned);
        let copy = self.package.dom.deep_clone(tree);
        if let Some(part) = part {
            self.localise(copy, &part);
        }
        crate::chart::part::give_own(&mut self.package, copy);
        copy
    }

    /// A copy of a slide or layout that is not in the presentation, with the copy of its notes.
    pub fn copy_sheet(&mut self, root: NodeId) -> NodeId {
        let copy = self.copy_tree(root);
        let mut sheet = Sheet {
            base: self.base(root),
            theme: self.sheet(root).and_then(|sheet| sheet.theme),
            ..Sheet::default()
        };
        if let Some(notes) = self.sheet(root).and_then(|sheet| sheet.notes) {
            sheet.notes = Some(self.copy_tree(notes));
        }
        self.sheets.insert(copy, sheet);
        copy
    }

    /// Gives a sheet a part, with the relationship to what it is based on. `false` when that is in no part.
    pub(super) fn place(&mut self, root: NodeId, kind: PartKind) -> Option<String> {
        let base = match self.base(root) {
            Some(base) => Some(self.sheet(base)?.part.clone()?),
            None if kind == PartKind::Master => None,
            None => return None,
        };
        let part = put_part(&mut self.package, kind, root);
        if let Some(base) = base {
            let relation = if kind == PartKind::Slide {
                PartKind::Layout
            } else {
                PartKind::Master
            };
            self.package
                .add_relationship(&part, relation.relationship(), &base, false);
        }
        let sheet = self.sheets.entry(root).or_default();
        sheet.part = Some(part.clone());
        let (notes, comments) = (sheet.notes, sheet.comments);
        if let Some(notes) = notes {
            self.place_notes(&part, notes);
        }
        if let Some(comments) = comments {
            let name = put_part(&mut self.package, PartKind::Comments, comments);
            self.package
                .add_relationship(&part, "comments", &name, false);
        }
        Some(part)
    }

    /// Takes the part of a sheet away; its tree stays, and can be given a part again.
    pub(super) fn displace(&mut self, root: NodeId) {
        let Some(sheet) = self.sheets.get_mut(&root) else {
            return;
        };
        let Some(part) = sheet.part.take() else {
            return;
        };
        let attached = [sheet.notes, sheet.comments, sheet.theme];
        self.localise(root, &part);
        for tree in attached.into_iter().flatten() {
            if let Some(part) = self.package.part_with_root(tree).map(str::to_owned) {
                self.localise(tree, &part);
                self.package.remove_part(&part);
            }
        }
        self.package.remove_part(&part);
    }

    /// Replaces the one relationship of a kind that a part has.
    pub(super) fn rerelate(&mut self, part: &str, kind: PartKind, target: &str) {
        let old: Vec<String> = self
            .package
            .relationships(part)
            .iter()
            .filter(|relationship| relationship.is(kind.relationship()))
            .map(|relationship| relationship.id.clone())
            .collect();
        for id in old {
            self.package.remove_relationship(part, &id);
        }
        self.package
            .add_relationship(part, kind.relationship(), target, false);
    }
}
