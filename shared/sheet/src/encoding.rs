//! The encoding of the API: `base64(gzip(encodeURIComponent(json)))`.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use crate::error::SheetError;

/// What `encodeURIComponent` of ECMAScript encodes: all but letters, digits and `-_.!~*'()`.
pub const ENCODE_URI_COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// The standard alphabet; padding may be there or not, everything else is strict.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Unix, as the samples have it.
const OPERATING_SYSTEM: u8 = 3;

/// How much is compressed at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// What a decoded text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// Nothing: the text is empty, or it is what a client makes of a value that it does not have (`undefined`).
    Empty,
    /// JSON, not yet validated.
    Json(String),
}

/// Encodes JSON as the API carries it: `base64(gzip(encodeURIComponent(json)))`.
///
/// The gzip header has no time, system 3 and the mark of level 6; equal JSON gives equal text.
#[must_use]
pub fn encode(json: &str) -> String {
    let mut gzip = GzBuilder::new()
        .mtime(0)
        .operating_system(OPERATING_SYSTEM)
        .write(Vec::new(), Compression::new(6));
    // The pieces are a few bytes each; the compressor is fed larger ones.
    let mut chunk = String::with_capacity(CHUNK_BYTES);
    for piece in utf8_percent_encode(json, ENCODE_URI_COMPONENT) {
        chunk.push_str(piece);
        if chunk.len() >= CHUNK_BYTES {
            // A vector takes every byte, so this cannot fail.
            let _ = gzip.write_all(chunk.as_bytes());
            chunk.clear();
        }
    }
    let _ = gzip.write_all(chunk.as_bytes());
    STANDARD.encode(gzip.finish().unwrap_or_default())
}

/// The size of `encodeURIComponent(json)` in bytes: what [`decode`] holds against its limit when it reads back what
/// [`encode`] wrote.
#[must_use]
pub fn expanded_len(json: &str) -> usize {
    utf8_percent_encode(json, ENCODE_URI_COMPONENT)
        .map(str::len)
        .sum()
}

/// Decodes a text of the API. `limit` is the greatest size of the expanded text, bytes; it holds while the text is
/// being expanded, so that a small text never takes more memory than that.
///
/// An expanded text that begins with `%7B` or `%5B` is percent-decoded, any other is taken as JSON.
///
/// # Errors
/// A [`SheetError`] where the text is not base64, not one whole gzip member, too large, or not UTF-8.
pub fn decode(text: &str, limit: usize) -> Result<Decoded, SheetError> {
    if text.is_empty() {
        return Ok(Decoded::Empty);
    }
    let bytes = BASE64
        .decode(text)
        .map_err(|error| SheetError::Base64(error.to_string()))?;
    let expanded = expand(&bytes, limit)?;
    let expanded = String::from_utf8(expanded).map_err(|_| SheetError::Utf8)?;
    match expanded.as_str() {
        "" | "undefined" => Ok(Decoded::Empty),
        text if is_percent_encoded(text) => percent_decoded(text).map(Decoded::Json),
        _ => Ok(Decoded::Json(expanded)),
    }
}

/// Decodes a list of commands. `version` `v1` is the encoding of [`decode`]; without a version, a plain JSON text is
/// taken as well. One object counts as a list of one; nothing counts as an empty list. `limit` is in bytes of the
/// expanded text.
///
/// # Errors
/// A [`SheetError`] where [`decode`] gives one, the text is not JSON, the JSON is not a list of objects, or the
/// version is not known.
pub fn decode_commands(
    text: &str,
    version: Option<&str>,
    limit: usize,
) -> Result<Vec<Value>, SheetError> {
    let plain = text.trim_start().starts_with(['[', '{']);
    let json = match version {
        Some("v1") => decode(text, limit)?,
        None if plain && text.len() > limit => return Err(SheetError::TooLarge { limit }),
        None if plain => Decoded::Json(text.to_owned()),
        None => decode(text, limit)?,
        Some(other) => return Err(SheetError::Version(other.chars().take(40).collect())),
    };
    let Decoded::Json(json) = json else {
        return Ok(Vec::new());
    };
    let value: Value =
        serde_json::from_str(&json).map_err(|error| SheetError::Json(error.to_string()))?;
    match value {
        Value::Array(commands) if commands.iter().all(Value::is_object) => Ok(commands),
        command @ Value::Object(_) => Ok(vec![command]),
        _ => Err(SheetError::Shape(
            "commands must be a JSON array of objects, or one object",
        )),
    }
}

fn expand(bytes: &[u8], limit: usize) -> Result<Vec<u8>, SheetError> {
    let mut gzip = GzDecoder::new(bytes);
    let mut expanded = Vec::new();
    let most = u64::try_from(limit).map_or(u64::MAX, |limit| limit.saturating_add(1));
    gzip.by_ref()
        .take(most)
        .read_to_end(&mut expanded)
        .map_err(|error| SheetError::Gzip(error.to_string()))?;
    if expanded.len() > limit {
        return Err(SheetError::TooLarge { limit });
    }
    // The checksum is read with the end of the data, which `take` may have hidden.
    let mut end = [0_u8; 1];
    let more = gzip
        .read(&mut end)
        .map_err(|error| SheetError::Gzip(error.to_string()))?;
    if more > 0 {
        return Err(SheetError::TooLarge { limit });
    }
    if !gzip.into_inner().is_empty() {
        return Err(SheetError::Gzip("bytes follow its end".to_owned()));
    }
    Ok(expanded)
}

fn is_percent_encoded(text: &str) -> bool {
    let begins = |with: &str| {
        text.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    begins("%7B") || begins("%5B")
}

fn percent_decoded(text: &str) -> Result<String, SheetError> {
    // The decoder leaves a stray sign as it is; `decodeURIComponent` refuses it.
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let stray = text
        .match_indices('%')
        .map(|(at, _)| at)
        .find(|at| !is_hex(at.saturating_add(1)) || !is_hex(at.saturating_add(2)));
    if let Some(at) = stray {
        return Err(SheetError::Percent { at });
    }
    percent_decode_str(text)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| SheetError::Utf8)
}
