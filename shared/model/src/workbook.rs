//! A workbook: sheets of cells, as every reader fills it in and every writer takes it.
//!
//! Rows and columns count from 0. Sizes are points (1/72 inch). A date is a number whose style's number format shows
//! it as one, as in all spreadsheet programs.

mod style;

use std::sync::Arc;

pub use style::{
    BorderLine, BorderStyle, CellBorders, CellFont, CellStyle, HorizontalAlign, VerticalAlign,
};

pub use crate::color::Color;
use crate::document::{Media, Metadata};

/// The most rows of a sheet.
pub const MAX_ROWS: u32 = 1_048_576;
/// The most columns of a sheet.
pub const MAX_COLUMNS: u32 = 16_384;

/// A workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
    /// The styles that cells, rows and columns name by index; 0 is the default one and always there for readers.
    pub styles: Vec<CellStyle>,
    /// Defined names.
    pub names: Vec<DefinedName>,
    /// The bytes of pictures; [`SheetImage::media`] holds an index into this.
    pub media: Vec<Media>,
    /// Title, author and the like.
    pub metadata: Metadata,
    /// Whether day 0 is 1904-01-01 and not 1899-12-30.
    pub date_1904: bool,
    /// The sheet that is shown first.
    pub active: usize,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows with cells or settings, in rising order of [`Row::index`], each index at most once.
    pub rows: Vec<Row>,
    /// Settings of columns, in rising order, not overlapping.
    pub columns: Vec<Columns>,
    /// Merged cells.
    pub merges: Vec<Range>,
    /// Rows that stay at the top.
    pub frozen_rows: u32,
    /// Columns that stay at the left.
    pub frozen_columns: u32,
    /// Whether it is shown.
    pub hidden: bool,
    /// Comments on cells.
    pub comments: Vec<CellComment>,
    /// Where cells lead.
    pub links: Vec<CellLink>,
    /// Pictures over the cells.
    pub images: Vec<SheetImage>,
    /// Whether lines between the cells are shown.
    pub hide_grid: bool,
    /// Width of columns that are not in [`Sheet::columns`], in points.
    pub default_width: Option<f32>,
    /// Height of rows that say none, in points.
    pub default_height: Option<f32>,
    /// Colour of the tab.
    pub tab_color: Option<Color>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its number, from 0.
    pub index: u32,
    /// Its cells, in rising order of [`Cell::column`], each column at most once.
    pub cells: Vec<Cell>,
    /// Its height in points, where it is said.
    pub height: Option<f32>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The style of cells that are not there.
    pub style: u32,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Its column, from 0.
    pub column: u32,
    /// An index into [`Workbook::styles`].
    pub style: u32,
    /// What it holds; for a formula, what it last came to.
    pub value: Value,
    /// The formula, in the spelling of xlsx (English names, commas), without the equals sign.
    pub formula: Option<Box<str>>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A number, also a date.
    Number(f64),
    /// A text; equal ones may share their bytes.
    Text(Arc<str>),
    /// A text with formats.
    Rich(Arc<[RichRun]>),
    /// True or false.
    Bool(bool),
    /// An error, for example [`CellError::DivisionByZero`].
    Error(CellError),
}

/// A piece of text with one font.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RichRun {
    /// The text.
    pub text: String,
    /// Its font; `None` is the cell's.
    pub font: Option<CellFont>,
}

/// The errors that a formula can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellError {
    /// `#NULL!`
    Null,
    /// `#DIV/0!`
    DivisionByZero,
    /// `#VALUE!`
    Value,
    /// `#REF!`
    Reference,
    /// `#NAME?`
    Name,
    /// `#NUM!`
    Number,
    /// `#N/A`
    NotAvailable,
}

/// Cells from one corner to the other, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Range {
    /// First row, from 0.
    pub first_row: u32,
    /// First column, from 0.
    pub first_column: u32,
    /// Last row.
    pub last_row: u32,
    /// Last column.
    pub last_column: u32,
}

/// Settings of columns that stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Columns {
    /// The first, from 0.
    pub first: u32,
    /// The last.
    pub last: u32,
    /// Width in points, where it is said.
    pub width: Option<f32>,
    /// Whether they are hidden.
    pub hidden: bool,
    /// The style of cells that are not there.
    pub style: u32,
}

/// A name for a formula, mostly for cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DefinedName {
    /// The name.
    pub name: String,
    /// The sheet in which alone it holds, by index.
    pub sheet: Option<usize>,
    /// What it stands for, in the spelling of xlsx, without the equals sign.
    pub formula: String,
}

/// A comment on a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellComment {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// Who wrote it.
    pub author: String,
    /// What it says.
    pub text: String,
}

/// Where cells lead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellLink {
    /// The cells.
    pub range: Range,
    /// The address; `#Sheet1!A1` for a place in the workbook.
    pub href: String,
}

/// A picture over the cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetImage {
    /// An index into [`Workbook::media`].
    pub media: usize,
    /// The row of its top left corner, from 0.
    pub row: u32,
    /// The column of its top left corner, from 0.
    pub column: u32,
    /// From the cell's top edge, in points.
    pub offset_y: f32,
    /// From the cell's left edge, in points.
    pub offset_x: f32,
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// What it shows, in words.
    pub alt: String,
}

impl Value {
    /// The text of a text or of one with formats.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.to_string()),
            Self::Rich(runs) => Some(runs.iter().map(|run| run.text.as_str()).collect()),
            _ => None,
        }
    }
}

impl CellError {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::DivisionByZero,
        Self::Value,
        Self::Reference,
        Self::Name,
        Self::Number,
        Self::NotAvailable,
    ];

    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "#NULL!",
            Self::DivisionByZero => "#DIV/0!",
            Self::Value => "#VALUE!",
            Self::Reference => "#REF!",
            Self::Name => "#NAME?",
            Self::Number => "#NUM!",
            Self::NotAvailable => "#N/A",
        }
    }

    /// The error that is shown so.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.name() == name)
    }
}

impl Sheet {
    /// The row of that number, where it is there.
    pub fn row(&self, index: u32) -> Option<&Row> {
        let at = self
            .rows
            .binary_search_by_key(&index, |row| row.index)
            .ok()?;
        self.rows.get(at)
    }

    /// The cell there, where it is there.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let row = self.row(row)?;
        let at = row
            .cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()?;
        row.cells.get(at)
    }

    /// The smallest range from A1 that holds every cell; `None` for a sheet without cells.
    pub fn used(&self) -> Option<Range> {
        let last_row = self.rows.iter().rev().find(|row| !row.cells.is_empty())?;
        let last_column = self
            .rows
            .iter()
            .filter_map(|row| row.cells.last())
            .map(|cell| cell.column)
            .max()?;
        Some(Range {
            first_row: 0,
            first_column: 0,
            last_row: last_row.index,
            last_column,
        })
    }
}
