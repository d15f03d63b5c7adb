//! Sections: page size, margins, columns, page numbers (`w:sectPr`, ISO/IEC 29500-1, 17.6).

use super::props::{self, container, ensure, number, set_val};
use super::{TextDocument, block};
use crate::dom::{Dom, NodeId};

impl TextDocument {
    /// All sections of the body in order; the last is the one at the end of the body.
    pub fn sections(&mut self) -> Vec<NodeId> {
        let body = self.body();
        let dom = self.dom();
        let mut found: Vec<NodeId> = block::all(dom, body, "w:p")
            .into_iter()
            .filter_map(|paragraph| dom.path(paragraph, &["w:pPr", "w:sectPr"]))
            .collect();
        found.push(self.final_section());
        found
    }

    /// The section at the end of the body, created when it is missing.
    pub fn final_section(&mut self) -> NodeId {
        let body = self.body();
        let dom = self.dom_mut();
        if let Some(section) = dom.child(body, "w:sectPr") {
            return section;
        }
        let section = dom.fragment(super::template::SECTION);
        dom.append(body, section);
        section
    }

    /// Ends a section after `paragraph`, which has to be in the body: the new section is a copy of the one that the
    /// paragraph was in, which keeps what follows. Headers and footers go to the new, earlier section; the later one
    /// goes on with them. `None` when the paragraph is elsewhere; the existing section when one ends there already.
    pub fn create_section(&mut self, paragraph: NodeId) -> Option<NodeId> {
        let dom = self.dom();
        if dom.parent(paragraph) != Some(self.body()) {
            return None;
        }
        if let Some(existing) = dom.path(paragraph, &["w:pPr", "w:sectPr"]) {
            return Some(existing);
        }
        let current = self.section_of(paragraph)?;
        let dom = self.dom_mut();
        let section = dom.deep_clone(current);
        for child in dom.child_ids(current) {
            if matches!(
                dom.name_of(child),
                Some("w:headerReference" | "w:footerReference" | "w:pgNumType")
            ) {
                dom.detach(child);
            }
        }
        let ppr = container(dom, paragraph, "w:pPr");
        let place = ensure(dom, ppr, "w:sectPr");
        dom.replace(place, section);
        Some(section)
    }

    /// The section that a paragraph of the body is in.
    pub fn section_of(&mut self, paragraph: NodeId) -> Option<NodeId> {
        let body = self.body();
        let dom = self.dom();
        let mut top = paragraph;
        while let Some(parent) = dom.parent(top) {
            if parent == body {
                break;
            }
            top = parent;
        }
        if dom.parent(top) != Some(body) {
            return None;
        }
        let mut node = Some(top);
        while let Some(current) = node {
            if let Some(section) = dom.path(current, &["w:pPr", "w:sectPr"]) {
                return Some(section);
            }
            node = dom.next_sibling(current);
        }
        Some(self.final_section())
    }
}

/// Page width and height in twips; Letter when the section does not say.
#[must_use]
pub fn page_size(dom: &Dom, section: NodeId) -> (i64, i64) {
    let size = dom.child(section, "w:pgSz");
    let read = |name, default| {
        size.and_then(|node| number(dom, node, name))
            .unwrap_or(default)
    };
    (read("w:w", 12240), read("w:h", 15840))
}

/// Sets the page size in twips and the orientation that follows from it.
pub fn set_page_size(dom: &mut Dom, section: NodeId, width: i64, height: i64) {
    let size = ensure(dom, section, "w:pgSz");
    dom.set_attr(size, "w:w", &width.to_string());
    dom.set_attr(size, "w:h", &height.to_string());
    if width > height {
        dom.set_attr(size, "w:orient", "landscape");
    } else {
        dom.remove_attr(size, "w:orient");
    }
    dom.remove_attr(size, "w:code");
}

/// A margin in twips: `top`, `right`, `bottom`, `left`, `header`, `footer`, `gutter`.
#[must_use]
pub fn margin(dom: &Dom, section: NodeId, side: &str) -> i64 {
    let default = match side {
        "header" | "footer" => 720,
        "gutter" => 0,
        _ => 1440,
    };
    dom.child(section, "w:pgMar")
        .and_then(|node| number(dom, node, &format!("w:{side}")))
        .unwrap_or(default)
}

/// Sets a margin in twips; those that the schema requires beside it get their defaults.
pub fn set_margin(dom: &mut Dom, section: NodeId, side: &str, twips: i64) {
    let margins = ensure(dom, section, "w:pgMar");
    for (name, default) in [
        ("w:top", 1440),
        ("w:right", 1440),
        ("w:bottom", 1440),
        ("w:left", 1440),
        ("w:header", 720),
        ("w:footer", 720),
        ("w:gutter", 0),
    ] {
        if dom.attr(margins, name).is_none() {
            dom.set_attr(margins, name, &i64::to_string(&default));
        }
    }
    dom.set_attr(margins, &format!("w:{side}"), &twips.to_string());
}

/// How the section begins: `nextPage`, `continuous`, `nextColumn`, `evenPage` or `oddPage`.
#[must_use]
pub fn kind(dom: &Dom, section: NodeId) -> &str {
    props::val(dom, section, "w:type").unwrap_or("nextPage")
}

/// Sets how the section begins; `false` for an unknown name, which changes nothing.
pub fn set_kind(dom: &mut Dom, section: NodeId, kind: &str) -> bool {
    let known = matches!(
        kind,
        "nextPage" | "continuous" | "nextColumn" | "evenPage" | "oddPage"
    );
    if known {
        set_val(dom, section, "w:type", kind);
    }
    known
}

/// Columns of equal width with the same space between them, in twips.
pub fn set_equal_columns(dom: &mut Dom, section: NodeId, count: i64, space: i64) {
    let cols = ensure(dom, section, "w:cols");
    dom.clear(cols);
    dom.set_attr(cols, "w:num", &count.to_string());
    dom.set_attr(cols, "w:space", &space.to_string());
    dom.set_attr(cols, "w:equalWidth", "1");
}

/// Columns of these widths with these spaces after them (the last has none), in twips.
pub fn set_columns(dom: &mut Dom, section: NodeId, widths: &[i64], spaces: &[i64]) {
    let cols = ensure(dom, section, "w:cols");
    dom.clear(cols);
    dom.set_attr(cols, "w:num", &widths.len().to_string());
    dom.set_attr(cols, "w:equalWidth", "0");
    for (index, width) in widths.iter().enumerate() {
        let col = dom.element("w:col");
        dom.set_attr(col, "w:w", &width.to_string());
        dom.set_attr(
            col,
            "w:space",
            &spaces.get(index).copied().unwrap_or(0).to_string(),
        );
        dom.append(cols, col);
    }
}

/// Widths of the columns and spaces after them, in twips. Equal columns answer one width and one space.
#[must_use]
pub fn columns(dom: &Dom, section: NodeId) -> (usize, Vec<i64>, Vec<i64>) {
    let cols = dom.child(section, "w:cols");
    let read = |name, default| {
        cols.and_then(|node| number(dom, node, name))
            .unwrap_or(default)
    };
    let equal = cols
        .and_then(|node| dom.attr(node, "w:equalWidth"))
        .is_none_or(|value| !matches!(value, "0" | "false" | "off"));
    let (count, space) = (read("w:num", 1).clamp(1, 45), read("w:space", 720));
    if equal {
        let text = page_size(dom, section).0
            - margin(dom, section, "left")
            - margin(dom, section, "right");
        let width = (text - space * (count - 1)) / count;
        return (
            usize::try_from(count).unwrap_or(1),
            vec![width],
            vec![space],
        );
    }
    let list: Vec<NodeId> = cols
        .map(|node| dom.elements(node, "w:col").collect())
        .unwrap_or_default();
    let widths: Vec<i64> = list
        .iter()
        .map(|col| number(dom, *col, "w:w").unwrap_or(0))
        .collect();
    let spaces = list
        .iter()
        .take(list.len().saturating_sub(1))
        .map(|col| number(dom, *col, "w:space").unwrap_or(0))
        .collect();
    (widths.len(), widths, spaces)
}

/// The first page number, when the section counts anew.
#[must_use]
pub fn start_page(dom: &Dom, section: NodeId) -> Option<i64> {
    number(dom, dom.child(section, "w:pgNumType")?, "w:start")
}

/// Sets the first page number; `None` lets the section go on counting.
pub fn set_start_page(dom: &mut Dom, section: NodeId, start: Option<i64>) {
    match start {
        Some(start) => {
            let node = ensure(dom, section, "w:pgNumType");
            dom.set_attr(node, "w:start", &start.to_string());
        }
        None => {
            if let Some(node) = dom.child(section, "w:pgNumType") {
                dom.remove_attr(node, "w:start");
            }
        }
    }
}
