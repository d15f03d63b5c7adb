//! Documents, spreadsheets and presentations set as pages, and written as PDF (ISO 32000-1, tagged; PDF/A-2b on request)
//! or, the first page, as a picture.
//!
//! Text is set with the fonts of [`FACES`], which are not part of the program: a [`FontSource`] gives their files when a
//! character first needs them. `fonts.toml` beside this crate's manifest says where they come from.

mod draw;
mod fonts;
mod layout;
pub mod mounted;
mod pages;
mod paint;
mod picture;
mod raster;
#[cfg(test)]
#[path = "../tests/pdf/sample.rs"]
mod sample;
mod sheet;
mod slides;
mod style;
mod text;
mod tree;
mod writer;

pub use fonts::{FACES, Face, FontFolder, FontSource};
pub use raster::{Picture, PictureWriter};
pub use writer::PdfWriter;
