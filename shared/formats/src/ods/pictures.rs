//! Pictures over the cells (ODF 1.3 part 3, 10.4).

use std::io::BufRead;

use spindle_model::convert::ConvertError;

use super::paragraph::Text;
use super::units::points;
use super::xml::{Pull, Token};

/// Bytes of the text of a picture within a flat file.
const MAX_INLINE: usize = 48 << 20;

/// A frame as it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Where the picture lies in the package.
    pub(super) href: Option<String>,
    /// The bytes themselves, in flat files.
    pub(super) bytes: Option<Vec<u8>>,
    pub(super) alt: String,
    /// Whether it holds something else, a chart for example.
    pub(super) object: bool,
}

impl Frame {
    /// Reads the frame that was just begun, up to its end. Of several pictures of the same thing, the first counts.
    pub(super) fn read<R: BufRead>(
        geometry: [Option<String>; 4],
        pull: &mut Pull<R>,
    ) -> Result<Self, ConvertError> {
        let [x, y, width, height] =
            geometry.map(|length| length.as_deref().and_then(points).unwrap_or(0.0));
        let mut frame = Self {
            x,
            y,
            width,
            height,
            ..Self::default()
        };
        let inside = pull.depth();
        let mut text = Text::default();
        loop {
            match pull.next()? {
                Token::Start(element) => match element.name() {
                    "draw:image" => {
                        let href = element.attribute("xlink:href");
                        frame.href = frame.href.take().or(href);
                    }
                    "office:binary-data" => {
                        let encoded = pull.text(MAX_INLINE)?;
                        if frame.bytes.is_none() {
                            frame.bytes = Some(base64(&encoded));
                        }
                    }
                    "svg:title" | "svg:desc" => {
                        text.clear();
                        text.read(pull)?;
                        frame.alt = text.plain();
                    }
                    "draw:object" | "draw:object-ole" | "draw:plugin" => {
                        frame.object = true;
                        pull.skip()?;
                    }
                    "draw:text-box" | "text:p" => pull.skip()?,
                    _ => {}
                },
                Token::Eof => break,
                _ => {}
            }
            if pull.depth() < inside {
                break;
            }
        }
        Ok(frame)
    }
}

/// Bytes of base64 (RFC 4648, 4); what is none of its characters is passed over.
fn base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut held = 0_u32;
    let mut bits = 0_u32;
    for c in text.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0x00ff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read() {
        assert_eq!(base64("UE5H\n IQ=="), b"PNG!");
        assert_eq!(base64(""), b"");
    }
}
