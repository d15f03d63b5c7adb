//! The iFlyDocs family: an envelope `{code, message, data}`, status 200 for what the caller did wrong.

use ::http::header::{ACCEPT_LANGUAGE, RETRY_AFTER};
use ::http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use crate::documents::DocumentError;
use crate::error::Error;
use crate::http::{BodyError, Response};

/// The type of all answers.
const TYPE: &str = "application/json; charset=utf-8";
/// The message of success.
pub const SUCCESS: &str = "success";

/// The language of messages: Chinese unless the caller asks for English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// As the API's own messages.
    Chinese,
    /// For callers whose `Accept-Language` begins with it.
    English,
}

impl Language {
    /// Reads `Accept-Language`.
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        match wanted.trim_start().get(..2) {
            Some(tag) if tag.eq_ignore_ascii_case("en") => Self::English,
            _ => Self::Chinese,
        }
    }
}

/// The envelope around `data`, which is JSON already: documents of megabytes are not parsed to be sent.
pub fn success<'a>(message: &str, data: &[u8]) -> Response<'a> {
    let mut body = Vec::with_capacity(data.len() + 64);
    body.extend_from_slice(b"{\"code\":0,\"message\":");
    body.extend_from_slice(Value::from(message).to_string().as_bytes());
    body.extend_from_slice(b",\"data\":");
    body.extend_from_slice(data);
    body.push(b'}');
    Response::new(StatusCode::OK, TYPE, body)
}

/// The answer to an error.
pub fn failure<'a>(error: &Error, language: Language, strict: bool) -> Response<'a> {
    let (code, message) = words(error, language);
    let body = serde_json::json!({ "code": code, "message": message, "data": null });
    let mut response = Response::new(status(code, error, strict), TYPE, body.to_string());
    if matches!(error, Error::Document(DocumentError::TooMany(_))) {
        response
            .headers
            .insert(RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}

fn words(error: &Error, language: Language) -> (i64, String) {
    let chinese = language == Language::Chinese;
    match error {
        Error::Document(error) => {
            let message = if chinese {
                error.chinese()
            } else {
                error.to_string()
            };
            (error.code(), message)
        }
        Error::Body(BodyError::TooLarge { .. } | BodyError::TooManyParts { .. }) => {
            (41300, prefixed(chinese, "内容过大:", error))
        }
        Error::Body(_) => (40000, prefixed(chinese, "请求体无效:", error)),
        Error::Store(_) => (50300, prefixed(chinese, "存储暂不可用:", error)),
        _ => (50000, prefixed(chinese, "服务器内部错误:", error)),
    }
}

fn prefixed(chinese: bool, prefix: &str, error: &Error) -> String {
    if chinese {
        format!("{prefix}{error}")
    } else {
        error.to_string()
    }
}

/// The sample client reads the body and never the status, and throws on every other status: what the caller can
/// mend is a 200. What a gateway would say keeps its status.
fn status(code: i64, error: &Error, strict: bool) -> StatusCode {
    if let Error::Body(BodyError::Encoding(_)) = error {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE;
    }
    let first_three = u16::try_from(code / 100).unwrap_or(500);
    let gateway = matches!(first_three, 401 | 405 | 413 | 429 | 500 | 503) || code == 40406;
    if strict || gateway {
        StatusCode::from_u16(first_three).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    } else {
        StatusCode::OK
    }
}
