//! Pictures: digits or bytes, with their kind and size.

use spindle_model::document::{Image, ImageSource, InlineKind};

use super::parser::Parser;
use super::state::Destination;
use super::token::digit;
use crate::doc::pictures::{bitmap, placeable};
use crate::picture;

/// A picture that is being read.
pub(super) struct PictureState {
    pub(super) bytes: Vec<u8>,
    high: Option<u8>,
    kind: Kind,
    /// Its own measures, those it is to have in twentieths of a point, and by how many percent it is enlarged.
    own: [i32; 2],
    goal: [i32; 2],
    scale: [i32; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// As its first bytes say.
    Plain,
    Windows,
    Bitmap,
    Unknown,
}

impl Default for PictureState {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            high: None,
            kind: Kind::Unknown,
            own: [0; 2],
            goal: [0; 2],
            scale: [100; 2],
        }
    }
}

impl PictureState {
    /// A digit of the picture's bytes.
    pub(super) fn digit(&mut self, byte: u8) {
        let Some(value) = digit(byte) else {
            return;
        };
        match self.high.take() {
            Some(high) => self.bytes.push(high << 4 | value),
            None => self.high = Some(value),
        }
    }

    /// Width and height in points.
    fn size(&self) -> [Option<f32>; 2] {
        std::array::from_fn(|side| {
            let goal = self.goal.get(side).copied().unwrap_or(0);
            let scale = self.scale.get(side).copied().unwrap_or(100);
            let points = goal as f32 / 20.0 * scale as f32 / 100.0;
            (points > 0.0).then_some(points)
        })
    }
}

impl Parser<'_, '_> {
    pub(super) fn picture_word(&mut self, word: &str, number: i32) {
        let picture = &mut self.picture;
        let [own_width, own_height] = &mut picture.own;
        let [goal_width, goal_height] = &mut picture.goal;
        let [scale_x, scale_y] = &mut picture.scale;
        match word {
            "pngblip" | "jpegblip" | "emfblip" => picture.kind = Kind::Plain,
            "wmetafile" => picture.kind = Kind::Windows,
            "dibitmap" => picture.kind = Kind::Bitmap,
            "picw" => *own_width = number,
            "pich" => *own_height = number,
            "picwgoal" => *goal_width = number,
            "pichgoal" => *goal_height = number,
            "picscalex" if number > 0 => *scale_x = number,
            "picscaley" if number > 0 => *scale_y = number,
            _ => {}
        }
    }

    pub(super) fn end_picture(&mut self) {
        let picture = std::mem::take(&mut self.picture);
        let alt = std::mem::take(&mut self.alt);
        if self.destination_around() == Destination::Skip {
            return;
        }
        let [width, height] = picture.size();
        let bytes = match picture.kind {
            Kind::Plain => Some(picture.bytes),
            Kind::Windows if picture.bytes.starts_with(b"\xd7\xcd\xc6\x9a") => Some(picture.bytes),
            Kind::Windows => {
                // Its own measures are hundredths of a millimetre.
                let side = |value: i32| u16::try_from(value.clamp(0, 0x7FFF)).unwrap_or(0);
                let [wide, high] = picture.own;
                let mut bytes = placeable([0, 0, side(wide), side(high)], 2540);
                bytes.extend(picture.bytes);
                Some(bytes)
            }
            Kind::Bitmap => bitmap(&picture.bytes),
            Kind::Unknown => None,
        };
        let known = bytes.and_then(|bytes| Some((picture::media_type(&bytes)?, bytes)));
        let Some((media_type, bytes)) = known else {
            self.job.warn(
                "picture-unreadable",
                "a picture was left out: it is empty or of a kind that is not read",
            );
            return;
        };
        let Some(left) = self.picture_bytes.checked_sub(bytes.len() as u64) else {
            self.job.warn(
                "picture-too-large",
                "a picture was left out: all pictures together are larger than allowed",
            );
            return;
        };
        self.picture_bytes = left;
        let index = self.document.add_media(media_type, &bytes);
        self.push_inline(InlineKind::Image(Image {
            source: ImageSource::Media(index),
            alt,
            title: None,
            width,
            height,
        }));
    }
}
