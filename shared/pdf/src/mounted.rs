//! The writer of a component, whose font files the host mounts (`files` in spin.toml).

use std::path::Path;
use std::sync::Arc;

use crate::{FontSource, PdfWriter};

/// Where a component sees them.
const FOLDER: &str = "/fonts";

/// The mounted font files.
#[derive(Debug, Clone, Copy)]
pub struct Mounted;

impl FontSource for Mounted {
    fn load(&self, file: &str) -> Option<Arc<Vec<u8>>> {
        std::fs::read(Path::new(FOLDER).join(file))
            .ok()
            .map(Arc::new)
    }
}

/// A writer that sets text in the mounted fonts.
pub static PDF: PdfWriter<Mounted> = PdfWriter::new(Mounted);
