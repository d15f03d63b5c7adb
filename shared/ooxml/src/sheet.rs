//! Spreadsheets: workbooks, their sheets as typed grids, their styles and shared strings.

pub mod columns;
pub mod comments;
pub mod conditions;
pub mod display;
pub mod entry;
pub mod formula;
pub mod grid;
pub mod intern;
pub mod pivot;
mod read;
pub mod reference;
pub mod strings;
pub mod styles;
pub mod text;
pub mod workbook;
pub mod worksheet;
mod write;
mod xml;

pub use grid::{Cached, CellView, Content, ContentView, Grid, GridError};
pub use reference::{Area, CellPos, MAX_COLS, MAX_ROWS};
pub use strings::Strings;
pub use styles::{Change, Color, Styles};
pub use workbook::{SheetError, SheetId, SheetLimits, SheetState, Workbook, new_workbook};
pub use worksheet::Worksheet;
