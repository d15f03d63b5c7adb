//! Frames and drawings (ODF 1.3 part 3, 10): pictures, boxes of text, formulas.

use spindle_model::convert::ConvertError;
use spindle_model::document::{Image, ImageSource, InlineKind, TextFormat};

use super::inline::Line;
use super::length::points;
use super::lines::Flow;
use super::math;
use super::read::Reading;
use super::xml::{Node, Tag, Xml};
use crate::picture;

/// What a frame holds: the first of its contents that can be shown.
#[derive(Debug, Default)]
struct Frame {
    source: Option<ImageSource>,
    latex: Option<String>,
    title: Option<String>,
    description: Option<String>,
    /// Something that is not read, where nothing of it was shown.
    foreign: Option<&'static str>,
}

impl Reading<'_, '_> {
    /// A frame, a group or a shape, behind its end.
    pub fn drawing(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        match tag.name() {
            "draw:frame" => self.frame(xml, tag, base, line),
            "draw:g" | "draw:a" => self.group(xml, base, line),
            _ => self.shape(xml, line),
        }
    }

    fn group(
        &mut self,
        xml: &mut Xml<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        xml.children(|xml, tag| {
            if tag.name().starts_with("draw:") {
                self.drawing(xml, &tag, base, line)
            } else {
                xml.skip()
            }
        })
    }

    /// Of a shape only its text is kept.
    fn shape(&mut self, xml: &mut Xml<'_>, line: &mut Line) -> Result<(), ConvertError> {
        let mut flow = Flow::default();
        self.nested(|reading| {
            xml.children(|xml, tag| match tag.name() {
                "text:p" | "text:list" => reading.block(xml, &tag, &mut flow),
                _ => xml.skip(),
            })
        })?;
        let mut blocks = flow.finish();
        blocks.retain(|block| match block {
            spindle_model::document::Block::Paragraph(paragraph) => !paragraph.inlines.is_empty(),
            _ => true,
        });
        self.job.warn(
            "drawing-dropped",
            "a drawing was left out; the text in it was kept",
        );
        line.after.append(&mut blocks);
        Ok(())
    }

    fn frame(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        let length = |name: &str| {
            let length = tag.get(name).and_then(|text| points(&text));
            length.filter(|length| *length > 0.0)
        };
        let (width, height) = (length("svg:width"), length("svg:height"));
        let mut frame = Frame::default();
        xml.children(|xml, tag| match tag.name() {
            "draw:image" => self.image(xml, &tag, &mut frame),
            "draw:object" => self.object(xml, &tag, &mut frame),
            "draw:object-ole" => {
                frame.foreign = Some("an embedded object");
                xml.skip()
            }
            "draw:plugin" | "draw:floating-frame" | "draw:applet" => {
                frame.foreign = Some("an embedded program or page");
                xml.skip()
            }
            "draw:text-box" => {
                let mut flow = Flow::default();
                self.nested(|reading| reading.blocks(xml, &mut flow))?;
                line.after.append(&mut flow.finish());
                Ok(())
            }
            "table:table" => {
                let mut flow = Flow::default();
                self.nested(|reading| reading.block(xml, &tag, &mut flow))?;
                line.after.append(&mut flow.finish());
                Ok(())
            }
            "svg:title" => {
                frame.title = Some(xml.text()?);
                Ok(())
            }
            "svg:desc" => {
                frame.description = Some(xml.text()?);
                Ok(())
            }
            _ => xml.skip(),
        })?;
        if let Some(latex) = frame.latex {
            line.push(InlineKind::Formula(latex), self.now(base));
        } else if let Some(source) = frame.source {
            let (alt, title) = match (frame.description, frame.title) {
                (Some(description), title) => (description, title),
                (None, title) => (title.unwrap_or_default(), None),
            };
            let image = Image {
                source,
                alt,
                title,
                width,
                height,
            };
            line.push(InlineKind::Image(image), self.now(base));
        } else if let Some(what) = frame.foreign {
            self.job
                .warn("object-dropped", format!("{what} was left out"));
        }
        Ok(())
    }

    fn image(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        frame: &mut Frame,
    ) -> Result<(), ConvertError> {
        let href = tag.get("xlink:href").unwrap_or_default();
        let mut data = None;
        xml.children(|xml, tag| {
            if tag.name() == "office:binary-data" {
                data = Some(base64(&xml.text()?));
                Ok(())
            } else {
                xml.skip()
            }
        })?;
        if frame.source.is_some() {
            return Ok(());
        }
        let index = match data {
            Some(bytes) => self.add_picture(&bytes),
            None if href.is_empty() => None,
            None if is_elsewhere(&href) => {
                frame.source = Some(ImageSource::Url(href));
                return Ok(());
            }
            None => self.packaged(&href)?,
        };
        match index {
            Some(index) => frame.source = Some(ImageSource::Media(index)),
            None => frame.foreign = Some("a picture that cannot be read"),
        }
        Ok(())
    }

    fn packaged(&mut self, href: &str) -> Result<Option<usize>, ConvertError> {
        let path = href.strip_prefix("./").unwrap_or(href);
        if let Some(known) = self.media.get(path) {
            return Ok(*known);
        }
        let bytes = match &mut self.archive {
            Some(archive) => archive.read(path)?,
            None => None,
        };
        let index = bytes.and_then(|bytes| self.add_picture(&bytes));
        self.media.insert(path.to_owned(), index);
        Ok(index)
    }

    fn add_picture(&mut self, bytes: &[u8]) -> Option<usize> {
        let media_type = picture::media_type(bytes)?;
        Some(self.document.add_media(media_type, bytes))
    }

    /// `draw:object`: a formula, in place or as a document in the package.
    fn object(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        frame: &mut Frame,
    ) -> Result<(), ConvertError> {
        frame.foreign = Some("an embedded object");
        let mut latex = None;
        xml.children(|xml, tag| {
            if tag.name() == "math:math" {
                latex = math::latex(xml)?;
                Ok(())
            } else {
                xml.skip()
            }
        })?;
        if latex.is_none()
            && let Some(href) = tag.get("xlink:href")
        {
            latex = self.packaged_formula(&href)?;
        }
        frame.latex = latex.filter(|latex| !latex.is_empty());
        Ok(())
    }

    fn packaged_formula(&mut self, href: &str) -> Result<Option<String>, ConvertError> {
        let path = href.strip_prefix("./").unwrap_or(href);
        if let Some(known) = self.formulas.get(path) {
            return Ok(known.clone());
        }
        let name = format!("{}/content.xml", path.trim_end_matches('/'));
        let text = match &mut self.archive {
            Some(archive) => archive.read_text(&name)?,
            None => None,
        };
        let mut latex = None;
        if let Some(text) = text {
            let mut xml = Xml::new(&text, self.job.limits.depth);
            // An object that is broken is left out, as one that is no formula is.
            if let Ok(Node::Open(tag)) = first_element(&mut xml)
                && tag.local() == "math"
            {
                latex = math::latex(&mut xml).ok().flatten();
            }
        }
        self.formulas.insert(path.to_owned(), latex.clone());
        Ok(latex)
    }
}

fn first_element<'a>(xml: &mut Xml<'a>) -> Result<Node<'a>, ConvertError> {
    loop {
        match xml.next()? {
            Node::Text(_) => {}
            node => return Ok(node),
        }
    }
}

/// Whether an address names something outside of the package.
fn is_elsewhere(href: &str) -> bool {
    let scheme = href.split_once(':').map(|(scheme, _)| scheme);
    let named = scheme.is_some_and(|scheme| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    named || href.starts_with('/') || href.starts_with("../")
}

/// Bytes written in base64; what is no digit of it is passed over.
fn base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0u32);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte.wrapping_sub(b'A'),
            b'a'..=b'z' => byte.wrapping_sub(b'a').wrapping_add(26),
            b'0'..=b'9' => byte.wrapping_sub(b'0').wrapping_add(52),
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6) | u32::from(digit);
        bits = bits.saturating_add(6);
        if bits >= 8 {
            bits = bits.saturating_sub(8);
            let [.., last] = (held >> bits).to_be_bytes();
            bytes.push(last);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read() {
        assert_eq!(base64("aGVs\n bG8="), b"hello");
        assert_eq!(base64(""), b"");
    }

    #[test]
    fn addresses_outside_are_known() {
        assert!(is_elsewhere("https://example.com/a.png"));
        assert!(is_elsewhere("../a.png"));
        assert!(!is_elsewhere("Pictures/a.png"));
        assert!(!is_elsewhere("./Object 1"));
    }
}
