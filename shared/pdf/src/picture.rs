//! Pictures: which can be shown, how large, and their pixels for the PDF.

mod gif;
mod jpeg;

use std::collections::HashMap;
use std::sync::Arc;

use krilla::Data;
use spindle_model::convert::Job;
use spindle_model::document::{Image, ImageSource, Media};

/// The most pixels of a picture: it is held in memory as four bytes each while it is written.
const MOST_PIXELS: u64 = 64_000_000;
/// Points of a pixel where a picture says no size: 96 pixels are an inch.
const PIXEL: f32 = 0.75;

/// The pictures of one file that is written.
pub(crate) struct Pictures<'d> {
    media: &'d [Media],
    loaded: HashMap<usize, Option<krilla::image::Image>>,
    /// Whether only what PDF/A-2b allows may be written.
    archival: bool,
}

impl<'d> Pictures<'d> {
    pub(crate) fn new(media: &'d [Media], archival: bool) -> Self {
        Self {
            media,
            loaded: HashMap::new(),
            archival,
        }
    }

    /// The picture for drawing.
    pub(crate) fn get(&self, index: usize) -> Option<&krilla::image::Image> {
        self.loaded.get(&index)?.as_ref()
    }

    /// The file of a picture that can be shown.
    pub(crate) fn bytes(&self, index: usize) -> Option<&'d [u8]> {
        self.get(index)?;
        self.media.get(index).map(|media| &*media.bytes)
    }

    /// The index of a picture in the document's media and its width and height in points, within `room` and `limit`;
    /// `None` where it cannot be shown, which is warned of.
    pub(crate) fn fit(
        &mut self,
        image: &Image,
        room: f32,
        limit: f32,
        job: &mut Job<'_>,
    ) -> Option<(usize, f32, f32)> {
        let index = match &image.source {
            ImageSource::Media(index) => *index,
            ImageSource::Url(url) => {
                let shown: String = url.chars().take(80).collect();
                job.warn(
                    "picture-elsewhere",
                    format!(
                        "the picture {shown} is not in the file; what it shows is said in words"
                    ),
                );
                return None;
            }
        };
        let (pixel_width, pixel_height) = self.load(index, job)?;
        let natural = (pixel_width as f32 * PIXEL, pixel_height as f32 * PIXEL);
        let sane = |value: Option<f32>| value.filter(|value| value.is_finite() && *value > 0.0);
        let (width, height) = match (sane(image.width), sane(image.height)) {
            (Some(width), Some(height)) => (width, height),
            (Some(width), None) => (width, width * natural.1 / natural.0),
            (None, Some(height)) => (height * natural.0 / natural.1, height),
            (None, None) => natural,
        };
        let scale = (room / width).min(limit / height).min(1.0);
        Some((index, (width * scale).max(0.5), (height * scale).max(0.5)))
    }

    /// Loads a picture and tells its pixels.
    pub(crate) fn load(&mut self, index: usize, job: &mut Job<'_>) -> Option<(u32, u32)> {
        if let Some(known) = self.loaded.get(&index) {
            return known.as_ref().map(krilla::image::Image::size);
        }
        let loaded = match self.media.get(index) {
            Some(media) => decode(media, self.archival).and_then(proven),
            None => Err("its bytes are missing".to_owned()),
        };
        let image = match loaded {
            Ok(image) => Some(image),
            Err(why) => {
                job.warn(
                    "picture-not-shown",
                    format!("picture {} is not shown: {why}", index.saturating_add(1)),
                );
                None
            }
        };
        let size = image.as_ref().map(krilla::image::Image::size);
        self.loaded.insert(index, image);
        size
    }
}

/// The picture, if it is of a kind that PDF shows.
fn decode(media: &Media, archival: bool) -> Result<krilla::image::Image, String> {
    let bytes: &[u8] = &media.bytes;
    let shared = || {
        Data::from(Arc::new(Bytes(Arc::clone(&media.bytes))) as Arc<dyn AsRef<[u8]> + Send + Sync>)
    };
    let image = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        // Its size stands in its first chunk (PNG, 11.2.1).
        let pixels = |at: usize| {
            let bytes = bytes.get(at..at.saturating_add(4))?;
            Some(u32::from_be_bytes(bytes.try_into().ok()?))
        };
        let (Some(width), Some(height)) = (pixels(16), pixels(20)) else {
            return Err("it is cut off".to_owned());
        };
        check(width, height)?;
        krilla::image::Image::from_png(shared(), false)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        let Some(frame) = jpeg::frame(bytes) else {
            return Err("it is not a whole JPEG picture".to_owned());
        };
        check(frame.width, frame.height)?;
        if frame.components == 4 && archival {
            return Err("its colours are those of printing inks, which PDF/A has no place for without a profile".to_owned());
        }
        krilla::image::Image::from_jpeg(shared(), false)
    } else if bytes.starts_with(b"GIF8") {
        let (pixels, width, height) = gif::first_frame(bytes, MOST_PIXELS)?;
        Ok(krilla::image::Image::from_rgba8(pixels, width, height))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        krilla::image::Image::from_webp(shared(), false)
    } else {
        return Err(format!(
            "pictures of the kind {} cannot be put into a PDF here",
            media.media_type
        ));
    };
    let image = image.map_err(|why| format!("it cannot be read ({why})"))?;
    let (width, height) = image.size();
    check(width, height)?;
    Ok(image)
}

/// The picture, if its data is whole: the writer of the PDF tells only at its end.
fn proven(image: krilla::image::Image) -> Result<krilla::image::Image, String> {
    let mut document = krilla::Document::new();
    if let (Some(paper), Some(size)) = (
        krilla::page::PageSettings::from_wh(10.0, 10.0),
        krilla::geom::Size::from_wh(1.0, 1.0),
    ) {
        let mut page = document.start_page_with(paper);
        let mut surface = page.surface();
        surface.draw_image(image.clone(), size);
        surface.finish();
        page.finish();
    }
    match document.finish() {
        Ok(_) => Ok(image),
        Err(_) => Err("its data is broken".to_owned()),
    }
}

fn check(width: u32, height: u32) -> Result<(), String> {
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    if pixels == 0 {
        Err("it has no size".to_owned())
    } else if pixels > MOST_PIXELS {
        Err(format!(
            "it has {width} × {height} pixels, which is too many"
        ))
    } else {
        Ok(())
    }
}

/// Bytes that the document and the PDF share.
struct Bytes(Arc<[u8]>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
