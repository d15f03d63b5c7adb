//! What can be wrong with a PDF file.

use thiserror::Error;

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// It does not begin as PDF files do.
    #[error("it is no PDF file")]
    NotPdf,
    /// Its objects cannot be found.
    #[error("the PDF file is damaged: {0}")]
    Damaged(&'static str),
    /// Its content is encrypted.
    #[error("the PDF file is encrypted; files with a password are not opened")]
    Encrypted,
    /// It is over a limit.
    #[error("the PDF file has more {what} than the {limit} that are allowed")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How much may be.
        limit: usize,
    },
}
