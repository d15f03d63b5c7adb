//! Reads request bodies, bounded.

use std::io::{self, Read};

use ::http::HeaderMap;
use ::http::header::CONTENT_LENGTH;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use thiserror::Error;

use super::Request;

/// Why a body is not to be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BodyError {
    /// It is, or would inflate to, more bytes than allowed.
    #[error("the request body is larger than {limit} bytes ({name})")]
    TooLarge {
        /// The limit.
        limit: u64,
        /// Where it comes from: a variable, or a few words.
        name: &'static str,
    },
    /// Its JSON would take many times its own size in memory.
    #[error("the request body is JSON with more than {limit} values, names and brackets")]
    TooManyParts {
        /// The limit.
        limit: usize,
    },
    /// It ended early, or does not inflate.
    #[error("the request body cannot be read: {0}")]
    Unreadable(String),
    /// It is packed in a way that is not known.
    #[error(
        "the request body has the Content-Encoding `{0}`: gzip, deflate and identity are known"
    )]
    Encoding(String),
}

/// What `Content-Length` says.
pub(crate) fn declared_length(headers: &HeaderMap) -> Option<u64> {
    let value = headers.get(CONTENT_LENGTH)?;
    value.to_str().ok()?.trim().parse().ok()
}

/// Reads the whole body, inflated where `Content-Encoding` says so. A declared length beyond the limit is refused
/// before anything is read. `name` says in the refusal where the limit comes from.
///
/// # Errors
/// [`BodyError`] in words.
pub fn read_body(
    request: &mut Request,
    limit: u64,
    name: &'static str,
) -> Result<Vec<u8>, BodyError> {
    let header = |name| {
        request
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let declared = declared_length(&request.headers);
    if declared.is_some_and(|length| length > limit) {
        return Err(BodyError::TooLarge { limit, name });
    }
    let encoding = header(::http::header::CONTENT_ENCODING)
        .unwrap_or("identity")
        .trim()
        .to_ascii_lowercase();
    let body = std::mem::replace(&mut request.body, Box::new(io::empty()));
    match encoding.as_str() {
        "" | "identity" => read_bounded(body, limit, name),
        "gzip" | "x-gzip" => read_bounded(MultiGzDecoder::new(body), limit, name),
        "deflate" => read_bounded(ZlibDecoder::new(body), limit, name),
        _ => Err(BodyError::Encoding(encoding)),
    }
}

fn read_bounded(body: impl Read, limit: u64, name: &'static str) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    body.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| BodyError::Unreadable(error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(BodyError::TooLarge { limit, name });
    }
    Ok(bytes)
}
