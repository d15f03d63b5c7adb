//! Spreadsheets: the `cell` editor.
//!
//! A range's handle is an area of a sheet; members convert arguments and call `spindle_ooxml::sheet`.

mod api;
mod areas;
mod color;
mod comment;
mod condition;
mod core;
mod custom_properties;
mod editor;
mod feature;
mod filter;
mod freeze_panes;
mod handle;
mod name;
mod pivot;
mod protect;
mod range;
mod settings;
mod sort;
mod table;
mod units;
mod workbook;
mod validation;
mod worksheet;

pub use editor::CellEditor;
pub use handle::{CellRef, RangeState};

use crate::class::{ApiError, Call};
use crate::value::Value;

type CellCall<'a> = Call<'a, CellEditor>;
type CellResult = Result<Value<CellRef>, ApiError>;
