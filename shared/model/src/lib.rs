//! What crates agree on: formats, limits, warnings, and the traits that engines implement.
//!
//! Nothing here does input or output; every other crate may depend on it and it depends on none.

pub mod calendar;
pub mod color;
pub mod convert;
pub mod document;
pub mod format;
pub mod presentation;
pub mod script;
pub mod warning;
pub mod workbook;
