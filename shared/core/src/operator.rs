//! What the deployment's operator asks for, with a token of his own: files, tokens for users, locks,
//! what was not delivered, what was not done.

pub(crate) mod files;
pub(crate) mod forgotten;
pub(crate) mod jobs;
pub(crate) mod locks;
pub(crate) mod outbox;
mod rename;
pub(crate) mod status;
mod tokens;
pub(crate) mod wopi;

use ::http::StatusCode;
use serde::Serialize;

use crate::dialect::wopi::TYPE;
use crate::http::Response;

/// JSON with a status.
fn json<'a>(status: StatusCode, value: &impl Serialize) -> Response<'a> {
    let mut response = Response::json(TYPE, value);
    if response.status == StatusCode::OK {
        response.status = status;
    }
    response
}

/// A refusal in words.
fn refused<'a>(status: StatusCode, reason: &str) -> Response<'a> {
    let name = status.canonical_reason().unwrap_or_default();
    Response::text(status, format!("{name}: {reason}"))
}
