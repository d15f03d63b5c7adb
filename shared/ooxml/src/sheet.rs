//! Spreadsheets: workbooks, their sheets as typed grids, their styles and shared strings.

pub mod formula;
pub mod grid;
pub mod intern;
pub mod reference;
mod read;
pub mod strings;
pub mod styles;
pub mod text;
mod write;
mod xml;

pub use grid::{Cached, CellView, Content, ContentView, Grid, GridError};
pub use reference::{Area, CellPos, MAX_COLS, MAX_ROWS};
pub use strings::Strings;
pub use styles::{Change, Color, Styles};
