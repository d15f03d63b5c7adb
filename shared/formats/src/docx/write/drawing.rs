//! Pictures (ISO/IEC 29500-1, 20.2 and 20.4).

use serde_json::{Map, Value, json};
use spindle_model::document::{Image, ImageSource};
use spindle_ooxml::dom::escape::escape_attribute;

use super::Writing;
use super::links::clean;
use crate::picture;

/// Units of DrawingML in a point.
const EMU: f64 = 12_700.0;

/// The widest that a picture of unknown size is shown, in points.
const WIDEST: f32 = 450.0;

impl Writing<'_> {
    /// The `w:drawing` of a picture; `None` when its bytes are not there.
    pub(super) fn drawing(
        &mut self,
        image: &Image,
        carried: &mut Map<String, Value>,
    ) -> Option<String> {
        let mut kept = Map::new();
        let part = self.part.clone();
        let (reference, natural) = match &image.source {
            ImageSource::Media(index) => {
                let Some(media) = self.document.media.get(*index) else {
                    self.warn("picture-missing", "the bytes of a picture are not there");
                    return None;
                };
                let known = self.media.get(index).cloned();
                let target = known.unwrap_or_else(|| {
                    let target = self
                        .package
                        .add_media(&media.bytes, picture::extension(&media.media_type));
                    if self.package.content_type(&target) != Some(&media.media_type) {
                        self.package.set_content_type(&target, &media.media_type);
                    }
                    self.media.insert(*index, target.clone());
                    target
                });
                if matches!(media.media_type.as_str(), "image/webp" | "image/svg+xml") {
                    self.warn(
                        "picture-format",
                        format!("older versions of Word do not show {}", media.media_type),
                    );
                }
                let id = self
                    .package
                    .add_relationship(&part, "image", &target, false);
                (format!("r:embed=\"{id}\""), picture::size(&media.bytes))
            }
            ImageSource::Url(url) => {
                let target = clean(url);
                if target != *url {
                    kept.insert("url".to_owned(), json!(url));
                }
                let id = self.package.add_relationship(&part, "image", &target, true);
                (format!("r:link=\"{id}\""), None)
            }
        };
        if image.title.as_deref() == Some("") {
            kept.insert("title".to_owned(), json!(""));
        }
        let (width, height) = shown_size(image, natural);
        let (cx, cy) = (emu(width), emu(height));
        for (name, asked, shown) in [("width", image.width, cx), ("height", image.height, cy)] {
            if asked != Some((shown as f64 / EMU) as f32) {
                kept.insert(name.to_owned(), json!(asked));
            }
        }
        if !kept.is_empty() {
            carried.insert("image".to_owned(), Value::Object(kept));
        }
        let id = self.id();
        let mut words = String::new();
        if !image.alt.is_empty() {
            words = format!(" descr=\"{}\"", escape_attribute(&image.alt));
        }
        if let Some(title) = image.title.as_deref().filter(|title| !title.is_empty()) {
            words.push_str(&format!(" title=\"{}\"", escape_attribute(title)));
        }
        Some(format!(
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
             <wp:docPr id=\"{id}\" name=\"Picture {id}\"{words}/><wp:cNvGraphicFramePr><a:graphicFrameLocks \
             noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
             <pic:cNvPr id=\"{id}\" name=\"Picture {id}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
             <a:blip {reference}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
             <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
             </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        ))
    }
}

fn emu(points: f32) -> i64 {
    (f64::from(points) * EMU).round().clamp(1.0, 2e8) as i64
}

/// The size in points: what is asked, else what the picture itself says at 96 pixels to the inch.
fn shown_size(image: &Image, natural: Option<(u32, u32)>) -> (f32, f32) {
    let (natural_width, natural_height) = match natural {
        Some((width, height)) if width > 0 && height > 0 => {
            (width as f32 * 0.75, height as f32 * 0.75)
        }
        _ => (144.0, 108.0),
    };
    match (image.width, image.height) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, width * natural_height / natural_width),
        (None, Some(height)) => (height * natural_width / natural_height, height),
        (None, None) if natural_width > WIDEST => (WIDEST, WIDEST * natural_height / natural_width),
        (None, None) => (natural_width, natural_height),
    }
}
