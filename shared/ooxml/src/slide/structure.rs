//! Layouts, masters and themes: adding, taking away, changing what a sheet is based on.

use super::names::{PartKind, put_part};
use super::sheet::Sheet;
use super::template::xml;
use super::{Presentation, template};
use crate::dom::NodeId;

impl Presentation {
    /// Gives a slide another layout of the presentation.
    pub fn set_layout(&mut self, slide: NodeId, layout: NodeId) -> bool {
        let target = self.sheet(layout).and_then(|sheet| sheet.part.clone());
        let Some(sheet) = self.sheets.get_mut(&slide) else {
            return false;
        };
        match (sheet.part.clone(), target) {
            (Some(part), Some(target)) => {
                sheet.base = Some(layout);
                self.rerelate(&part, PartKind::Layout, &target);
                true
            }
            (Some(_), None) => false,
            (None, _) => {
                sheet.base = Some(layout);
                true
            }
        }
    }

    /// Takes a slide that a script read in, with a layout, or the first one.
    pub fn adopt_slide(&mut self, slide: NodeId, layout: Option<NodeId>) {
        let first = || {
            let masters = self.masters.iter();
            let mut layouts = masters.filter_map(|master| self.layouts(*master).first().copied());
            layouts.next()
        };
        let base = layout.or_else(first);
        self.sheets.insert(
            slide,
            Sheet {
                base,
                ..Sheet::default()
            },
        );
    }

    /// Takes a layout that a script read in; no master has it.
    pub fn adopt_layout(&mut self, layout: NodeId) {
        self.sheets.insert(layout, Sheet::default());
    }

    /// Takes a master that a script read in, with its layouts; it is not in the presentation.
    pub fn adopt_master(&mut self, master: NodeId, theme: Option<NodeId>, layouts: Vec<NodeId>) {
        let theme = theme.unwrap_or_else(|| self.package.dom.fragment(&template::theme()));
        if let Some(list) = self.package.dom.child(master, "p:sldLayoutIdLst") {
            self.package.dom.clear(list);
        }
        for layout in &layouts {
            let sheet = Sheet {
                base: Some(master),
                ..Sheet::default()
            };
            self.sheets.insert(*layout, sheet);
        }
        self.sheets.insert(
            master,
            Sheet {
                theme: Some(theme),
                layouts,
                ..Sheet::default()
            },
        );
    }

    /// A new empty layout, of no master.
    pub fn new_layout(&mut self) -> NodeId {
        let text = format!(
            "<p:sldLayout type=\"blank\" preserve=\"1\"><p:cSld name=\"Blank\">{}</p:cSld>\
             <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
            xml::tree("")
        );
        let layout = self.package.dom.fragment(&text);
        self.sheets.insert(layout, Sheet::default());
        layout
    }

    /// Puts a layout that no master has into a master's list before the one at `index`, or at the end.
    pub fn insert_layout(&mut self, master: NodeId, layout: NodeId, index: usize) -> bool {
        let Some(sheet) = self.sheets.get_mut(&layout) else {
            return false;
        };
        if sheet.part.is_some() || !self.package.dom.is(master, "p:sldMaster") {
            return false;
        }
        sheet.base = Some(master);
        let count = self.layouts(master).len();
        let index = index.min(count);
        // The layouts of a master that is not in the presentation get their parts with it.
        if self.sheet(master).is_some_and(|sheet| sheet.part.is_some()) {
            self.place_layout(master, layout, index);
        }
        if let Some(sheet) = self.sheets.get_mut(&master) {
            sheet.layouts.retain(|other| *other != layout);
            let index = index.min(sheet.layouts.len());
            sheet.layouts.insert(index, layout);
        }
        true
    }

    fn place_layout(&mut self, master: NodeId, layout: NodeId, index: usize) {
        let owner = self.sheet(master).and_then(|sheet| sheet.part.clone());
        let (Some(owner), Some(part)) = (owner, self.place(layout, PartKind::Layout)) else {
            return;
        };
        let number = self.free_master_number();
        self.add_entry(
            &owner,
            master,
            ("p:sldLayoutIdLst", "p:sldLayoutId"),
            PartKind::Layout,
            &part,
            number,
            index,
        );
    }

    /// Whether slides of the presentation use a layout or master.
    fn is_used(&self, sheet: NodeId) -> bool {
        self.slides
            .iter()
            .any(|slide| self.base(*slide) == Some(sheet) || self.master_of(*slide) == Some(sheet))
    }

    /// A copy of a layout that no master has.
    pub fn copy_layout(&mut self, layout: NodeId) -> NodeId {
        let copy = self.copy_sheet(layout);
        if let Some(sheet) = self.sheets.get_mut(&copy) {
            sheet.base = None;
        }
        copy
    }

    /// Takes a layout away from its master. One that slides use stays in the file for them.
    pub fn remove_layout(&mut self, layout: NodeId) -> bool {
        let Some(master) = self.base(layout) else {
            return false;
        };
        let listed = self.layouts(master).contains(&layout);
        if self.is_used(layout) {
            if let Some(sheet) = self.sheets.get_mut(&master) {
                sheet.layouts.retain(|other| *other != layout);
            }
            return listed;
        }
        if let Some(owner) = self.sheet(master).and_then(|sheet| sheet.part.clone()) {
            self.remove_entry(&owner, master, "p:sldLayoutIdLst", layout);
        }
        self.displace(layout);
        if let Some(sheet) = self.sheets.get_mut(&layout) {
            sheet.base = None;
        }
        if let Some(sheet) = self.sheets.get_mut(&master) {
            sheet.layouts.retain(|other| *other != layout);
        }
        true
    }

    /// Moves a layout to another place among those of its master.
    pub fn move_layout(&mut self, layout: NodeId, index: usize) -> bool {
        let Some(master) = self.base(layout) else {
            return false;
        };
        let Some(old) = self.layouts(master).iter().position(|one| *one == layout) else {
            return false;
        };
        if index >= self.layouts(master).len() {
            return false;
        }
        if let Some(sheet) = self.sheets.get_mut(&master) {
            sheet.layouts.remove(old);
            sheet.layouts.insert(index, layout);
        }
        let dom = self.dom_mut();
        if let Some(list) = dom.child(master, "p:sldLayoutIdLst") {
            let entries: Vec<NodeId> = dom.child_elements(list).collect();
            if let Some(entry) = entries.get(old) {
                dom.detach(*entry);
                let before = dom.child_elements(list).nth(index);
                match before {
                    Some(before) => dom.insert_before(*entry, before),
                    None => dom.append(list, *entry),
                };
            }
        }
        true
    }

    /// A new master without layouts and shapes, with the theme; not in the presentation yet.
    pub fn new_master(&mut self, theme: Option<NodeId>) -> NodeId {
        let theme = match theme {
            Some(theme) => self.package.dom.deep_clone(theme),
            None => self.package.dom.fragment(&template::theme()),
        };
        let master = self.package.dom.fragment(&xml::empty_master());
        self.sheets.insert(
            master,
            Sheet {
                theme: Some(theme),
                ..Sheet::default()
            },
        );
        master
    }

    /// A copy of a master with its theme and layouts, not in the presentation yet.
    pub fn copy_master(&mut self, master: NodeId) -> NodeId {
        let copy = self.copy_sheet(master);
        let dom = self.dom_mut();
        if let Some(list) = dom.child(copy, "p:sldLayoutIdLst") {
            dom.clear(list);
        }
        let theme = self.sheet(master).and_then(|sheet| sheet.theme);
        let theme = theme.map(|theme| self.package.dom.deep_clone(theme));
        let mut layouts = Vec::new();
        for layout in self.layouts(master).to_vec() {
            let layout = self.copy_sheet(layout);
            if let Some(sheet) = self.sheets.get_mut(&layout) {
                sheet.base = Some(copy);
            }
            layouts.push(layout);
        }
        if let Some(sheet) = self.sheets.get_mut(&copy) {
            sheet.theme = theme;
            sheet.layouts = layouts;
        }
        copy
    }

    /// Puts a master into the presentation, with its layouts and theme.
    pub fn insert_master(&mut self, master: NodeId, index: usize) -> bool {
        if self.masters.contains(&master) || self.sheet(master).is_none() {
            return false;
        }
        let Some(part) = self.place(master, PartKind::Master) else {
            return false;
        };
        let number = self.free_master_number();
        let index = index.min(self.masters.len());
        let (main, root) = (self.main.clone(), self.root);
        self.add_entry(
            &main,
            root,
            ("p:sldMasterIdLst", "p:sldMasterId"),
            PartKind::Master,
            &part,
            number,
            index,
        );
        self.masters.insert(index, master);
        if let Some(theme) = self.sheet(master).and_then(|sheet| sheet.theme) {
            self.place_theme(&part, theme);
        }
        for (index, layout) in self.layouts(master).to_vec().into_iter().enumerate() {
            self.place_layout(master, layout, index);
        }
        true
    }

    fn place_theme(&mut self, master_part: &str, theme: NodeId) {
        let part = match self.package.part_with_root(theme) {
            Some(part) => part.to_owned(),
            None => put_part(&mut self.package, PartKind::Theme, theme),
        };
        self.rerelate(master_part, PartKind::Theme, &part);
    }

    /// The master that has a theme.
    #[must_use]
    pub fn master_with_theme(&self, theme: NodeId) -> Option<NodeId> {
        let has = |root: &NodeId| self.sheet(*root).and_then(|sheet| sheet.theme) == Some(theme);
        self.masters
            .iter()
            .chain(self.sheets.keys())
            .copied()
            .find(|root| has(root) && self.package.dom.is(*root, "p:sldMaster"))
    }

    /// Takes a master out of the presentation with its layouts. One that slides use stays in the file for them.
    pub fn remove_master(&mut self, master: NodeId) -> bool {
        let Some(index) = self.masters.iter().position(|one| *one == master) else {
            return false;
        };
        self.masters.remove(index);
        if self.is_used(master) {
            return true;
        }
        let (main, root) = (self.main.clone(), self.root);
        self.remove_entry(&main, root, "p:sldMasterIdLst", master);
        for layout in self.layouts(master).to_vec() {
            self.displace(layout);
        }
        let dom = self.dom_mut();
        if let Some(list) = dom.child(master, "p:sldLayoutIdLst") {
            dom.clear(list);
        }
        self.displace(master);
        true
    }

    /// Gives a master another theme: the elements of `theme` in place of its own.
    pub fn set_theme(&mut self, master: NodeId, theme: NodeId) -> bool {
        let Some(own) = self.sheet(master).and_then(|sheet| sheet.theme) else {
            return false;
        };
        if own == theme {
            return true;
        }
        let dom = self.dom_mut();
        let name = dom.attr(theme, "name").unwrap_or_default().to_owned();
        let copies: Vec<NodeId> = dom.child_ids(theme);
        dom.clear(own);
        for child in copies {
            let copy = dom.deep_clone(child);
            dom.append(own, copy);
        }
        dom.set_attr(own, "name", &name);
        true
    }
}
