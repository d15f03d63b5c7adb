//! `ApiImage`: a picture.

use super::{WordCall, WordEditor, WordRef, WordResult, drawing};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiImage",
    parent: Some(&drawing::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("image".into())),
        Member::new("GetNextImage", |call| drawing::neighbour(call, true, true)),
        Member::new("GetPrevImage", |call| drawing::neighbour(call, false, true)),
    ],
    properties: &[],
};

/// EMU in a pixel at 96 dpi.
const PIXEL: i64 = 9_525;

/// `Api.CreateImage`: address, width and height in EMU. A size that is not given is that of the picture at 96 dpi.
pub fn create(call: &mut WordCall<'_>) -> WordResult {
    let address = call.args.text(0, "imageSrc")?.into_owned();
    let bytes = call.fetch(&address)?;
    let Some((extension, natural)) = inspect(&bytes) else {
        return Err(ApiError::State(format!(
            "the picture at {} is neither PNG, JPEG, GIF, BMP, TIFF, EMF, WMF nor SVG",
            address.get(..120).unwrap_or(&address)
        )));
    };
    let (width, height) = natural.unwrap_or((100, 100));
    let width = drawing::emu(call, 1).unwrap_or(width.saturating_mul(PIXEL));
    let height = drawing::emu(call, 2).unwrap_or(height.saturating_mul(PIXEL));
    let embed = call.doc.text.add_image(&bytes, extension);
    let id = call.doc.next_drawing();
    let node = spindle_ooxml::word::drawing::picture(
        call.doc.dom_mut(),
        id,
        &format!("Picture {id}"),
        &embed,
        width,
        height,
    );
    Ok(Value::Handle(WordRef::Image(node)))
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
