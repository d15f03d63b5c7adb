//! Warnings as data: what an operation could not keep, told to whoever asked for it.

use serde::Serialize;

/// One thing that was dropped, replaced or guessed while a document was read, built or written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A stable name of the kind of warning, in kebab case, for programs.
    pub code: &'static str,
    /// What happened and where, in words, for people.
    pub message: String,
}

impl Warning {
    /// Makes a warning of the kind `code` with its reason in words.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}
