//! The writers of a component, whose font files the host mounts (`files` in spin.toml).

use std::path::Path;
use std::sync::Arc;

use crate::{FontSource, PdfWriter, Picture, PictureWriter};

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

/// Writers of the first page as a picture, with text in the mounted fonts.
pub static PNG: PictureWriter<Mounted> = PictureWriter::new(Picture::Png, Mounted);
/// See [`PNG`].
pub static JPG: PictureWriter<Mounted> = PictureWriter::new(Picture::Jpeg, Mounted);
/// See [`PNG`].
pub static GIF: PictureWriter<Mounted> = PictureWriter::new(Picture::Gif, Mounted);
/// See [`PNG`].
pub static BMP: PictureWriter<Mounted> = PictureWriter::new(Picture::Bmp, Mounted);
