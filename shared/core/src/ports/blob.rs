//! Write-once bytes, over a key-value store.

use thiserror::Error;

/// The largest value that is put under one key: hosted key-value stores stop at 1 MB.
pub const CHUNK_BYTES: usize = 512 * 1024;

/// A key-value store of byte strings. Core code does not use it directly but through
/// [`crate::store::blobs`], which cuts blobs into chunks and never overwrites one.
pub trait BlobStore {
    /// Writes `bytes` (at most [`CHUNK_BYTES`]) under `key`; durable when it returns.
    ///
    /// # Errors
    /// [`BlobError`] when the store refuses or is out of reach.
    fn set(&self, key: &str, bytes: &[u8]) -> Result<(), BlobError>;

    /// Reads the bytes under `key`, `None` when there are none.
    ///
    /// # Errors
    /// [`BlobError`] when the store is out of reach.
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobError>;

    /// Whether there are bytes under `key`.
    ///
    /// # Errors
    /// [`BlobError`] when the store is out of reach.
    fn exists(&self, key: &str) -> Result<bool, BlobError>;

    /// Removes what is under `key`; removing nothing is fine.
    ///
    /// # Errors
    /// [`BlobError`] when the store is out of reach.
    fn delete(&self, key: &str) -> Result<(), BlobError>;
}

/// Why the store failed, in words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the blob store failed: {0}")]
pub struct BlobError(pub String);
