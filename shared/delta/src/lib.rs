//! Rich text as Quill Delta (ShareJS type `rich-text/v1`): documents, changes to them, and how changes compose,
//! transform, invert and diff.
//!
//! All lengths and positions are counted in UTF-16 code units, as clients count; an embed has length 1. Nothing here
//! panics, whatever it is given, and nothing splits a surrogate pair: what would do so is refused with
//! [`DeltaError::Split`].

pub mod attributes;
mod compose;
mod cursor;
mod delta;
mod diff;
mod document;
mod error;
mod invert;
mod json;
mod lines;
mod op;
mod patch;
mod staged;
mod text;
mod transform;

pub use attributes::Attributes;
pub use delta::Delta;
pub use document::Document;
pub use error::DeltaError;
pub use lines::Lines;
pub use op::{Content, Op};
pub use patch::patch;
pub use staged::Staged;
pub use text::Text;
