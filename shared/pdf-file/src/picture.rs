//! Pictures as objects: JPEG and PNG files, packed as they are where that is possible (ISO 32000-1, 8.9.5).

use crate::file::PdfFile;
use crate::filter;
use crate::object::{Dict, Id, Object, Stream};

/// A picture of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Picture {
    /// The number of its object.
    pub id: Id,
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
}

fn number(bytes: &[u8], at: usize, count: usize) -> Option<usize> {
    let part = bytes.get(at..at.checked_add(count)?)?;
    Some(
        part.iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte)),
    )
}

fn image(width: usize, height: usize, bits: usize, colors: impl Into<Object>) -> Dict {
    Dict::new()
        .with("Type", Object::named("XObject"))
        .with("Subtype", Object::named("Image"))
        .with("Width", width as i64)
        .with("Height", height as i64)
        .with("BitsPerComponent", bits as i64)
        .with("ColorSpace", colors)
}

fn space(channels: usize) -> Object {
    Object::named(match channels {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    })
}

impl PdfFile {
    /// Adds a picture; `None` when the file is of no kind that is known here, or too large.
    pub fn add_picture(&mut self, bytes: &[u8]) -> Option<Picture> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            return self.add_jpeg(bytes);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return self.add_png(bytes);
        }
        None
    }

    fn add_jpeg(&mut self, bytes: &[u8]) -> Option<Picture> {
        let mut at = 2;
        let (width, height, channels) = loop {
            let kind = number(bytes, at, 2)?;
            match kind {
                0xffc0..=0xffc3 | 0xffc5..=0xffc7 | 0xffc9..=0xffcb | 0xffcd..=0xffcf => {
                    break (
                        number(bytes, at + 7, 2)?,
                        number(bytes, at + 5, 2)?,
                        number(bytes, at + 9, 1)?,
                    );
                }
                0xffd9 | 0xffda | ..0xff00 => return None,
                _ => at += 2 + number(bytes, at + 2, 2)?.max(2),
            }
        };
        if !matches!(channels, 1 | 3 | 4) || width == 0 || height == 0 {
            return None;
        }
        let mut dict =
            image(width, height, 8, space(channels)).with("Filter", Object::named("DCTDecode"));
        if channels == 4 {
            // As programs write them, with the inks turned over.
            dict.set(
                "Decode",
                Object::list([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]),
            );
        }
        let id = self.add(Object::Stream(Stream {
            dict,
            data: bytes.into(),
        }));
        Some(Picture {
            id,
            width: width as f64,
            height: height as f64,
        })
    }

    fn add_png(&mut self, bytes: &[u8]) -> Option<Picture> {
        let (width, height) = (number(bytes, 16, 4)?, number(bytes, 20, 4)?);
        let &[bits, kind, _, _, interlaced] = bytes.get(24..29)? else {
            return None;
        };
        // The depths that each kind of pixel may have (PNG, 11.2.1).
        let channels = match (kind, bits) {
            (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) => 1,
            (2, 8 | 16) => 3,
            (4, 8 | 16) => 2,
            (6, 8 | 16) => 4,
            _ => return None,
        };
        let row = (width
            .checked_mul(channels)?
            .checked_mul(usize::from(bits))?)
        .div_ceil(8);
        let unpacked = row.checked_add(1)?.checked_mul(height)?;
        if interlaced != 0 || width == 0 || height == 0 || unpacked > self.limits().stream_bytes {
            return None;
        }
        let (mut data, mut palette) = (Vec::new(), Vec::new());
        let mut at = 8;
        while let Some(length) = number(bytes, at, 4) {
            let name = bytes.get(at + 4..at + 8)?;
            let body = bytes.get(at + 8..at.checked_add(8)?.checked_add(length)?)?;
            match name {
                b"IDAT" => data.extend_from_slice(body),
                b"PLTE" => palette = body.to_vec(),
                b"IEND" => break,
                _ => {}
            }
            at += 12 + length;
        }
        let bits = usize::from(bits);
        let rows = Dict::new()
            .with("Predictor", 15)
            .with("Colors", channels as i64)
            .with("BitsPerComponent", bits as i64)
            .with("Columns", width as i64);
        let packed = |dict: Dict, data: Vec<u8>| {
            Object::Stream(Stream {
                dict: dict
                    .with("Filter", Object::named("FlateDecode"))
                    .with("DecodeParms", rows.clone()),
                data: data.into(),
            })
        };
        let id = match kind {
            3 => {
                let last = (palette.len() / 3).checked_sub(1)?;
                let colors = vec![
                    Object::named("Indexed"),
                    Object::named("DeviceRGB"),
                    Object::Int(last as i64),
                    Object::Text(palette),
                ];
                self.add(packed(image(width, height, bits, colors), data))
            }
            0 | 2 => self.add(packed(image(width, height, bits, space(channels)), data)),
            _ => {
                // Colour and opacity are written apart.
                let Object::Stream(whole) = packed(Dict::new(), data) else {
                    return None;
                };
                let plain = filter::unpacked(&whole, unpacked).ok()??;
                let (mut colors, mut opacity) = (Vec::new(), Vec::new());
                for pixel in plain.chunks_exact(channels * bits / 8) {
                    let (color, last) = pixel.split_at(pixel.len() - bits / 8);
                    colors.extend_from_slice(color);
                    opacity.extend_from_slice(last);
                }
                let mask = self.add_stream(image(width, height, bits, space(1)), &opacity);
                let dict = image(width, height, bits, space(channels - 1))
                    .with("SMask", Object::Ref(mask));
                self.add_stream(dict, &colors)
            }
        };
        Some(Picture {
            id,
            width: width as f64,
            height: height as f64,
        })
    }
}
