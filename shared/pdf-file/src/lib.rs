//! PDF files: their objects, pages and text, changed in place.
//!
//! A file is its bytes and what was changed: saving appends the changed objects (an incremental update, ISO 32000-1, 7.5.6),
//! so that whatever is not understood stays as it was. A file whose list of objects is damaged is written anew.

mod content;
mod error;
mod file;
mod filter;
mod font;
mod lexer;
mod limits;
mod object;
mod pages;
mod picture;
mod redact;
mod text;
mod widths;
mod write;
mod xref;

pub use content::ContentWriter;
pub use error::PdfError;
pub use file::PdfFile;
pub use filter::deflate;
pub use font::standard_width;
pub use limits::PdfLimits;
pub use object::{Dict, Id, Object, Stream};
pub use pages::Page;
pub use picture::Picture;
pub use text::{Glyph, Line};
