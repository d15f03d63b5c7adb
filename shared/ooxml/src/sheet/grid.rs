//! The cells of one worksheet: a sparse table of 16 bytes a cell, in the order in which files have them.
//!
//! Cells lie in chunks of sorted slots, so that filling a sheet row by row appends and every lookup is two binary
//! searches. What few cells have (formulas, foreign attributes) lies beside the slots.

mod chunks;
mod content;
mod formula_slots;
mod rows;
mod shape;

use std::collections::{BTreeMap, HashMap};

use thiserror::Error;

use super::intern::Interner;
use super::reference::{Area, CellPos};

use chunks::{Chunks, Kind, Slot};
pub use content::{Cached, CellView, Content, ContentView, FormulaView};
pub use formula_slots::FormulaError;
use formula_slots::Formulas;
pub(super) use formula_slots::attribute;
pub use rows::RowFormat;

/// Why a cell could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GridError {
    /// The worksheet has as many cells as it may.
    #[error("the worksheet holds {0} cells, which is the limit")]
    TooManyCells(usize),
    /// The formulas that one change would write are too long together.
    #[error("the formulas would take more than {0} bytes, which is the limit of one change")]
    TooMuchText(usize),
}

/// Bytes of formulas that one change may write: every cell keeps its own text.
pub(super) const MAX_FORMULA_BYTES: usize = 64 << 20;

/// Attributes and children of a cell that are kept without being understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    /// Attributes as they stood in the tag, with a leading space each.
    pub attributes: Box<str>,
    /// Child elements beside formula and value, as they stood.
    pub children: Box<str>,
}

/// The cells and rows of a worksheet.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    chunks: Chunks,
    formulas: Formulas,
    texts: Interner,
    /// Attributes of rows without `r` and `spans`, as numbers in `texts`.
    rows: BTreeMap<u32, u32>,
    row_children: BTreeMap<u32, Box<str>>,
    extras: HashMap<u64, Extra>,
    /// The cells that hold the texts of shared formulas.
    masters: HashMap<u32, CellPos>,
    max_cells: usize,
}

impl Grid {
    /// An empty table for at most so many cells.
    #[must_use]
    pub fn new(max_cells: usize) -> Self {
        Self {
            max_cells,
            ..Self::default()
        }
    }

    /// Number of cells, formatted empty ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Number of cells with a formula.
    #[must_use]
    pub fn formulas(&self) -> usize {
        self.formulas.len()
    }

    /// Whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// About how many bytes of memory the table takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.chunks.weight()
            + self.formulas.weight()
            + self.texts.weight()
            + self.rows.len() * 16
            + self.row_children.len() * 64
            + self.extras.len() * 96
    }

    /// The cell here, if there is one.
    #[must_use]
    pub fn get(&self, cell: CellPos) -> Option<CellView<'_>> {
        self.chunks.get(cell).map(|slot| self.view(slot))
    }

    /// Sets content and style of a cell; whatever it had is gone.
    ///
    /// # Errors
    /// [`GridError::TooManyCells`] when it would be a new one over the limit, [`GridError::TooMuchText`] when other
    /// cells share its formula and are too many to have their own.
    pub fn set(
        &mut self,
        cell: CellPos,
        content: Content<'_>,
        style: u32,
    ) -> Result<(), GridError> {
        self.unshare_at(cell)?;
        self.release(cell);
        self.put(cell, content, style)
    }

    /// As [`Grid::set`] for a cell that is known to be new: what a reader calls.
    pub(super) fn put(
        &mut self,
        cell: CellPos,
        content: Content<'_>,
        style: u32,
    ) -> Result<(), GridError> {
        if self.len() >= self.max_cells && self.chunks.get(cell).is_none() {
            return Err(GridError::TooManyCells(self.max_cells));
        }
        let (kind, bits) = match content {
            Content::Blank => (Kind::Blank, 0),
            Content::Number(number) => (Kind::Number, number.to_bits()),
            Content::Text(id) => (Kind::Text, u64::from(id)),
            Content::Bool(value) => (Kind::Bool, u64::from(value)),
            Content::Error(text) => (Kind::Error, u64::from(self.texts.id(text))),
            Content::Date(text) => (Kind::Date, u64::from(self.texts.id(text))),
            Content::Formula {
                text,
                attributes,
                cached,
            } => {
                if !text.is_empty()
                    && attribute(attributes, "t") == Some("shared")
                    && let Some(group) = attribute(attributes, "si").and_then(|si| si.parse().ok())
                {
                    self.masters.insert(group, cell);
                }
                let attributes = self.texts.id(attributes);
                let cached = self.pack(cached);
                (
                    Kind::Formula,
                    u64::from(self.formulas.add(text, attributes, cached)),
                )
            }
        };
        self.chunks.insert(Slot::new(cell, kind, style, bits));
        Ok(())
    }

    /// Sets the style of a cell, which becomes an empty one when there was none.
    ///
    /// # Errors
    /// [`GridError::TooManyCells`] when it would be a new one over the limit.
    pub fn set_style(&mut self, cell: CellPos, style: u32) -> Result<(), GridError> {
        match self.chunks.get_mut(cell) {
            Some(slot) => slot.set_style(style),
            None => self.put(cell, Content::Blank, style)?,
        }
        Ok(())
    }

    /// Takes content away and keeps the style.
    ///
    /// # Errors
    /// [`GridError::TooMuchText`], as [`Grid::set`].
    pub fn clear_content(&mut self, cell: CellPos) -> Result<(), GridError> {
        if self.chunks.get(cell).is_some() {
            self.unshare_at(cell)?;
            self.release(cell);
            if let Some(slot) = self.chunks.get_mut(cell) {
                slot.set_content(Kind::Blank, 0);
            }
        }
        Ok(())
    }

    /// Takes the cells of an area away with their styles.
    ///
    /// # Errors
    /// [`GridError::TooMuchText`], as [`Grid::set`]; nothing is taken away then.
    pub fn remove(&mut self, area: Area) -> Result<(), GridError> {
        let cells = self.positions(area);
        for cell in &cells {
            self.unshare_at(*cell)?;
        }
        for cell in cells {
            self.release(cell);
        }
        self.chunks.remove(area);
        Ok(())
    }

    /// The cells of an area in rows from left to right.
    pub fn iter(&self, area: Area) -> impl Iterator<Item = (CellPos, CellView<'_>)> {
        self.chunks
            .iter(area)
            .map(|slot| (slot.cell(), self.view(slot)))
    }

    /// Where the cells of an area are.
    #[must_use]
    pub fn positions(&self, area: Area) -> Vec<CellPos> {
        self.chunks.iter(area).map(|slot| slot.cell()).collect()
    }

    /// Changes the styles of the cells that exist in an area.
    pub fn restyle(&mut self, area: Area, mut change: impl FnMut(u32) -> u32) {
        self.chunks.for_each_mut(area, |slot| {
            let style = slot.style();
            slot.set_style(change(style));
        });
    }

    /// The smallest rectangle with all cells that `counts` accepts.
    pub fn bounds(&self, mut counts: impl FnMut(&CellView<'_>) -> bool) -> Option<Area> {
        let mut bounds: Option<Area> = None;
        for slot in self.chunks.iter(Area::sheet()) {
            let cell = slot.cell();
            let here = Area::new(cell, cell);
            if bounds.is_some_and(|area| area.covers(here)) || !counts(&self.view(slot)) {
                continue;
            }
            bounds = Some(bounds.map_or(here, |area| area.union(here)));
        }
        bounds
    }

    /// What is kept of a cell without being understood.
    #[must_use]
    pub fn extra(&self, cell: CellPos) -> Option<&Extra> {
        if self.extras.is_empty() {
            None
        } else {
            self.extras.get(&chunks::key(cell))
        }
    }

    pub(super) fn set_extra(&mut self, cell: CellPos, extra: Extra) {
        self.extras.insert(chunks::key(cell), extra);
    }

    /// Gives back what a cell has beside its slot, before that is overwritten. No other cell needs its formula.
    fn release(&mut self, cell: CellPos) {
        if !self.extras.is_empty() {
            self.extras.remove(&chunks::key(cell));
        }
        let Some(slot) = self.chunks.get(cell).copied() else {
            return;
        };
        if slot.kind() == Kind::Formula {
            self.formulas.free(slot.bits() as u32);
        }
    }
}

#[cfg(test)]
mod tests;
