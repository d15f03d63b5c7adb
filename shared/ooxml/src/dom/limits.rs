//! What one XML part may cost, and the ways in which it can be refused.

use thiserror::Error;

/// Limits of one parse, checked before the memory is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct XmlLimits {
    /// Bytes of the part, unpacked.
    pub bytes: usize,
    /// Nodes of the part: elements, attributes, texts, comments, processing instructions.
    pub nodes: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Attributes of one element.
    pub attributes: usize,
}

/// Namespace declarations in scope of one element: names are looked up in them one by one.
pub(super) const DECLARATIONS: usize = 512;

impl Default for XmlLimits {
    /// 256 MiB, 8 million nodes, 256 levels, 256 attributes.
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            nodes: 8 << 20,
            depth: 256,
            attributes: 256,
        }
    }
}

/// Why a part is not a tree. Offsets count bytes of the part as UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum XmlError {
    /// A limit of [`XmlLimits`] was met.
    #[error("the XML has more than {limit} {what}")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How much is allowed.
        limit: usize,
    },
    /// The text is not well-formed XML 1.0 with namespaces.
    #[error("the XML is not well-formed at byte {offset}: {reason}")]
    Malformed {
        /// Where it was noticed.
        offset: usize,
        /// What is wrong, in words.
        reason: String,
    },
    /// The bytes are not in an encoding that is read.
    #[error("the XML's encoding cannot be read: {0}")]
    Encoding(String),
    /// The document type declaration defines entities or defaults; such parts are refused (ECMA-376 part 2, 8.1.2).
    #[error("the XML has a document type declaration that is refused: {0}")]
    Doctype(String),
    /// There is no element at all.
    #[error("the XML has no root element")]
    Empty,
}
