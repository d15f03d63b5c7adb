//! Why a WOPI request is refused, each with its status (`docs/api/wopi.md`).

use thiserror::Error;

use crate::auth::grant::GrantError;
use crate::auth::proof::ProofError;
use crate::store::StoreError;

/// Why a WOPI request is refused or fails. The text is the reason in words, for the client's log and ours.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum WopiError {
    /// 400: the request is not one.
    #[error("{0}")]
    Request(String),
    /// 400: a name cannot be used; the header says so to the user.
    #[error("the name cannot be used: {reason}")]
    Name {
        /// The response header that repeats the reason.
        header: &'static str,
        /// What is wrong with it.
        reason: String,
        /// A name that could be.
        instead: Option<String>,
    },
    /// 401: the token.
    #[error(transparent)]
    Token(#[from] GrantError),
    /// 404: there is no such thing for this user.
    #[error("{0}")]
    NotFound(String),
    /// 409: the lock; the client learns the current one.
    #[error("{reason}")]
    Lock {
        /// The current lock, empty for none.
        current: String,
        /// What was wrong, in words.
        reason: String,
    },
    /// 409: a name that is taken, a folder that is not empty.
    #[error("{reason}")]
    Conflict {
        /// What is in the way, in words.
        reason: String,
        /// A name that could be.
        instead: Option<String>,
    },
    /// 409 with the code 1010: the file is not what the client last saw.
    #[error("the file was changed elsewhere: the client knows {known}, it is of {current}")]
    Changed {
        /// The time that the client sent.
        known: String,
        /// The time of the file.
        current: String,
    },
    /// 412: larger than the client wants it.
    #[error("the file has {length} bytes, more than the {most} of X-WOPI-MaxExpectedSize")]
    LargerThanExpected {
        /// Bytes of the file.
        length: u64,
        /// What the client said.
        most: u64,
    },
    /// 413: larger than the deployment wants it.
    #[error("the body is larger than {limit} bytes ({name})")]
    TooLarge {
        /// The limit.
        limit: u64,
        /// The variable that it is from.
        name: &'static str,
    },
    /// 500: the client did not prove that it is the client.
    #[error("the request is not signed by the client: {0}")]
    Proof(#[from] ProofError),
    /// 500: the database or the blobs.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// 500: something else that is not the caller's fault.
    #[error("{0}")]
    Internal(String),
    /// 501: not here, or not for this user.
    #[error("{0}")]
    NotAllowed(String),
}

impl From<crate::error::Error> for WopiError {
    fn from(error: crate::error::Error) -> Self {
        match error {
            crate::error::Error::Store(error) => Self::Store(error),
            other => Self::Internal(other.to_string()),
        }
    }
}
