//! Formulas of spreadsheets: read, calculated over an open workbook, and called one by one.
//!
//! [`Calculator`] answers what formulas result in, when somebody asks; [`parse::parse`] says whether a text is a
//! formula and how files spell it; `functions/` holds the functions, a file a family.

pub mod calculator;
mod calendar;
mod context;
mod criteria;
pub mod custom;
mod elementary;
mod eval;
pub mod expr;
pub mod functions;
pub mod number;
pub mod parse;
mod sheets;
pub mod value;

pub use calculator::{CalcError, Calculator};
pub use value::{Array, Error, Range, Value};
