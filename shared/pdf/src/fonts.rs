//! The fonts that text is set in, read when a character needs them.

mod book;
mod faces;
mod families;
mod scripts;

use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use book::{EMBOLDEN, FaceId, FontBook, Metrics, ShapedGlyph};
pub use faces::{FACES, Face};
pub(crate) use families::{Family, family_of};
pub(crate) use scripts::{is_ideographic, is_mark, leans_on_ideographs, symbol_character};

/// Gives the files of fonts by their names in [`FACES`].
pub trait FontSource: Sync {
    /// The bytes of that file; `None` where it is not there, and its characters are looked for in other fonts.
    fn load(&self, file: &str) -> Option<Arc<Vec<u8>>>;
}

/// A folder of font files.
#[derive(Debug, Clone)]
pub struct FontFolder {
    path: PathBuf,
}

impl FontFolder {
    /// The folder at that path. Nothing is read yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }
}

impl FontSource for FontFolder {
    fn load(&self, file: &str) -> Option<Arc<Vec<u8>>> {
        std::fs::read(self.path.join(file)).ok().map(Arc::new)
    }
}
