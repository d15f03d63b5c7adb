//! What signed links name.

use super::{BlobRef, Statements as _, Store, StoreError, Transaction};
use crate::ports::SqlError;

/// How long a blob outlives the file that names it: downloads under way finish.
const BLOB_GRACE_MS: i64 = 3_600_000;

/// A file that links may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The link's path after `/cache/files/`, without its decorative last segment.
    pub path: String,
    /// Its bytes.
    pub blob: BlobRef,
    /// When it is forgotten, milliseconds since 1970.
    pub expires: i64,
}

/// A file as its row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its bytes.
    pub blob: BlobRef,
    /// When it was made, milliseconds since 1970.
    pub created: i64,
}

/// Makes a file and keeps its blob for as long. A file that was there under that path is replaced; its blob is
/// left to its own expiry. A blob that is swept away, or may be by now, fails the transaction: no file ever names
/// bytes that are gone.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    file: &NewFile,
    now: i64,
) -> Result<(), StoreError> {
    let length = i64::try_from(file.blob.length).unwrap_or(i64::MAX);
    transaction.run(
        "INSERT INTO files (path, blob, length, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (path) DO UPDATE SET
           blob = excluded.blob, length = excluded.length, created = excluded.created, expires = excluded.expires",
        &[
            file.path.as_str().into(),
            file.blob.id.as_str().into(),
            length.into(),
            now.into(),
            file.expires.into(),
        ],
    )?;
    let kept = transaction.run(
        "UPDATE blobs SET length = ?2, expires = ?3 WHERE id = ?1 AND expires > ?4 RETURNING id",
        &[
            file.blob.id.as_str().into(),
            length.into(),
            file.expires.saturating_add(BLOB_GRACE_MS).into(),
            now.into(),
        ],
    )?;
    if kept.rows.is_empty() {
        return Err(SqlError::Other(
            "a file's bytes were swept away before the file was named".to_owned(),
        )
        .into());
    }
    Ok(())
}

impl Store<'_> {
    /// The file at `path`, unless it is forgotten.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn file(&self, path: &str) -> Result<Option<FileRow>, StoreError> {
        let rows = self.run(
            "SELECT blob, length, created FROM files WHERE path = ?1 AND expires > ?2",
            &[path.into(), self.ports.clock.now_ms().into()],
        )?;
        let Some(row) = rows.rows.first() else {
            return Ok(None);
        };
        let damaged = || StoreError::Damaged {
            what: "file",
            reason: "a column has another type".to_owned(),
        };
        Ok(Some(FileRow {
            blob: BlobRef {
                id: row.text(0).ok_or_else(damaged)?.to_owned(),
                length: row
                    .integer(1)
                    .and_then(|length| u64::try_from(length).ok())
                    .ok_or_else(damaged)?,
            },
            created: row.integer(2).ok_or_else(damaged)?,
        }))
    }
}
