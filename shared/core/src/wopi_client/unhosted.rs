//! Why a host's file is not opened, saved or named otherwise, in words.

use thiserror::Error;

use crate::auth::proving::ProvingError;
use crate::store::StoreError;

/// What stands between a user and a host's file.
#[derive(Debug, Clone, PartialEq, Error)]
pub(crate) enum Unhosted {
    /// The request is not one that a host's page makes, or names a host whose files are not opened.
    #[error("{0}")]
    Request(String),
    /// Nobody came with such a ticket, or long ago.
    #[error("the page was opened too long ago: open the file anew from where it lies")]
    Visit,
    /// The host does not take the token.
    #[error("the host does not take the access token ({0}): open the file anew from where it lies")]
    Token(u16),
    /// The host has no such file, or not for this user.
    #[error("the host says that the file is not there, or not for this user")]
    Gone,
    /// The host refuses something for good.
    #[error("{0}")]
    Refused(String),
    /// The host is out of reach or in trouble.
    #[error("{0}")]
    Trouble(String),
    /// What was edited before is being saved this moment.
    #[error("the file is being saved this moment; ask again in a second")]
    Saving,
    /// The deployment's own key.
    #[error(transparent)]
    Key(#[from] ProvingError),
    /// The database or the blobs.
    #[error(transparent)]
    Store(#[from] StoreError),
}
