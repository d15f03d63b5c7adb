//! The file that a document under edit came from.

use std::io::Read as _;

use crate::jobs::{Failure, FailureClass, Stop};
use crate::store::{BlobRef, Store, StoreError};

/// All bytes of a blob, at most `most` of them; `name` says where that limit comes from.
pub(super) fn bytes_of(
    store: &Store<'_>,
    blob: &BlobRef,
    (most, name): (u64, &str),
) -> Result<Vec<u8>, Stop> {
    if blob.length > most {
        let words = format!(
            "the file has {} bytes, more than {most} ({name})",
            blob.length
        );
        return Err(Stop::Failure(Failure::new(FailureClass::Limit, words)));
    }
    let mut bytes = Vec::new();
    store
        .read_blob(blob, 0, blob.length)
        .read_to_end(&mut bytes)
        .map_err(|error| StoreError::Damaged {
            what: "file that was opened",
            reason: error.to_string(),
        })?;
    Ok(bytes)
}
