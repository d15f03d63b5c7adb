//! Why a package cannot be opened, read or written.

use thiserror::Error;

use crate::dom::XmlError;

/// Everything that can be wrong with a package. The text is for the user who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OoxmlError {
    /// A limit of [`crate::PackageLimits`] was met.
    #[error("the package is too large: {what} is over the limit of {limit}")]
    Limit {
        /// What is too large.
        what: String,
        /// How much is allowed.
        limit: u64,
    },
    /// The bytes are no ZIP archive, or a broken one.
    #[error("the file is not a readable ZIP archive: {0}")]
    Zip(String),
    /// An OLE file with an encrypted package in it, or an archive with encrypted entries.
    #[error("the file is password protected")]
    PasswordProtected,
    /// Another kind of file.
    #[error("the file is not an Office Open XML document: {0}")]
    NotOoxml(String),
    /// The archive holds a name that points outside of it, or two parts of one name (ECMA-376 part 2, 6.2.2).
    #[error("the package has a part name that is refused: {0}")]
    Name(String),
    /// A part that was asked for is not there.
    #[error("the package has no part {0}")]
    Missing(String),
    /// A part cannot be unpacked.
    #[error("the part {part} cannot be unpacked: {reason}")]
    Unpack {
        /// The part's name.
        part: String,
        /// What is wrong, in words.
        reason: String,
    },
    /// A part is not well-formed XML, or over a limit.
    #[error("the part {part} cannot be read: {source}")]
    Xml {
        /// The part's name.
        part: String,
        /// What is wrong with it.
        source: XmlError,
    },
}
