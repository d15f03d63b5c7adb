//! What is refused, in words.

use thiserror::Error;

/// Why a text is not a workbook or a list of commands.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// The text is not base64 of the standard alphabet; the reason.
    #[error("the text is not base64: {0}")]
    Base64(String),
    /// The bytes are not one whole gzip member; the reason.
    #[error("the bytes are not gzip: {0}")]
    Gzip(String),
    /// The text expands to more than the limit.
    #[error("the text expands to more than {limit} bytes")]
    TooLarge {
        /// The limit, bytes.
        limit: usize,
    },
    /// A percent sign without two hexadecimal digits.
    #[error(
        "the expanded text is not percent-encoded: `%` without two hexadecimal digits at byte {at}"
    )]
    Percent {
        /// Where the sign stands, bytes from the beginning.
        at: usize,
    },
    /// The expanded text is not UTF-8.
    #[error("the expanded text is not UTF-8")]
    Utf8,
    /// The text is not JSON; the reason.
    #[error("the text is not JSON: {0}")]
    Json(String),
    /// The JSON is nested deeper than the limit.
    #[error("the JSON is nested more than {limit} levels deep")]
    Depth {
        /// The limit, levels.
        limit: usize,
    },
    /// The JSON is not of the shape that is asked for; which.
    #[error("{0}")]
    Shape(&'static str),
    /// The commands are of a version that is not known.
    #[error("the version of the commands is not known: `{0}`")]
    Version(String),
}

/// Why a command does not change the workbook. The workbook is then as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommandError {
    /// The command, or this shape of its arguments, is not supported; its name.
    #[error("the command `{0}` is not supported")]
    Unsupported(String),
    /// An argument is missing, of the wrong type or out of bounds, or the workbook is not of the shape it needs.
    #[error("the command `{cmd}` is not valid: {reason}")]
    Invalid {
        /// The command's name, empty where it has none.
        cmd: String,
        /// What is wrong.
        reason: String,
    },
}

/// What a command did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The workbook is changed.
    Changed,
    /// The command is only for the record: a client measures what it asks for.
    Recorded,
}
