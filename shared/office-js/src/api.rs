//! The classes that scripts see, one folder an editor, one file a class.

pub mod cell;
pub mod comment;
pub mod drawing;
pub mod package;
pub mod pdf;
pub mod slide;
pub mod units;
pub mod word;
