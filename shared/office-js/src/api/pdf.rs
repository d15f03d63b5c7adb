//! The classes of the PDF editor: pages, annotations and form fields of a file that is there already.
//!
//! Objects hold numbers of what [`PdfEditor`] keeps; the file is `spindle_pdf_file`. Points that scripts give and get count
//! from the upper left corner of the page.

mod annot;
mod api;
mod date;
mod document;
mod editor;
mod field;
mod handle;
mod host;
mod page;
mod paint;
mod redact;
mod rich;
mod save;
mod search;
mod shape;
mod widget;

pub use editor::PdfEditor;
pub use handle::PdfRef;

use crate::class::{ApiError, Call};
use crate::value::Value;

type PdfCall<'a> = Call<'a, PdfEditor>;
type PdfResult = Result<Value<PdfRef>, ApiError>;
