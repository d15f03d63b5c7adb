//! Makes responses.

use ::http::header::CONTENT_TYPE;
use ::http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

use super::{Body, Response};

impl Response<'_> {
    /// A response of `status` with all its bytes and their type.
    pub fn new(status: StatusCode, content_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Self {
            status,
            headers,
            body: Body::Bytes(bytes.into()),
            after: None,
        }
    }

    /// A response of `status` in plain words.
    pub fn text(status: StatusCode, words: impl Into<String>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", words.into())
    }

    /// 200 with a JSON body of the given type.
    pub fn json(content_type: &'static str, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => Self::new(StatusCode::OK, content_type, bytes),
            Err(error) => Self::text(
                StatusCode::INTERNAL_SERVER_ERROR,
                format!("the answer cannot be written: {error}"),
            ),
        }
    }
}
