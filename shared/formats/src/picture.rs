//! What pictures are by their first bytes.

/// The media type of a picture, by its signature; `None` for what is none that documents hold.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let is = |signature: &[u8]| bytes.starts_with(signature);
    if is(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if is(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if is(b"GIF87a") || is(b"GIF89a") {
        Some("image/gif")
    } else if is(b"BM") {
        Some("image/bmp")
    } else if is(b"II*\0") || is(b"MM\0*") {
        Some("image/tiff")
    } else if is(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else if is(b"\xd7\xcd\xc6\x9a") {
        Some("image/wmf")
    } else if is(b"\x01\0\0\0") && bytes.get(40..44) == Some(b" EMF") {
        Some("image/emf")
    } else if looks_like_svg(bytes) {
        Some("image/svg+xml")
    } else {
        None
    }
}

/// The usual file extension of a media type of pictures; `bin` for others.
pub fn extension(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/jpeg" => "jpeg",
        "image/gif" => "gif",
        "image/bmp" => "bmp",
        "image/tiff" => "tiff",
        "image/webp" => "webp",
        "image/wmf" => "wmf",
        "image/emf" => "emf",
        "image/svg+xml" => "svg",
        _ => "bin",
    }
}

/// Width and height in pixels, where the header tells them.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    ))
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"))
}
