//! The presentation: slides, masters and layouts in their order, the size of the page.

use std::collections::HashMap;

use super::names::PartKind;
use super::sheet::Sheet;
use super::{order, template};
use crate::dom::{Dom, NodeId};
use crate::error::OoxmlError;
use crate::package::{Package, PackageKind};

/// The smallest number of a slide in `p:sldIdLst` (ST_SlideId, 19.7.13).
const FIRST_SLIDE: u32 = 256;
/// The smallest number of a master or layout (ST_SlideMasterId, 19.7.14).
const FIRST_MASTER: u32 = 2_147_483_648;

/// An open presentation.
///
/// Slides, layouts and masters are named by the root elements of their trees, whether they are in the presentation or
/// were just made by a script.
#[derive(Debug)]
pub struct Presentation {
    /// The package.
    pub package: Package,
    pub(super) main: String,
    pub(super) root: NodeId,
    pub(super) masters: Vec<NodeId>,
    pub(super) slides: Vec<NodeId>,
    pub(super) sheets: HashMap<NodeId, Sheet>,
}

impl Presentation {
    /// A new presentation as the original makes it: one slide with an empty title and subtitle.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn create() -> Result<Self, OoxmlError> {
        Self::from_package(template::new_presentation())
    }

    /// Reads the structure of a package.
    ///
    /// # Errors
    /// The package is no presentation, or a part that it names is missing or broken.
    pub fn from_package(mut package: Package) -> Result<Self, OoxmlError> {
        if package.kind() != PackageKind::Slides {
            return Err(OoxmlError::NotOoxml("it is no presentation".to_owned()));
        }
        let main = package.main_part().to_owned();
        let root = package.root(&main)?;
        let mut presentation = Self {
            package,
            main,
            root,
            masters: Vec::new(),
            slides: Vec::new(),
            sheets: HashMap::new(),
        };
        presentation.read_masters()?;
        presentation.read_slides()?;
        Ok(presentation)
    }

    fn read_masters(&mut self) -> Result<(), OoxmlError> {
        for part in self.listed(&self.main, self.root, "p:sldMasterIdLst") {
            let master = self.package.root(&part)?;
            let mut sheet = Sheet {
                part: Some(part.clone()),
                ..Sheet::default()
            };
            if let Some(theme) = self.package.related(&part, "theme") {
                sheet.theme = Some(self.package.root(&theme)?);
            }
            for layout_part in self.listed(&part, master, "p:sldLayoutIdLst") {
                let layout = self.package.root(&layout_part)?;
                sheet.layouts.push(layout);
                self.sheets.insert(
                    layout,
                    Sheet {
                        part: Some(layout_part),
                        base: Some(master),
                        ..Sheet::default()
                    },
                );
            }
            self.sheets.insert(master, sheet);
            self.masters.push(master);
        }
        Ok(())
    }

    fn read_slides(&mut self) -> Result<(), OoxmlError> {
        for part in self.listed(&self.main, self.root, "p:sldIdLst") {
            let slide = self.package.root(&part)?;
            let mut sheet = Sheet {
                part: Some(part.clone()),
                ..Sheet::default()
            };
            if let Some(layout) = self.package.related(&part, "slideLayout") {
                sheet.base = Some(self.package.root(&layout)?);
            }
            if let Some(notes) = self.package.related(&part, "notesSlide") {
                sheet.notes = Some(self.package.root(&notes)?);
            }
            if let Some(comments) = self.package.related(&part, "comments") {
                let comments = self.package.root(&comments)?;
                // Comments of newer programs are another vocabulary, kept as they are.
                sheet.comments =
                    Some(comments).filter(|root| self.package.dom.is(*root, "p:cmLst"));
            }
            self.sheets.insert(slide, sheet);
            self.slides.push(slide);
        }
        Ok(())
    }

    /// The parts that the entries of a list name by `r:id`.
    fn listed(&self, part: &str, root: NodeId, list: &str) -> Vec<String> {
        let dom = &self.package.dom;
        let Some(list) = dom.child(root, list) else {
            return Vec::new();
        };
        dom.child_elements(list)
            .filter_map(|entry| self.package.related_by_id(part, dom.attr(entry, "r:id")?))
            .collect()
    }

    /// The arena.
    #[must_use]
    pub fn dom(&self) -> &Dom {
        &self.package.dom
    }

    /// The arena, to change.
    pub fn dom_mut(&mut self) -> &mut Dom {
        &mut self.package.dom
    }

    /// `p:presentation`
    #[must_use]
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// The name of the part that the presentation itself is in.
    #[must_use]
    pub fn main_part(&self) -> &str {
        &self.main
    }

    /// The slides in their order.
    #[must_use]
    pub fn slides(&self) -> &[NodeId] {
        &self.slides
    }

    /// The masters in their order.
    #[must_use]
    pub fn masters(&self) -> &[NodeId] {
        &self.masters
    }

    /// Width and height of a slide in EMU.
    #[must_use]
    pub fn size(&self) -> (i64, i64) {
        let dom = self.dom();
        let node = dom.child(self.root, "p:sldSz");
        let side = |name: &str| node.and_then(|node| dom.attr(node, name)?.parse::<i64>().ok());
        (
            side("cx").unwrap_or(9_144_000),
            side("cy").unwrap_or(6_858_000),
        )
    }

    /// Sets width and height of all slides in EMU.
    pub fn set_size(&mut self, width: i64, height: i64) {
        let root = self.root;
        let dom = self.dom_mut();
        let node = dom.ensure_child(root, "p:sldSz", order::PRESENTATION);
        dom.set_attr(node, "cx", &width.to_string());
        dom.set_attr(node, "cy", &height.to_string());
        dom.remove_attr(node, "type");
    }

    /// A new slide that is not in the presentation yet, with the first layout and nothing on it.
    pub fn new_slide(&mut self) -> NodeId {
        let slide = self.package.dom.fragment(&template::xml::slide(""));
        let layout = self
            .masters
            .iter()
            .find_map(|master| self.layouts(*master).first().copied());
        self.sheets.insert(
            slide,
            Sheet {
                base: layout,
                ..Sheet::default()
            },
        );
        slide
    }

    /// Puts a slide into the presentation before the one at `index`, or at the end. `false` when it is there already or
    /// has no layout of the presentation.
    pub fn insert_slide(&mut self, slide: NodeId, index: usize) -> bool {
        if self.slide_index(slide).is_some() {
            return false;
        }
        let Some(part) = self.place(slide, PartKind::Slide) else {
            return false;
        };
        let index = index.min(self.slides.len());
        let root = self.root;
        let main = self.main.clone();
        let number = self.free_number("p:sldIdLst", FIRST_SLIDE);
        self.add_entry(
            &main,
            root,
            ("p:sldIdLst", "p:sldId"),
            PartKind::Slide,
            &part,
            number,
            index,
        );
        self.slides.insert(index, slide);
        true
    }

    /// Takes a slide out of the presentation; `false` when it is not in it.
    pub fn remove_slide(&mut self, slide: NodeId) -> bool {
        let Some(index) = self.slide_index(slide) else {
            return false;
        };
        let (root, main) = (self.root, self.main.clone());
        if let Some(number) = self.remove_entry(&main, root, "p:sldIdLst", slide) {
            self.forget_in_sections(&number);
        }
        self.slides.remove(index);
        self.displace(slide);
        true
    }

    /// Moves a slide to another place.
    pub fn move_slide(&mut self, slide: NodeId, index: usize) -> bool {
        let Some(old) = self
            .slide_index(slide)
            .filter(|_| index < self.slides.len())
        else {
            return false;
        };
        self.slides.remove(old);
        self.slides.insert(index, slide);
        let entry = self.entry_of(&self.main, self.root, "p:sldIdLst", slide);
        if let (Some(list), Some(entry)) = (self.dom().child(self.root, "p:sldIdLst"), entry) {
            let dom = self.dom_mut();
            dom.detach(entry);
            put_at(dom, list, entry, index);
        }
        true
    }

    /// Sections of newer programs list slides by their numbers; one that is gone must not be in them.
    fn forget_in_sections(&mut self, number: &str) {
        let root = self.root;
        let Some(extensions) = self.dom().child(root, "p:extLst") else {
            return;
        };
        let dom = self.dom_mut();
        let gone: Vec<NodeId> = dom
            .descendants(extensions)
            .filter(|node| dom.is(*node, "p14:sldId") && dom.attr(*node, "id") == Some(number))
            .collect();
        for node in gone {
            dom.detach(node);
        }
    }

    /// A number for a new entry of a list of the presentation.
    fn free_number(&self, list: &str, first: u32) -> u32 {
        let dom = self.dom();
        let numbers = dom
            .child(self.root, list)
            .into_iter()
            .flat_map(|list| dom.child_elements(list))
            .filter_map(|entry| dom.attr(entry, "id")?.parse::<u32>().ok());
        numbers
            .max()
            .map_or(first, |number| number.saturating_add(1).max(first))
    }

    /// A number for a new master or layout: those of all masters and layouts are different.
    pub(super) fn free_master_number(&self) -> u32 {
        let dom = self.dom();
        let of_layouts = self
            .masters
            .iter()
            .filter_map(|master| dom.child(*master, "p:sldLayoutIdLst"))
            .flat_map(|list| dom.child_elements(list))
            .filter_map(|entry| dom.attr(entry, "id")?.parse::<u32>().ok())
            .max();
        let of_masters = self.free_number("p:sldMasterIdLst", FIRST_MASTER);
        of_layouts.map_or(of_masters, |number| {
            number.saturating_add(1).max(of_masters)
        })
    }

    /// Relates `owner` to a part and names the relationship in a list of its tree.
    #[allow(clippy::too_many_arguments, reason = "one entry is that much")]
    pub(super) fn add_entry(
        &mut self,
        owner: &str,
        root: NodeId,
        (list, entry): (&str, &str),
        kind: PartKind,
        part: &str,
        number: u32,
        index: usize,
    ) {
        let id = self
            .package
            .add_relationship(owner, kind.relationship(), part, false);
        let sequence = if root == self.root {
            order::PRESENTATION
        } else {
            order::SHEET
        };
        let dom = self.dom_mut();
        let list = dom.ensure_child(root, list, sequence);
        let entry = dom.element_with(entry, &[("id", &number.to_string()), ("r:id", &id)]);
        put_at(dom, list, entry, index);
    }

    /// The entry of a list that names the part of a sheet.
    fn entry_of(&self, owner: &str, root: NodeId, list: &str, sheet: NodeId) -> Option<NodeId> {
        let part = self.sheet(sheet)?.part.as_deref()?;
        let dom = self.dom();
        let list = dom.child(root, list)?;
        dom.child_elements(list).find(|entry| {
            dom.attr(*entry, "r:id")
                .and_then(|id| self.package.related_by_id(owner, id))
                .is_some_and(|named| named == part)
        })
    }

    /// Takes the entry of a sheet out of a list and answers its number.
    pub(super) fn remove_entry(
        &mut self,
        owner: &str,
        root: NodeId,
        list: &str,
        sheet: NodeId,
    ) -> Option<String> {
        let entry = self.entry_of(owner, root, list, sheet)?;
        let number = self.dom().attr(entry, "id").map(str::to_owned);
        self.dom_mut().detach(entry);
        number
    }

    /// About how many bytes of memory the presentation takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.package.weight()
    }

    /// Writes the package as it is now.
    ///
    /// # Errors
    /// A part that is copied from the opened file is broken there.
    pub fn save(&mut self) -> Result<Vec<u8>, OoxmlError> {
        self.package.save()
    }
}

/// Puts a child before the element at `index` of its new parent.
fn put_at(dom: &mut Dom, parent: NodeId, child: NodeId, index: usize) {
    let before = dom.child_elements(parent).nth(index);
    match before {
        Some(before) => dom.insert_before(child, before),
        None => dom.append(parent, child),
    };
}
