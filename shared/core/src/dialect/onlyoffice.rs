//! The ONLYOFFICE family: 200 and a number. The reason in words stands beside it in `message`.

use ::http::StatusCode;
use serde_json::{Map, Value};

use crate::auth::jwt::TokenError;
use crate::error::Error;
use crate::http::{BodyError, Response};
use crate::jobs::FailureClass;

/// The type of the command service's answers.
pub const COMMAND_TYPE: &str = "application/json";
/// The type of the builder's and converter's answers.
pub const SERVICE_TYPE: &str = "application/json; charset=UTF-8";

/// The command service's number for an error.
pub fn command_code(error: &Error) -> i64 {
    match error {
        Error::Token(TokenError::Expired(_)) => 7,
        Error::Token(_) => 6,
        Error::DocumentKey(_) => 1,
        Error::Callback(_) => 2,
        Error::NothingToSave(_) => 4,
        Error::Command(_) => 5,
        _ => 3,
    }
}

/// The number of the builder and the converter for an error.
pub fn service_code(error: &Error) -> i64 {
    match error {
        Error::Token(_) => -8,
        Error::Store(_) => -6,
        Error::UnknownJob(_) => -3,
        Error::StillRunning(_) => -2,
        Error::Job(failure) => match failure.class {
            FailureClass::Timeout => -2,
            FailureClass::Script
            | FailureClass::Abandoned
            | FailureClass::Damaged
            | FailureClass::Unsupported => -3,
            FailureClass::Download => -4,
            FailureClass::Password => -5,
            FailureClass::Limit => -10,
            FailureClass::Gone => -1,
        },
        _ => -1,
    }
}

/// The converter's number for an error.
pub fn converter_code(error: &Error) -> i64 {
    match error {
        Error::Parameter { .. } => -7,
        other => service_code(other),
    }
}

/// The builder's answer to an error: 200, `error`, `message` and, where known, `detail`.
///
/// A body that is too large is no application error there: it is a 500.
pub fn service_error<'a>(error: &Error) -> Response<'a> {
    if let Error::Body(body) = error {
        return body_error(body);
    }
    let mut answer = Map::new();
    answer.insert("error".to_owned(), service_code(error).into());
    answer.insert("message".to_owned(), error.to_string().into());
    if let Error::Job(failure) = error
        && let Some(detail) = &failure.detail
    {
        answer.insert("detail".to_owned(), detail.clone());
    }
    Response::json(SERVICE_TYPE, &Value::Object(answer))
}

/// The answer to a body that is not to be had: the original's 500, with the reason after its words.
pub fn body_error<'a>(error: &BodyError) -> Response<'a> {
    Response::text(
        StatusCode::INTERNAL_SERVER_ERROR,
        format!("Internal Server Error: {error}"),
    )
}
