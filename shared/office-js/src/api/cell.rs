//! Spreadsheets: the `cell` editor.
//!
//! A range's handle is an area of a sheet; members convert arguments and call `spindle_ooxml::sheet`.

mod api;
mod application;
mod areas;
mod calculation;
mod characters;
mod color;
mod core;
mod custom_properties;
mod editor;
mod freeze_panes;
mod handle;
mod name;
mod palette;
mod range;
mod units;
mod workbook;
mod worksheet;
mod worksheet_function;

pub use editor::CellEditor;
pub use handle::{CellRef, RangeState};

use crate::class::{ApiError, Call};
use crate::value::Value;

type CellCall<'a> = Call<'a, CellEditor>;
type CellResult = Result<Value<CellRef>, ApiError>;
