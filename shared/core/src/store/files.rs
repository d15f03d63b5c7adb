//! What signed links name.

use super::blobs::{self, GRACE_MS};
use super::{BlobRef, Columns, Statements, Store, StoreError, Transaction};

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
/// left to its own expiry.
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
    let expires = file.expires.saturating_add(GRACE_MS);
    blobs::keep(transaction, &file.blob, expires, now)
}

/// The bytes of the file at `path`, unless it is forgotten.
pub(crate) fn blob_at(on: &impl Statements, path: &str) -> Result<Option<BlobRef>, StoreError> {
    let rows = on.run(
        "SELECT blob, length FROM files WHERE path = ?1",
        &[path.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    let columns = Columns::of("file", row);
    Ok(Some(BlobRef {
        id: columns.string(0)?,
        length: u64::try_from(columns.integer(1)?).unwrap_or(0),
    }))
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
