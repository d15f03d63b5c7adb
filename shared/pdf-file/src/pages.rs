//! The tree of pages (ISO 32000-1, 7.7.3).

use std::collections::HashSet;

use crate::error::PdfError;
use crate::file::PdfFile;
use crate::object::{Dict, Id, Object};

/// How deep the tree may be.
const MAX_DEPTH: usize = 64;

/// A page: its number and the rectangle that is seen, from left, bottom, right and top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    /// The number of its object.
    pub id: Id,
    /// What is seen of it: left, bottom, right, top.
    pub view: [f64; 4],
}

impl Page {
    /// Its width, not turned.
    pub fn width(&self) -> f64 {
        let [left, _, right, _] = self.view;
        right - left
    }

    /// Its height, not turned.
    pub fn height(&self) -> f64 {
        let [_, bottom, _, top] = self.view;
        top - bottom
    }

    /// A point counted from the upper left corner, in the page's own space; and the other way round.
    pub fn flip(&self, x: f64, y: f64) -> (f64, f64) {
        let [left, _, _, top] = self.view;
        (x + left, top - y)
    }

    /// A point of the page's own space, counted from the upper left corner.
    pub fn unflip(&self, x: f64, y: f64) -> (f64, f64) {
        let [left, _, _, top] = self.view;
        (x - left, top - y)
    }
}

impl PdfFile {
    /// The pages in order.
    ///
    /// # Errors
    /// More of them than the limits allow.
    pub fn pages(&self) -> Result<Vec<Id>, PdfError> {
        let mut pages = Vec::new();
        let mut seen = HashSet::new();
        if let Some(root) = self.catalog().get("Pages").and_then(Object::reference) {
            self.collect(root, 0, &mut seen, &mut pages)?;
        }
        Ok(pages)
    }

    fn collect(
        &self,
        node: Id,
        depth: usize,
        seen: &mut HashSet<Id>,
        pages: &mut Vec<Id>,
    ) -> Result<(), PdfError> {
        if depth > MAX_DEPTH || !seen.insert(node) {
            return Ok(());
        }
        let dict = self.dict_of(node);
        if dict.get("Kids").is_none() {
            if dict.name("Type") != Some("Pages") && !dict.is_empty() {
                if pages.len() >= self.limits().pages {
                    return Err(PdfError::Limit {
                        what: "pages",
                        limit: self.limits().pages,
                    });
                }
                pages.push(node);
            }
            return Ok(());
        }
        for kid in self.array(&dict, "Kids") {
            if let Object::Ref(kid) = kid {
                self.collect(kid, depth + 1, seen, pages)?;
            }
        }
        Ok(())
    }

    /// An attribute that pages may have from above them: `MediaBox`, `Rotate`, `Resources`.
    pub fn inherited(&self, page: Id, key: &str) -> Object {
        let mut node = self.dict_of(page);
        for _ in 0..MAX_DEPTH {
            let value = self.value(&node, key);
            if value != Object::Null {
                return value;
            }
            match node.get("Parent") {
                Some(Object::Ref(parent)) => node = self.dict_of(*parent),
                _ => break,
            }
        }
        Object::Null
    }

    /// The page of an object.
    pub fn page(&self, id: Id) -> Page {
        let area = |key: &str| {
            let items = match self.inherited(id, key) {
                Object::Array(items) => items,
                _ => return None,
            };
            let numbers: Vec<f64> = items
                .iter()
                .filter_map(|item| self.resolve(item).number())
                .collect();
            let &[a, b, c, d] = numbers.as_slice() else {
                return None;
            };
            let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
            (area[2] > area[0] && area[3] > area[1]).then_some(area)
        };
        let view = area("CropBox")
            .or_else(|| area("MediaBox"))
            .unwrap_or([0.0, 0.0, 612.0, 792.0]);
        Page { id, view }
    }

    /// Adds an empty page before the page at `index`, at the end when there is none.
    ///
    /// # Errors
    /// More pages than the limits allow.
    pub fn insert_page(&mut self, index: usize, width: f64, height: f64) -> Result<Id, PdfError> {
        let pages = self.pages()?;
        if pages.len() >= self.limits().pages {
            return Err(PdfError::Limit {
                what: "pages",
                limit: self.limits().pages,
            });
        }
        let root = self.catalog().get("Pages").and_then(Object::reference);
        let root = root.ok_or(PdfError::Damaged("it has no pages"))?;
        // The new page stands beside one that is there.
        let beside = pages.get(index).or(pages.last()).copied();
        let parent = beside
            .and_then(|page| self.dict_of(page).get("Parent").and_then(Object::reference))
            .unwrap_or(root);
        let page = self.add(
            Dict::new()
                .with("Type", Object::named("Page"))
                .with("Parent", Object::Ref(parent))
                .with("MediaBox", Object::list([0.0, 0.0, width, height]))
                .with("Rotate", 0)
                .with("Resources", Dict::new()),
        );
        let after = usize::from(index >= pages.len());
        let mut kids = self.array(&self.dict_of(parent), "Kids");
        let place = kids
            .iter()
            .position(|kid| kid.reference() == beside)
            .map_or(kids.len(), |place| place + after);
        kids.insert(place.min(kids.len()), Object::Ref(page));
        self.change(parent, |dict| dict.set("Kids", kids));
        self.count(parent, 1);
        Ok(page)
    }

    /// Takes a page out of the tree.
    pub fn remove_page(&mut self, page: Id) {
        let Some(parent) = self.dict_of(page).get("Parent").and_then(Object::reference) else {
            return;
        };
        let mut kids = self.array(&self.dict_of(parent), "Kids");
        kids.retain(|kid| kid.reference() != Some(page));
        self.change(parent, |dict| dict.set("Kids", kids));
        self.count(parent, -1);
        self.delete(page);
    }

    /// Changes the number of pages that a node of the tree and those above it say.
    fn count(&mut self, node: Id, by: i64) {
        let mut node = Some(node);
        let mut seen = HashSet::new();
        while let Some(id) = node.filter(|id| seen.insert(*id) && seen.len() < MAX_DEPTH) {
            let dict = self.dict_of(id);
            let count = self.value(&dict, "Count").int().unwrap_or(0);
            self.change(id, |dict| dict.set("Count", (count + by).max(0)));
            node = dict.get("Parent").and_then(Object::reference);
        }
    }
}

impl From<i32> for Object {
    fn from(number: i32) -> Self {
        Self::Int(i64::from(number))
    }
}
