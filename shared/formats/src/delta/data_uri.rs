//! Pictures as data URIs (RFC 2397).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spindle_model::document::Document;

/// The picture with that index as a data URI (RFC 2397); an empty one where there is none.
pub(super) fn of_media(document: &Document, index: usize) -> String {
    document.media.get(index).map_or_else(
        || "data:,".to_owned(),
        |media| encode(&media.media_type, &media.bytes),
    )
}

/// Bytes as a data URI in base64.
pub(crate) fn encode(media_type: &str, bytes: &[u8]) -> String {
    let mut uri = format!("data:{media_type};base64,");
    STANDARD.encode_string(bytes, &mut uri);
    uri
}

/// Media type and bytes of the data URI of a picture in base64 (RFC 2397).
pub(crate) fn read(address: &str) -> Option<(&str, Vec<u8>)> {
    let (media_type, data) = address.strip_prefix("data:")?.split_once(";base64,")?;
    let name = media_type.strip_prefix("image/")?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if name.is_empty() || !name.bytes().all(plain) {
        return None;
    }
    let bytes = STANDARD.decode(data.trim_end()).ok()?;
    Some((media_type, bytes))
}
