//! Everything that can stop a request, in one enum; each API family says it in its own dialect.

use thiserror::Error;

use crate::auth::jwt::TokenError;
use crate::auth::links::LinkError;
use crate::documents::DocumentError;
use crate::http::BodyError;
use crate::jobs::Failure;
use crate::settings::SettingsError;
use crate::store::StoreError;

/// Why a request is refused or fails. The text is the reason in words, for the caller and the log.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// The deployment's variables cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The body is not to be had.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The token is missing or refused.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The link opens nothing.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The database or the blobs failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A parameter cannot be used.
    #[error("the parameter `{name}` {reason}")]
    Parameter {
        /// The parameter.
        name: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A build names no script.
    #[error("there is no script to run: {0}")]
    NoScript(String),
    /// The body was meant to be JSON.
    #[error("the body is not JSON: {0}")]
    NotJson(String),
    /// A job of that name is not there.
    #[error("there is no job `{0}`: it never was, or its result has expired")]
    UnknownJob(String),
    /// Another request still works on the job.
    #[error("job `{0}` is still running; ask again later")]
    StillRunning(String),
    /// The job ended badly.
    #[error("{}", .0.message)]
    Job(Failure),
    /// What the link names is not there any more.
    #[error("Not Found: the file is not there any more")]
    FileGone,
    /// The call does not come from the deployment itself.
    #[error("Forbidden: this route is for the deployment's own components")]
    NotInternal,
    /// The command is not one.
    #[error("{0}")]
    Command(String),
    /// The command needs a document key.
    #[error("{0}")]
    DocumentKey(String),
    /// A document has no callback URL, or one that cannot be used.
    #[error("{0}")]
    Callback(String),
    /// A save has nothing new to save.
    #[error("nothing is saved: {0}")]
    NothingToSave(String),
    /// A save cannot be begun.
    #[error("the document cannot be saved now: {0}")]
    NotSaved(String),
    /// A call of the online-document API is refused.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The deployment's own key cannot be used.
    #[error("{0}")]
    Key(String),
    /// The component was built without what this needs.
    #[error("this component has no {0}")]
    NotBuiltIn(&'static str),
}
