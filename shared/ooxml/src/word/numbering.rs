//! Lists: numberings, their levels, and what the levels look like (ISO/IEC 29500-1, 17.9).

use super::TextDocument;
use super::props::{self, ensure, number, set_val};
use crate::dom::{Dom, NodeId};

/// The levels of one numbering.
pub const LEVELS: usize = 9;

/// The kinds of list that scripts create.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Signs: disc, circle, square and again.
    Bullet,
    /// 1. a. i. and again.
    Numbered,
}

impl TextDocument {
    /// Adds a numbering with its own definition and answers its `w:num`.
    pub fn create_numbering(&mut self, kind: ListKind) -> NodeId {
        let root = self.ensure_numbering();
        let abstract_id = self.free_id(root, "w:abstractNum", "w:abstractNumId", 0);
        let num_id = self.free_id(root, "w:num", "w:numId", 1);
        let dom = self.dom_mut();
        let definition = dom.element("w:abstractNum");
        dom.set_attr(definition, "w:abstractNumId", &abstract_id.to_string());
        let multi = dom.element("w:multiLevelType");
        dom.set_attr(multi, "w:val", "hybridMultilevel");
        dom.append(definition, multi);
        for index in 0..LEVELS {
            let level = new_level(dom, index, kind);
            dom.append(definition, level);
        }
        dom.insert_ordered(root, definition, super::order::NUMBERING);
        let num = dom.element("w:num");
        dom.set_attr(num, "w:numId", &num_id.to_string());
        let link = dom.element("w:abstractNumId");
        dom.set_attr(link, "w:val", &abstract_id.to_string());
        dom.append(num, link);
        dom.insert_ordered(root, num, super::order::NUMBERING);
        num
    }

    fn free_id(&self, root: NodeId, name: &str, attribute: &str, first: i64) -> i64 {
        let dom = self.dom();
        let used = dom
            .elements(root, name)
            .filter_map(|node| number(dom, node, attribute))
            .max();
        used.map_or(first, |largest| largest.saturating_add(1).max(first))
    }

    /// The `w:num` of an id.
    #[must_use]
    pub fn num_by_id(&self, id: i64) -> Option<NodeId> {
        let dom = self.dom();
        dom.elements(self.numbering_root()?, "w:num")
            .find(|num| number(dom, *num, "w:numId") == Some(id))
    }

    /// The id of a `w:num`.
    #[must_use]
    pub fn num_id(&self, num: NodeId) -> Option<i64> {
        number(self.dom(), num, "w:numId")
    }

    /// The definition behind a `w:num`, through the style that it may name instead of levels.
    #[must_use]
    pub fn definition(&self, num: NodeId) -> Option<NodeId> {
        let dom = self.dom();
        let id = number(dom, dom.child(num, "w:abstractNumId")?, "w:val")?;
        let found = dom
            .elements(self.numbering_root()?, "w:abstractNum")
            .find(|definition| number(dom, *definition, "w:abstractNumId") == Some(id))?;
        let Some(link) = props::val(dom, found, "w:numStyleLink") else {
            return Some(found);
        };
        let by_style = dom
            .elements(self.numbering_root()?, "w:abstractNum")
            .find(|definition| props::val(dom, *definition, "w:styleLink") == Some(link));
        by_style.or(Some(found))
    }

    /// The level that acts for a numbering: its own override, else that of the definition.
    #[must_use]
    pub fn level(&self, num_id: i64, level: usize) -> Option<NodeId> {
        let dom = self.dom();
        let num = self.num_by_id(num_id)?;
        let wanted = i64::try_from(level).ok();
        let over = dom
            .elements(num, "w:lvlOverride")
            .find(|over| number(dom, *over, "w:ilvl") == wanted)
            .and_then(|over| dom.child(over, "w:lvl"));
        over.or_else(|| {
            dom.elements(self.definition(num)?, "w:lvl")
                .find(|lvl| number(dom, *lvl, "w:ilvl") == wanted)
        })
    }

    /// As [`TextDocument::level`]; a level that the definition lacks is created in it.
    pub fn ensure_level(&mut self, num_id: i64, level: usize) -> Option<NodeId> {
        if let Some(found) = self.level(num_id, level) {
            return Some(found);
        }
        let definition = self.definition(self.num_by_id(num_id)?)?;
        let created = new_level(self.dom_mut(), level, ListKind::Numbered);
        self.dom_mut().append(definition, created);
        Some(created)
    }

    /// The level that is tied to a paragraph style.
    #[must_use]
    pub fn level_of_style(&self, num_id: i64, style_id: &str) -> Option<usize> {
        let dom = self.dom();
        let definition = self.definition(self.num_by_id(num_id)?)?;
        let found = dom
            .elements(definition, "w:lvl")
            .find(|lvl| props::val(dom, *lvl, "w:pStyle") == Some(style_id))?;
        usize::try_from(number(dom, found, "w:ilvl")?).ok()
    }
}

/// A level as a new list has it: indents half an inch deeper each.
fn new_level(dom: &mut Dom, index: usize, kind: ListKind) -> NodeId {
    let level = dom.element("w:lvl");
    dom.set_attr(level, "w:ilvl", &index.to_string());
    set_val(dom, level, "w:start", "1");
    let (format, text, align, hanging) = match (kind, index % 3) {
        (ListKind::Bullet, 0) => ("bullet", "\u{B7}".to_owned(), "left", 360),
        (ListKind::Bullet, 1) => ("bullet", "o".to_owned(), "left", 360),
        (ListKind::Bullet, _) => ("bullet", "\u{A7}".to_owned(), "left", 360),
        (ListKind::Numbered, 0) => ("decimal", format!("%{}.", index + 1), "left", 360),
        (ListKind::Numbered, 1) => ("lowerLetter", format!("%{}.", index + 1), "left", 360),
        (ListKind::Numbered, _) => ("lowerRoman", format!("%{}.", index + 1), "right", 180),
    };
    set_val(dom, level, "w:numFmt", format);
    set_val(dom, level, "w:suff", "tab");
    set_val(dom, level, "w:lvlText", &text);
    set_val(dom, level, "w:lvlJc", align);
    let ppr = ensure(dom, level, "w:pPr");
    let ind = ensure(dom, ppr, "w:ind");
    dom.set_attr(ind, "w:left", &(720 * (index + 1)).to_string());
    dom.set_attr(ind, "w:hanging", &hanging.to_string());
    if kind == ListKind::Bullet {
        let family = match index % 3 {
            0 => "Symbol",
            1 => "Courier New",
            _ => "Wingdings",
        };
        let rpr = ensure(dom, level, "w:rPr");
        super::run_props::set_font(dom, rpr, family);
    }
    level
}

/// Number format, text and alignment of a level. `text` holds `%1` to `%9` for the numbers of the levels.
pub fn set_format(dom: &mut Dom, level: NodeId, format: &str, text: &str, align: &str) {
    set_val(dom, level, "w:numFmt", format);
    set_val(dom, level, "w:lvlText", text);
    set_val(dom, level, "w:lvlJc", align);
}

/// What stands between number and text: `tab`, `space` or `nothing`.
pub fn set_suffix(dom: &mut Dom, level: NodeId, suffix: &str) {
    set_val(dom, level, "w:suff", suffix);
}

/// The first number.
pub fn set_start(dom: &mut Dom, level: NodeId, start: i64) {
    set_val(dom, level, "w:start", &start.to_string());
}

/// Whether the level starts again after a higher one.
pub fn set_restart(dom: &mut Dom, level: NodeId, restart: bool) {
    if restart {
        props::remove(dom, level, "w:lvlRestart");
    } else {
        set_val(dom, level, "w:lvlRestart", "0");
    }
}

/// The number that a level starts with.
#[must_use]
pub fn start(dom: &Dom, level: NodeId) -> i64 {
    dom.child(level, "w:start")
        .and_then(|node| number(dom, node, "w:val"))
        .unwrap_or(1)
}
