//! A workbook: its package, its sheets, and what they share.

mod copy;
mod format;
mod names;
mod open;
mod save;
mod sheets;
mod shift;
mod tables;

pub use save::ORDER;

use thiserror::Error;

use crate::{OoxmlError, Package};

use super::grid::GridError;
use super::strings::Strings;
use super::styles::{Change, StyleError, Styles};
use super::worksheet::{Worksheet, WorksheetError};

pub use names::DefinedName;
pub use open::new_workbook;
pub use sheets::SheetState;

/// Why something cannot be done with a workbook. The text is for the user.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// The package.
    #[error(transparent)]
    Package(#[from] OoxmlError),
    /// The package is no workbook.
    #[error("the file is not a workbook")]
    NotWorkbook,
    /// A worksheet's part.
    #[error("the worksheet \"{sheet}\" cannot be read: {reason}")]
    Worksheet {
        /// Its name.
        sheet: String,
        /// What is wrong.
        reason: WorksheetError,
    },
    /// The shared strings.
    #[error("the shared strings cannot be read: {0}")]
    Strings(String),
    /// Too many cells.
    #[error(transparent)]
    Grid(#[from] GridError),
    /// Too many formats.
    #[error(transparent)]
    Styles(#[from] StyleError),
    /// There is no such sheet any more, or it is no worksheet.
    #[error("there is no such worksheet")]
    NoSheet,
    /// A name that a sheet cannot have.
    #[error("\"{name}\" cannot be the name of a worksheet: {reason}")]
    SheetName {
        /// The name.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// A workbook needs a visible sheet.
    #[error("a workbook must keep at least one visible sheet")]
    LastSheet,
    /// Cells with content would leave the worksheet.
    #[error("cells with content would be pushed off the worksheet")]
    PushedOff,
    /// As many sheets as there may be.
    #[error("the workbook has {0} sheets, which is the limit")]
    TooManySheets(usize),
    /// A table that cannot be made.
    #[error("the table cannot be made: {0}")]
    Table(&'static str),
    /// A name that cells or formulas cannot have.
    #[error("\"{0}\" cannot be a defined name")]
    Name(String),
    /// What a defined name is to stand for is no formula.
    #[error("what the defined name is to refer to is no formula")]
    NameFormula,
}

/// What a workbook may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetLimits {
    /// Cells of one worksheet.
    pub cells: usize,
    /// Sheets.
    pub sheets: usize,
}

impl Default for SheetLimits {
    /// 4 million cells, 1,000 sheets.
    fn default() -> Self {
        Self {
            cells: 4_000_000,
            sheets: 1_000,
        }
    }
}

/// Names a sheet of one workbook, whatever its name and place; never given out twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SheetId(u32);

/// One sheet of the workbook.
#[derive(Debug)]
struct Entry {
    id: SheetId,
    part: Option<String>,
    /// Its `sheet` element in the workbook's part.
    node: crate::NodeId,
    /// Read on first use.
    sheet: Option<Worksheet>,
}

/// An open workbook.
#[derive(Debug)]
pub struct Workbook {
    /// The package; parts that this type reads are to be changed through it.
    pub package: Package,
    /// The texts of its cells.
    pub strings: Strings,
    /// Numbers are written with at most 15 digits, as spreadsheets that make a file do; a file that was opened keeps
    /// all of its digits.
    pub rounded_numbers: bool,
    limits: SheetLimits,
    entries: Vec<Entry>,
    styles: Styles,
    root: crate::NodeId,
    strings_part: Option<String>,
    next_id: u32,
    /// A formula changed: cached orders and results of others are worth nothing.
    recalculate: bool,
    /// Rises with every change that results of formulas may depend on.
    revision: u64,
}

impl Workbook {
    /// The registry of formats.
    #[must_use]
    pub fn styles(&self) -> &Styles {
        &self.styles
    }

    /// The number of the format that is `base` with a change.
    ///
    /// # Errors
    /// [`StyleError::TooManyFormats`].
    pub fn restyle(&mut self, base: u32, change: &Change) -> Result<u32, StyleError> {
        self.styles.change(&mut self.package.dom, base, change)
    }

    /// What a format says.
    #[must_use]
    pub fn format(&self, style: u32) -> super::styles::CellFormat {
        self.styles.format(&self.package.dom, style)
    }

    /// Notes that a formula was set, changed or removed, or a value that formulas may use.
    pub fn touch_formulas(&mut self) {
        self.recalculate = true;
        self.revision += 1;
    }

    /// A number that rises with every change that results of formulas may depend on.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether anything changed that formulas may depend on, so that results in the file do not count any more.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.recalculate
    }

    /// Sets the cached results of formulas of a worksheet that was read; nothing else changes by it.
    pub fn set_results<'a>(
        &mut self,
        id: SheetId,
        results: impl IntoIterator<Item = (super::CellPos, super::Cached<'a>)>,
    ) {
        let entry = self.entries.iter_mut().find(|entry| entry.id == id);
        if let Some(sheet) = entry.and_then(|entry| entry.sheet.as_mut()) {
            for (cell, result) in results {
                sheet.grid.set_result(cell, result);
                sheet.dirty = true;
            }
        }
    }

    /// A worksheet that was read before.
    #[must_use]
    pub fn loaded(&self, id: SheetId) -> Option<&Worksheet> {
        self.entries
            .iter()
            .find(|entry| entry.id == id)
            .and_then(|entry| entry.sheet.as_ref())
    }

    /// Whether days count from 1904.
    #[must_use]
    pub fn is_1904(&self) -> bool {
        let properties = self.package.dom.child(self.root, "workbookPr");
        properties.is_some_and(|node| {
            matches!(self.package.dom.attr(node, "date1904"), Some("1" | "true"))
        })
    }

    /// Root of the workbook's part.
    #[must_use]
    pub fn root(&self) -> crate::NodeId {
        self.root
    }

    /// About how many bytes of memory the workbook takes; cheap.
    #[must_use]
    pub fn weight(&self) -> usize {
        let sheets: usize = self
            .entries
            .iter()
            .filter_map(|entry| entry.sheet.as_ref())
            .map(|sheet| sheet.grid.weight())
            .sum();
        sheets + self.strings.weight() + self.styles.weight() + self.package.weight()
    }
}

#[cfg(test)]
mod tests;
