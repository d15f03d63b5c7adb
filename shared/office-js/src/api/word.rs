//! Text documents: the `word` editor.
//!
//! A handle names an element of the open package; members convert arguments and call a view of `spindle_ooxml::word`.

mod api;
mod bookmark;
mod chart;
mod color;
mod content;
mod document;
mod drawing;
mod drawings;
mod editor;
mod form;
mod handle;
mod host;
mod hyperlink;
mod numbering;
mod numbering_level;
mod options;
mod para_pr;
mod paragraph;
mod paragraph_format;
mod range;
mod rejoin;
mod run;
mod sdt;
mod search;
mod section;
mod shading;
mod stories;
mod style;
mod table;
mod table_cell;
mod table_cell_pr;
mod table_pr;
mod table_row;
mod table_row_pr;
mod table_style_pr;
mod text_pr;
mod tree;
mod unsupported;
mod visitor;
mod watermark;

mod caption;
pub(crate) mod clock;
mod comment;
mod contents;
mod cross_ref;
mod field;
mod gallery;
mod info;
mod insert;
mod json;
mod mail_merge;
mod markup;
mod math;
mod note;
mod review;
mod selection;
mod smart;
mod text_fill;

pub use editor::WordEditor;
pub use handle::WordRef;

use crate::class::{ApiError, Call};
use crate::value::Value;

type WordCall<'a> = Call<'a, WordEditor>;
type WordResult = Result<Value<WordRef>, ApiError>;
