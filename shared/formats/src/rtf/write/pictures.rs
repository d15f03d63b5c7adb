//! Pictures, as hexadecimal digits.

use std::fmt::Write;
use std::sync::Arc;

use spindle_model::document::{Image, ImageSource, TextFormat};

use super::{Out, escape, twips};
use crate::picture;

impl Out<'_, '_, '_> {
    pub(super) fn image(&mut self, image: &Image, format: &TextFormat, style: Option<&Arc<str>>) {
        let document = self.document;
        let media = match &image.source {
            ImageSource::Media(index) => document.media.get(*index),
            ImageSource::Url(_) => None,
        };
        let kind = media.and_then(|media| {
            let (word, skip) = match media.media_type.as_str() {
                "image/png" => ("pngblip", 0),
                "image/jpeg" => ("jpegblip", 0),
                "image/emf" => ("emfblip", 0),
                // Without the headers that files have.
                "image/wmf" => ("wmetafile8", 22),
                "image/bmp" => ("dibitmap0", 14),
                _ => return None,
            };
            Some((word, media.bytes.get(skip..)?, &media.bytes))
        });
        let Some((word, bytes, whole)) = kind else {
            self.job.warn(
                "picture-as-text",
                "a picture that is not in the document, or of a kind that RTF has not, was written as the words for it",
            );
            self.run(&image.alt, format, style);
            return;
        };
        let (wide, high) = picture::size(whole).unwrap_or((100, 100));
        // A pixel is 1/96 inch.
        let width = image.width.unwrap_or(wide as f32 * 0.75);
        let height = image.height.unwrap_or(high as f32 * 0.75);
        self.text.push_str("{\\*\\shppict{\\pict");
        if !image.alt.is_empty() {
            self.text
                .push_str("{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv ");
            escape::push(&mut self.text, &image.alt);
            self.text.push_str("}}}");
        }
        let _ = writeln!(
            self.text,
            "\\{word}\\picw{wide}\\pich{high}\\picwgoal{}\\pichgoal{}",
            twips(width),
            twips(height)
        );
        for (index, byte) in bytes.iter().enumerate() {
            if index > 0 && index.is_multiple_of(64) {
                self.text.push('\n');
            }
            for half in [byte >> 4, byte & 0xF] {
                self.text.extend(char::from_digit(u32::from(half), 16));
            }
        }
        self.text.push_str("}}");
    }
}
