//! Work that outlives the request that asked for it.
//!
//! A job is a row with a lease. Its step may run twice and does no harm; it is driven by the request that made
//! it (after the response), by every poll, and by the scheduler. No step relies on any one of them.

mod work;

pub(crate) use work::{Claim, Claimed, Stop, Work, milliseconds, new_owner, to_row};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Error;
use crate::store::{Job, StoreError};

/// What kind of thing made a job end badly. Dialects turn it into their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureClass {
    /// It took longer than allowed.
    Timeout,
    /// The script is wrong, or wants more than it may have.
    Script,
    /// The script or document cannot be downloaded.
    Download,
    /// The document is broken, or not what it is said to be.
    Damaged,
    /// The document is of a kind that is not read, or cannot be written as asked.
    Unsupported,
    /// The document is encrypted, and no password or a wrong one was given.
    Password,
    /// The document wants more than a limit allows.
    Limit,
    /// What the result was to be put into is not there any more, or not for this user.
    Gone,
    /// Its workers died as often as it may be started.
    Abandoned,
}

/// Why a job ended badly, as it is kept in its row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Its class.
    pub class: FailureClass,
    /// The reason in words.
    pub message: String,
    /// Particulars for programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Value>,
}

impl Failure {
    /// A failure without particulars.
    pub fn new(class: FailureClass, message: impl Into<String>) -> Self {
        Self {
            class,
            message: message.into(),
            detail: None,
        }
    }

    /// As it is kept in the job's row.
    pub fn to_row(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Failure::to_row`] wrote.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the row holds something else.
    pub fn from_row(job: &Job) -> Result<Self, StoreError> {
        read_row("job failure", job.result.as_deref())
    }
}

/// Reads JSON that a job's row holds.
///
/// # Errors
/// [`StoreError::Damaged`] when it is not what was written.
pub(crate) fn read_row<'t, T: Deserialize<'t>>(
    what: &'static str,
    text: Option<&'t str>,
) -> Result<T, StoreError> {
    serde_json::from_str(text.unwrap_or_default()).map_err(|error| StoreError::Damaged {
        what,
        reason: error.to_string(),
    })
}

/// The reason that is kept when a job was started as often as it may be and no worker came back.
pub(crate) fn abandoned(job: &Job) -> Failure {
    Failure::new(
        FailureClass::Abandoned,
        format!(
            "the job was started {} times and no worker finished it",
            job.attempts
        ),
    )
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Job(failure)
    }
}
