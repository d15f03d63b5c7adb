//! Spreadsheets: the `cell` editor.
//!
//! A range's handle is an area of a sheet; members convert arguments and call `spindle_ooxml::sheet`.

pub mod anchor;
mod api;
mod application;
mod areas;
mod calculation;
mod characters;
mod chart;
mod color;
mod comment;
mod condition;
pub mod custom;
mod drawing;
mod editor;
mod feature;
mod filter;
mod freeze_panes;
mod handle;
mod host;
mod name;
mod pivot;
mod protect;
mod range;
mod settings;
mod sort;
mod table;
mod themes;
mod validation;
mod workbook;
mod worksheet;
mod worksheet_function;

pub use editor::CellEditor;
pub use handle::{CellRef, RangeState};

use crate::class::{ApiError, Call};
use crate::value::Value;

type CellCall<'a> = Call<'a, CellEditor>;
type CellResult = Result<Value<CellRef>, ApiError>;
