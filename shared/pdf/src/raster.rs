//! Pages as pictures: PNG, JPEG, GIF or BMP; the first one, or all in a zip archive.

mod brush;
mod pixels;

use std::io::{Cursor, Write as _};

use image::codecs::{bmp::BmpEncoder, gif::GifEncoder, jpeg::JpegEncoder, png::PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _, ImageError};
use spindle_model::convert::{Content, ConvertError, Fit, Job, Thumbnail, Writer};
use tiny_skia::{Color, Pixmap, Transform};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::draw::{self, Numbers};
use crate::fonts::{FontBook, FontSource};
use crate::pages::{Page, Pages};
use crate::writer;
use brush::PixelBrush;

/// Pixels of a point where a page is shown in its own size: 96 pixels are an inch.
const PIXELS: f32 = 96.0 / 72.0;
/// The most pixels of a picture: four bytes each are held in memory.
const MOST_PIXELS: f32 = 16_000_000.0;
/// Of JPEG, in percent.
const QUALITY: u8 = 90;
/// Of GIF: from 1, the best palette, to 30, the one found first.
const PALETTE: i32 = 10;

/// How pixels are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Graphics Interchange Format.
    Gif,
    /// Windows bitmap.
    Bmp,
}

/// Writes the first page as a picture, or every page as one in a zip archive.
#[derive(Debug, Clone)]
pub struct PictureWriter<F> {
    fonts: F,
    kind: Picture,
}

impl Picture {
    const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
        }
    }
}

impl<F: FontSource> PictureWriter<F> {
    /// A writer of that kind of pictures that sets text in the fonts of that source.
    pub const fn new(kind: Picture, fonts: F) -> Self {
        Self { fonts, kind }
    }
}

impl<F: FontSource> Writer for PictureWriter<F> {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        writer::with_pages(&self.fonts, content, job, |set, book, _, job| {
            let thumbnail = job.options.thumbnail;
            let shown = |page: &Page| picture(self.kind, page, thumbnail, book, &set);
            if !thumbnail.all {
                let page = set
                    .pages
                    .first()
                    .ok_or_else(|| ConvertError::unsupported("there is no page to be shown"))?;
                let bytes = shown(page)?;
                (job.progress)(0.9);
                return Ok(bytes);
            }
            let mut archive = Vec::new();
            let mut zip = ZipWriter::new(Cursor::new(&mut archive));
            let mut written = 0_usize;
            for (index, page) in set.pages.iter().enumerate() {
                let bytes = shown(page)?;
                written = written.saturating_add(bytes.len());
                if written > job.limits.output_bytes {
                    let most = job.limits.output_bytes;
                    return Err(ConvertError::limit(format!(
                        "the pictures of the pages have more than the {most} bytes allowed; ask for smaller ones"
                    )));
                }
                put(
                    &mut zip,
                    &format!("image{}.{}", index + 1, self.kind.extension()),
                    &bytes,
                )
                .map_err(|error| ConvertError::damaged(format!("no archive: {error}")))?;
                (job.progress)(0.9 * (index + 1) as f32 / set.pages.len() as f32);
            }
            zip.finish()
                .map_err(|error| ConvertError::damaged(format!("no archive: {error}")))?;
            Ok(archive)
        })
    }
}

/// Adds a picture to an archive. It is packed already, but for bitmaps.
fn put(zip: &mut ZipWriter<Cursor<&mut Vec<u8>>>, name: &str, bytes: &[u8]) -> ZipResult<()> {
    let method = if name.ends_with(".bmp") {
        CompressionMethod::Deflated
    } else {
        CompressionMethod::Stored
    };
    zip.start_file(
        name,
        SimpleFileOptions::default().compression_method(method),
    )?;
    Ok(zip.write_all(bytes)?)
}

/// A page as the bytes of a picture.
fn picture(
    kind: Picture,
    page: &Page,
    thumbnail: Thumbnail,
    book: &FontBook<'_>,
    set: &Pages<'_>,
) -> Result<Vec<u8>, ConvertError> {
    let (mut pixmap, scale) = sheet(page, thumbnail)?;
    let mut brush = PixelBrush::new(&mut pixmap, scale, book, &set.pictures);
    let numbers = Numbers {
        page: page.number,
        count: set.pages.len(),
    };
    for item in [&page.header, &page.items, &page.footer]
        .into_iter()
        .flatten()
    {
        draw::item(&mut brush, book, numbers, item);
    }
    encode(&pixmap, kind).map_err(|error| ConvertError::damaged(format!("no picture: {error}")))
}

/// White paper of the size that is asked for, and how many pixels a point is.
fn sheet(page: &Page, wanted: Thumbnail) -> Result<(Pixmap, Transform), ConvertError> {
    let wanted_size = (wanted.width as f32, wanted.height as f32);
    let (across, down) = (wanted_size.0 / page.width, wanted_size.1 / page.height);
    let (mut across, mut down) = match wanted.fit {
        Fit::Stretch => (across, down),
        Fit::Inside => (across.min(down), across.min(down)),
        Fit::Natural => (PIXELS, PIXELS),
    };
    let pixels = page.width * across * page.height * down;
    if pixels > MOST_PIXELS {
        let less = (MOST_PIXELS / pixels).sqrt();
        (across, down) = (across * less, down * less);
    }
    // A float becomes the nearest number that there is: no page is wider than the check above lets it be.
    let side = |points: f32, scale: f32| ((points * scale).round() as u32).max(1);
    let mut pixmap = Pixmap::new(side(page.width, across), side(page.height, down))
        .ok_or_else(|| ConvertError::limit("the picture of the page would be too large"))?;
    pixmap.fill(Color::WHITE);
    Ok((pixmap, Transform::from_scale(across, down)))
}

fn encode(pixmap: &Pixmap, kind: Picture) -> Result<Vec<u8>, ImageError> {
    let (width, height) = (pixmap.width(), pixmap.height());
    // The paper is white and whole: nothing shines through.
    let rgb: Vec<u8> = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let color = ExtendedColorType::Rgb8;
    let mut bytes = Vec::new();
    match kind {
        Picture::Png => PngEncoder::new(&mut bytes).write_image(&rgb, width, height, color)?,
        Picture::Jpeg => JpegEncoder::new_with_quality(&mut bytes, QUALITY)
            .write_image(&rgb, width, height, color)?,
        Picture::Gif => {
            GifEncoder::new_with_speed(&mut bytes, PALETTE).encode(&rgb, width, height, color)?
        }
        Picture::Bmp => BmpEncoder::new(&mut bytes).write_image(&rgb, width, height, color)?,
    }
    Ok(bytes)
}
