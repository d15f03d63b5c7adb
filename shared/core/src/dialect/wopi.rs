//! How WOPI says an error: a status, a lock where one is in the way, and the reason in words (`X-WOPI-ServerError`).

use ::http::{HeaderName, HeaderValue, StatusCode};
use serde_json::json;

use crate::http::Response;
use crate::ports::SqlError;
use crate::store::StoreError;
use crate::version::SPINDLE_VERSION;
use crate::wopi::{WopiError, utf7};

/// The type of every JSON answer: clients may take no other.
pub(crate) const TYPE: &str = "application/json";

/// The reason in words.
const SERVER_ERROR: HeaderName = HeaderName::from_static("x-wopi-servererror");
/// The reason of a 409.
const FAILURE_REASON: HeaderName = HeaderName::from_static("x-wopi-lockfailurereason");
/// The current lock.
pub(crate) const LOCK: HeaderName = HeaderName::from_static("x-wopi-lock");
/// A name that the client may try in silence.
const VALID_TARGET: HeaderName = HeaderName::from_static("x-wopi-validrelativetarget");
/// Which build answers.
pub(crate) const SERVER_VERSION: HeaderName = HeaderName::from_static("x-wopi-serverversion");

/// The status of a refusal.
pub(crate) fn status(error: &WopiError) -> StatusCode {
    match error {
        WopiError::Request(_) | WopiError::Name { .. } => StatusCode::BAD_REQUEST,
        WopiError::Token(_) => StatusCode::UNAUTHORIZED,
        WopiError::NotFound(_) => StatusCode::NOT_FOUND,
        WopiError::Lock { .. } | WopiError::Conflict { .. } | WopiError::Changed { .. } => {
            StatusCode::CONFLICT
        }
        WopiError::LargerThanExpected { .. } => StatusCode::PRECONDITION_FAILED,
        WopiError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        // Busy for longer than anybody should wait: clients try again, and do not tell the user that the document changed.
        WopiError::Store(StoreError::Sql(SqlError::Locked(_))) => StatusCode::LOCKED,
        WopiError::Proof(_) | WopiError::Store(_) | WopiError::Internal(_) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        WopiError::NotAllowed(_) => StatusCode::NOT_IMPLEMENTED,
    }
}

/// The answer that says an error.
pub(crate) fn refusal<'a>(error: &WopiError) -> Response<'a> {
    let status = status(error);
    let mut response = match error {
        // Collabora shows its own dialogue for this code; its predecessor calls the member otherwise.
        WopiError::Changed { .. } => {
            let body = json!({ "COOLStatusCode": 1010, "LOOLStatusCode": 1010, "message": error.to_string() });
            let mut response = Response::json(TYPE, &body);
            response.status = status;
            response
        }
        _ => Response::text(status, error.to_string()),
    };
    let mut put = |name: HeaderName, value: &str| {
        response.headers.insert(name, header(value));
    };
    put(SERVER_VERSION, SPINDLE_VERSION);
    put(SERVER_ERROR, &error.to_string());
    match error {
        WopiError::Lock { current, reason } => {
            put(LOCK, current);
            put(FAILURE_REASON, reason);
        }
        WopiError::Conflict { reason, instead } => {
            put(FAILURE_REASON, reason);
            if let Some(name) = instead {
                put(VALID_TARGET, &utf7::encode(name));
            }
        }
        WopiError::Changed { .. } => put(FAILURE_REASON, &error.to_string()),
        WopiError::Name {
            header: name,
            reason,
            instead,
        } => {
            put(HeaderName::from_static(name), reason);
            if let Some(instead) = instead {
                put(VALID_TARGET, &utf7::encode(instead));
            }
        }
        _ => {}
    }
    response
}

/// A text as a header's value; what cannot stand in one becomes `?`.
pub(crate) fn header(text: &str) -> HeaderValue {
    let ascii: String = text
        .chars()
        .map(|character| match character {
            // A lock may have a tab, and comes back as it came.
            '\t' | ' '..='~' => character,
            _ => '?',
        })
        .collect();
    HeaderValue::try_from(ascii).unwrap_or(HeaderValue::from_static(""))
}
