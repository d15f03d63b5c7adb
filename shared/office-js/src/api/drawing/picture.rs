//! Pictures that scripts name by their address.

use super::DrawingHost;
use crate::class::Call;

/// A picture in the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The identifier of the relationship to it.
    pub embed: String,
    /// Width and height in pixels, where the file says them simply.
    pub size: Option<(i64, i64)>,
}

/// Fetches a picture and puts it into the package. `None` when it cannot be had or is of no known kind: the original goes
/// on without it, and so does a script here.
pub fn fetch<E: DrawingHost>(call: &mut Call<'_, E>, address: &str) -> Option<Picture> {
    let bytes = call.fetch(address).ok()?;
    add(call.doc, &bytes)
}

/// Puts a picture into the package; `None` when it is of no known kind.
pub fn add<E: DrawingHost>(doc: &mut E, bytes: &[u8]) -> Option<Picture> {
    let (extension, size) = inspect(bytes)?;
    let part = doc.package_mut().add_media(bytes, extension);
    let embed = doc.relate("image", &part, false);
    Some(Picture { embed, size })
}

/// The extension of a picture by its first bytes and, where that is simple, its size in pixels.
pub fn inspect(bytes: &[u8]) -> Option<(&'static str, Option<(i64, i64)>)> {
    let big = |at: usize, count: usize| -> Option<i64> {
        Some(
            bytes
                .get(at..at.checked_add(count)?)?
                .iter()
                .fold(0_i64, |value, byte| value << 8 | i64::from(*byte)),
        )
    };
    let little = |at: usize, count: usize| -> Option<i64> {
        Some(
            bytes
                .get(at..at.checked_add(count)?)?
                .iter()
                .rev()
                .fold(0_i64, |value, byte| value << 8 | i64::from(*byte)),
        )
    };
    let pair = |width: Option<i64>, height: Option<i64>| width.zip(height);
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(("png", pair(big(16, 4), big(20, 4))));
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Some(("jpeg", jpeg_size(bytes)));
    }
    if bytes.starts_with(b"GIF8") {
        return Some(("gif", pair(little(6, 2), little(8, 2))));
    }
    if bytes.starts_with(b"BM") {
        return Some(("bmp", pair(little(18, 4), little(22, 4))));
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return Some(("tiff", None));
    }
    if bytes.get(40..44) == Some(b" EMF") {
        return Some(("emf", None));
    }
    if bytes.starts_with(b"\xD7\xCD\xC6\x9A") {
        return Some(("wmf", None));
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(512))?);
    head.contains("<svg").then_some(("svg", None))
}

/// Width and height from the frame header of a JPEG (ISO/IEC 10918-1, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(i64, i64)> {
    let mut at = 2;
    loop {
        let [marker, kind, high, low] = *bytes.get(at..at + 4)? else {
            return None;
        };
        if marker != 0xFF {
            return None;
        }
        if matches!(kind, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF) {
            let [h1, h0, w1, w0] = *bytes.get(at + 5..at + 9)? else {
                return None;
            };
            return Some((
                i64::from(u16::from_be_bytes([w1, w0])),
                i64::from(u16::from_be_bytes([h1, h0])),
            ));
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}
