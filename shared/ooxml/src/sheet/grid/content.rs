//! What cells hold, as others see it.

use super::Grid;
use super::chunks::{Kind, Slot};
use super::formula_slots::{PackedCache, attribute};
use crate::sheet::reference::Area;

/// What a cell is set to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Content<'a> {
    /// Nothing but a style.
    Blank,
    /// A number.
    Number(f64),
    /// A text: its number in the workbook's shared strings.
    Text(u32),
    /// A truth value.
    Bool(bool),
    /// An error value such as `#N/A`.
    Error(&'a str),
    /// A date in ISO 8601, as strict files have it (cell type `d`).
    Date(&'a str),
    /// A formula.
    Formula {
        /// Its text without `=`; empty for the dependents of a shared formula.
        text: &'a str,
        /// Attributes of the file's `f` element, with a leading space each; empty for an ordinary formula.
        attributes: &'a str,
        /// Its last known result.
        cached: Cached<'a>,
    },
}

/// The result that a file holds beside a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cached<'a> {
    /// None: whoever opens the file calculates it.
    None,
    /// A number.
    Number(f64),
    /// A text: its number in the workbook's shared strings.
    Text(u32),
    /// A text that no other cell has: it is not among the shared strings.
    Plain(&'a str),
    /// A truth value.
    Bool(bool),
    /// An error value.
    Error(&'a str),
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellView<'a> {
    /// Number of its cell format (`cellXfs`).
    pub style: u32,
    /// Its content.
    pub content: ContentView<'a>,
}

impl CellView<'_> {
    /// Whether it holds nothing but a style.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self.content, ContentView::Blank)
    }
}

/// The content of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ContentView<'a> {
    /// Nothing but a style.
    Blank,
    /// A number.
    Number(f64),
    /// A text: its number in the workbook's shared strings.
    Text(u32),
    /// A truth value.
    Bool(bool),
    /// An error value.
    Error(&'a str),
    /// A date in ISO 8601.
    Date(&'a str),
    /// A formula.
    Formula(FormulaView<'a>),
}

/// A formula as the file has it; see [`Grid::formula`] for its text in dependents of a shared formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FormulaView<'a> {
    /// Its text without `=`; empty in the dependents of a shared formula.
    pub text: &'a str,
    /// Attributes of the `f` element, with a leading space each.
    pub attributes: &'a str,
    /// Its last known result.
    pub cached: Cached<'a>,
}

impl FormulaView<'_> {
    /// The cells of the array formula of which this is the first cell.
    #[must_use]
    pub fn array(&self) -> Option<Area> {
        let array = attribute(self.attributes, "t") == Some("array");
        array.then(|| Area::parse(attribute(self.attributes, "ref")?))?
    }
}

impl Grid {
    pub(super) fn view(&self, slot: &Slot) -> CellView<'_> {
        let content = match slot.kind() {
            Kind::Blank => ContentView::Blank,
            Kind::Number => ContentView::Number(f64::from_bits(slot.bits())),
            Kind::Text => ContentView::Text(slot.bits() as u32),
            Kind::Bool => ContentView::Bool(slot.bits() != 0),
            Kind::Error => ContentView::Error(self.texts.text(slot.bits() as u32)),
            Kind::Date => ContentView::Date(self.texts.text(slot.bits() as u32)),
            Kind::Formula => match self.formulas.get(slot.bits() as u32) {
                Some(formula) => ContentView::Formula(FormulaView {
                    text: &formula.text,
                    attributes: self.texts.text(formula.attributes),
                    cached: self.unpack(formula.cached),
                }),
                None => ContentView::Blank,
            },
        };
        CellView {
            style: slot.style(),
            content,
        }
    }

    pub(super) fn pack(&mut self, cached: Cached<'_>) -> PackedCache {
        match cached {
            Cached::None => PackedCache::default(),
            Cached::Number(number) => PackedCache {
                kind: 1,
                bits: number.to_bits(),
            },
            Cached::Text(id) => PackedCache {
                kind: 2,
                bits: u64::from(id),
            },
            Cached::Bool(value) => PackedCache {
                kind: 3,
                bits: u64::from(value),
            },
            Cached::Error(text) => PackedCache {
                kind: 4,
                bits: u64::from(self.texts.id(text)),
            },
            Cached::Plain(text) => PackedCache {
                kind: 5,
                bits: u64::from(self.texts.id(text)),
            },
        }
    }

    fn unpack(&self, cached: PackedCache) -> Cached<'_> {
        match cached.kind {
            1 => Cached::Number(f64::from_bits(cached.bits)),
            2 => Cached::Text(cached.bits as u32),
            3 => Cached::Bool(cached.bits != 0),
            4 => Cached::Error(self.texts.text(cached.bits as u32)),
            5 => Cached::Plain(self.texts.text(cached.bits as u32)),
            _ => Cached::None,
        }
    }
}
