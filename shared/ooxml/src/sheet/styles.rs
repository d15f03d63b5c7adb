//! Cell formats (ECMA-376 Part 1, 18.8): a registry over the tree of the styles part.
//!
//! A format is found or made from (a format + a change). Every such pair is worked out once, so that a large range
//! costs one look-up a cell, and equal fonts, fills, borders and formats are one entry of the part.

mod change;
mod color;
mod numbers;
mod view;

use std::collections::HashMap;

use thiserror::Error;

use crate::dom::{Dom, NodeId};

pub use change::{BorderSide, Change, FONT, LineStyle};
pub use color::{Color, INDEXED, tinted};
pub use numbers::builtin_code;
pub use view::CellFormat;

/// Formats that a workbook may have (Excel's own limit is 65,490).
const MAX_FORMATS: usize = 65_000;

/// Children of `styleSheet` in the schema's order.
pub const ORDER: &[&str] = &[
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// Why a format could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StyleError {
    /// The workbook has as many formats as it may.
    #[error("the workbook has {MAX_FORMATS} cell formats, which is the limit")]
    TooManyFormats,
}

/// The entries of one list of the part, with an index by what they say.
#[derive(Debug, Clone)]
struct Entries {
    list: NodeId,
    items: Vec<NodeId>,
    index: HashMap<String, u32>,
}

impl Entries {
    fn read(dom: &mut Dom, root: NodeId, list: &str, item: &str) -> Self {
        let list = dom.ensure_child(root, list, ORDER);
        let items: Vec<NodeId> = dom.elements(list, item).collect();
        let mut index = HashMap::new();
        for (id, node) in items.iter().enumerate() {
            index.entry(fingerprint(dom, *node)).or_insert(id as u32);
        }
        Self { list, items, index }
    }

    fn get(&self, id: u32) -> Option<NodeId> {
        self.items.get(id as usize).copied()
    }

    /// The number of an entry that says what `node` says; `node` is added when there is none.
    fn find_or_add(&mut self, dom: &mut Dom, node: NodeId) -> u32 {
        let key = fingerprint(dom, node);
        if let Some(id) = self.index.get(&key) {
            return *id;
        }
        let id = self.items.len() as u32;
        dom.append(self.list, node);
        self.items.push(node);
        dom.set_attr(self.list, "count", &self.items.len().to_string());
        self.index.insert(key, id);
        id
    }
}

/// Names, attributes and texts of a subtree, white space between elements aside.
fn fingerprint(dom: &Dom, node: NodeId) -> String {
    fn visit(dom: &Dom, node: NodeId, out: &mut String) {
        let Some(name) = dom.name_of(node) else {
            out.push_str(dom.text_of(node).unwrap_or_default().trim());
            return;
        };
        out.push('<');
        out.push_str(name);
        let mut attributes: Vec<(&str, &str)> = dom.attributes(node).collect();
        attributes.sort_unstable();
        for (key, value) in attributes {
            out.push(' ');
            out.push_str(key);
            out.push('=');
            out.push_str(value);
        }
        out.push('>');
        for child in dom.children(node) {
            visit(dom, child, out);
        }
        out.push('/');
    }
    let mut out = String::new();
    visit(dom, node, &mut out);
    out
}

/// The registry.
#[derive(Debug, Clone)]
pub struct Styles {
    root: NodeId,
    fonts: Entries,
    fills: Entries,
    borders: Entries,
    formats: Entries,
    codes: HashMap<u32, String>,
    made: HashMap<(u32, Change), u32>,
}

impl Styles {
    /// Reads the root element of a styles part. Lists that it lacks are added, each with the entry it must have.
    pub fn read(dom: &mut Dom, root: NodeId) -> Self {
        let mut styles = Self {
            root,
            fonts: Entries::read(dom, root, "fonts", "font"),
            fills: Entries::read(dom, root, "fills", "fill"),
            borders: Entries::read(dom, root, "borders", "border"),
            formats: Entries::read(dom, root, "cellXfs", "xf"),
            codes: numbers::codes(dom, root),
            made: HashMap::new(),
        };
        styles.complete(dom);
        styles
    }

    fn complete(&mut self, dom: &mut Dom) {
        if self.fonts.items.is_empty() {
            let font = dom.fragment(
                "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
            );
            self.fonts.find_or_add(dom, font);
        }
        if self.fills.items.is_empty() {
            for pattern in ["none", "gray125"] {
                let fill = dom.fragment(&format!(
                    "<fill><patternFill patternType=\"{pattern}\"/></fill>"
                ));
                self.fills.find_or_add(dom, fill);
            }
        }
        if self.borders.items.is_empty() {
            let border = dom.fragment("<border><left/><right/><top/><bottom/><diagonal/></border>");
            self.borders.find_or_add(dom, border);
        }
        if self.formats.items.is_empty() {
            let xf = dom.fragment("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>");
            self.formats.find_or_add(dom, xf);
        }
    }

    /// Number of formats.
    #[must_use]
    pub fn len(&self) -> usize {
        self.formats.items.len()
    }

    /// Whether there is no format; a registry that was read has one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.formats.items.is_empty()
    }

    /// About how many bytes of memory the registry takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let entries =
            self.fonts.items.len() + self.fills.items.len() + self.borders.items.len() + self.len();
        entries * 400 + self.made.len() * 120
    }

    /// The number of the format that is `base` with a change.
    ///
    /// # Errors
    /// [`StyleError::TooManyFormats`].
    pub fn change(&mut self, dom: &mut Dom, base: u32, change: &Change) -> Result<u32, StyleError> {
        let base = if (base as usize) < self.len() {
            base
        } else {
            0
        };
        if let Some(id) = self.made.get(&(base, change.clone())) {
            return Ok(*id);
        }
        if self.len() >= MAX_FORMATS {
            return Err(StyleError::TooManyFormats);
        }
        let id = match self.formats.get(base) {
            Some(old) => {
                let xf = dom.deep_clone(old);
                self.apply(dom, xf, change);
                self.formats.find_or_add(dom, xf)
            }
            None => base,
        };
        self.made.insert((base, change.clone()), id);
        Ok(id)
    }

    fn number(dom: &Dom, node: NodeId, name: &str) -> u32 {
        dom.attr(node, name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
