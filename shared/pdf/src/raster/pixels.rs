//! Pictures of a document as pixels in the size in which they are shown.

use std::io::Cursor;

use image::imageops::{self, FilterType};
use image::{ImageReader, Limits};
use tiny_skia::{IntSize, Pixmap};

/// Bytes that a picture may take while it is unpacked.
const MOST_BYTES: u64 = 256 << 20;

/// A picture, made smaller where it is shown smaller; `None` where it cannot be read.
pub(super) fn of(bytes: &[u8], (width, height): (u32, u32)) -> Option<Pixmap> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut picture = reader.decode().ok()?.into_rgba8();
    if picture.width() > width || picture.height() > height {
        let size = (picture.width().min(width), picture.height().min(height));
        picture = imageops::resize(&picture, size.0, size.1, FilterType::Triangle);
    }
    let size = IntSize::from_wh(picture.width(), picture.height())?;
    let mut data = picture.into_raw();
    for pixel in data.chunks_exact_mut(4) {
        if let [red, green, blue, alpha] = pixel {
            let color = tiny_skia::ColorU8::from_rgba(*red, *green, *blue, *alpha).premultiply();
            (*red, *green, *blue) = (color.red(), color.green(), color.blue());
        }
    }
    Pixmap::from_vec(data, size)
}
