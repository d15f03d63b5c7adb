//! PresentationML: views over the parts of a presentation (ECMA-376 part 1, clause 19).

pub mod comments;
pub mod inherit;
pub mod names;
mod notes;
pub mod order;
mod presentation;
pub mod scheme;
mod sheet;
mod structure;
pub mod template;
pub mod timing;
pub mod transition;
pub mod tree;

pub use names::PartKind;
pub use presentation::Presentation;
pub use sheet::Sheet;
