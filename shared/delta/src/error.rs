//! What can be wrong with a delta, in words.

/// Why a delta was refused, or could not be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeltaError {
    /// The bytes are not JSON.
    #[error("not JSON: {0}")]
    Json(String),
    /// JSON, but neither a list of ops, nor an object that has one, nor one op.
    #[error("not a delta: {0}")]
    Shape(String),
    /// One op is malformed.
    #[error("op {index}: {reason}")]
    Op {
        /// Its place in the list, from 0.
        index: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Something other than an insert stands where a document is expected.
    #[error("op {index}: a document holds inserts only")]
    NotDocument {
        /// Its place in the list, from 0.
        index: usize,
    },
    /// A change reaches beyond the end of its document.
    #[error("the change covers {consumed} units and the document has {length}")]
    PastEnd {
        /// The length of the document, in UTF-16 code units.
        length: u64,
        /// How much the change retains and deletes, in the same unit.
        consumed: u64,
    },
    /// A boundary falls between the two halves of a surrogate pair.
    #[error("a boundary falls inside a surrogate pair")]
    Split,
}
