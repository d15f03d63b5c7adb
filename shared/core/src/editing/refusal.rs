//! How a call of an editor is refused: a status, a code and the reason in words.

use ::http::header::{ALLOW, RETRY_AFTER};
use ::http::{HeaderValue, Method, StatusCode};
use serde_json::json;

use crate::app::App;
use crate::auth::jwt::TokenError;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::documents::DocumentError;
use crate::error::Error;
use crate::http::{BodyError, Response};
use crate::jobs::FailureClass;
use crate::ports::Level;
use crate::store::StoreError;

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    words: String,
    /// Which methods the path has, or after how many seconds to ask again.
    hint: Option<String>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: &'static str, words: impl Into<String>) -> Self {
        Self {
            status,
            code,
            words: words.into(),
            hint: None,
        }
    }

    pub(super) fn bad_request(words: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", words)
    }

    pub(super) fn token(words: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "token", words)
    }

    pub(super) fn bad_change(words: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-change", words)
    }

    pub(super) fn too_large(words: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", words)
    }

    pub(super) fn no_session() -> Self {
        let words = "there is no such session, or its document was saved or forgotten";
        Self::new(StatusCode::NOT_FOUND, "no-session", words)
    }

    pub(super) fn read_only() -> Self {
        let words = "the session is a viewer's";
        Self::new(StatusCode::FORBIDDEN, "read-only", words)
    }

    /// The storage may take the document this moment.
    pub(super) fn saving() -> Self {
        let words = "the document's save is being delivered; ask again in a second";
        Self {
            hint: Some("1".to_owned()),
            ..Self::new(StatusCode::CONFLICT, "saving", words)
        }
    }

    pub(super) fn no_call<'m>(methods: impl Iterator<Item = &'m Method>) -> Self {
        let allowed: Vec<&str> = methods.map(Method::as_str).collect();
        if allowed.is_empty() {
            return Self::new(StatusCode::NOT_FOUND, "no-call", "there is no such call");
        }
        let allowed = allowed.join(", ");
        let words = format!("this call answers {allowed}");
        Self {
            hint: Some(allowed),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", words)
        }
    }

    /// The answer.
    pub(super) fn response<'a>(&self, app: &App<'_>) -> Response<'a> {
        let level = if self.status.is_server_error() {
            Level::Error
        } else {
            Level::Warn
        };
        let line = format!("editing: {} ({})", self.words, self.code);
        app.ports.log.line(level, &line);
        let body = json!({ "error": self.code, "message": self.words });
        let mut response = Response::json(SERVICE_TYPE, &body);
        response.status = self.status;
        if let Some(value) = self
            .hint
            .as_deref()
            .and_then(|hint| HeaderValue::try_from(hint).ok())
        {
            let name = if self.status == StatusCode::METHOD_NOT_ALLOWED {
                ALLOW
            } else {
                RETRY_AFTER
            };
            response.headers.insert(name, value);
        }
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let words = format!("nothing was changed: {error}");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "store", words)
    }
}

impl From<BodyError> for Refusal {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge { .. } | BodyError::TooManyParts { .. } => {
                Self::too_large(error.to_string())
            }
            BodyError::Unreadable(_) | BodyError::Encoding(_) => {
                Self::bad_request(error.to_string())
            }
        }
    }
}

impl From<TokenError> for Refusal {
    fn from(error: TokenError) -> Self {
        let code = match error {
            TokenError::Expired(_) => "token-expired",
            _ => "token",
        };
        Self::new(StatusCode::FORBIDDEN, code, error.to_string())
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let words = error.to_string();
        match error {
            Error::Store(error) => error.into(),
            Error::Body(error) => error.into(),
            Error::Token(error) => error.into(),
            Error::Document(error) => error.into(),
            Error::Job(failure) if failure.class == FailureClass::Limit => Self::too_large(words),
            Error::Job(_) | Error::UnknownJob(_) | Error::StillRunning(_) => {
                Self::new(StatusCode::BAD_GATEWAY, "cannot-open", words)
            }
            _ => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", words),
        }
    }
}

/// What rebasing and applying of changes has to say: it is shared with the online documents.
impl From<DocumentError> for Refusal {
    fn from(error: DocumentError) -> Self {
        let words = error.to_string();
        match error {
            DocumentError::FutureVersion { .. } => {
                Self::new(StatusCode::CONFLICT, "future-version", words)
            }
            DocumentError::TooOld { .. } => Self::new(StatusCode::CONFLICT, "too-old", words),
            DocumentError::TooLarge(_) => Self::too_large(words),
            DocumentError::Raced(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, "store", words),
            DocumentError::Operation(_) | DocumentError::Commands(_) => Self::bad_change(words),
            _ => Self::bad_request(words),
        }
    }
}
