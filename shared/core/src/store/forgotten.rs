//! Results that no storage took.

use super::blobs;
use super::files::{self, NewFile};
use super::{BlobRef, Columns, Statements, StoreError, Transaction};
use crate::ports::Row;

/// Such a file stays until it is taken or deleted: the end of the year 9999.
pub(crate) const FOR_EVER: i64 = 253_402_300_799_000;

/// A forgotten file as its row says.
#[derive(Debug, Clone)]
pub(crate) struct Forgotten {
    /// The path of links to it.
    pub path: String,
    /// Its name: `output.docx`.
    pub name: String,
    pub file_type: String,
    pub blob: BlobRef,
    /// The save that made it.
    pub save: i64,
}

/// The forgotten files with their keys and since when they are, the newest first.
pub(crate) fn list(
    on: &impl Statements,
    most: i64,
) -> Result<Vec<(String, i64, Forgotten)>, StoreError> {
    let rows = on.run(
        "SELECT path, name, file_type, blob, length, save, key, at FROM forgotten ORDER BY at DESC, key LIMIT ?1",
        &[most.into()],
    )?;
    rows.rows
        .iter()
        .map(|row| {
            let columns = Columns::of("forgotten file", row);
            Ok((columns.string(6)?, columns.integer(7)?, read(row)?))
        })
        .collect()
}

fn read(row: &Row) -> Result<Forgotten, StoreError> {
    let columns = Columns::of("forgotten file", row);
    Ok(Forgotten {
        path: columns.string(0)?,
        name: columns.string(1)?,
        file_type: columns.string(2)?,
        blob: BlobRef {
            id: columns.string(3)?,
            length: u64::try_from(columns.integer(4)?).unwrap_or(0),
        },
        save: columns.integer(5)?,
    })
}

/// The forgotten file of exactly that key.
pub(crate) fn find(on: &impl Statements, key: &str) -> Result<Option<Forgotten>, StoreError> {
    let rows = on.run(
        "SELECT path, name, file_type, blob, length, save FROM forgotten WHERE key = ?1",
        &[key.into()],
    )?;
    rows.rows.first().map(read).transpose()
}

/// The keys of all forgotten files, in their order.
pub(crate) fn keys(on: &impl Statements) -> Result<Vec<String>, StoreError> {
    on.texts("SELECT key FROM forgotten ORDER BY key", &[])
}

/// Keeps a result among the forgotten files, in place of an earlier one of that key.
pub(crate) fn keep(
    transaction: &Transaction<'_>,
    key: &str,
    file_type: &str,
    (blob, save): (&BlobRef, i64),
) -> Result<(), StoreError> {
    remove(transaction, key)?;
    let now = transaction.now_ms();
    let name = format!("output.{file_type}");
    let path = format!("forgotten/{key}/{name}");
    files::insert(
        transaction,
        &NewFile {
            path: path.clone(),
            blob: blob.clone(),
            expires: FOR_EVER,
        },
        now,
    )?;
    transaction.run(
        "INSERT INTO forgotten (key, path, name, file_type, blob, length, save, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            key.into(),
            path.into(),
            name.into(),
            file_type.into(),
            blob.id.as_str().into(),
            i64::try_from(blob.length).unwrap_or(i64::MAX).into(),
            save.into(),
            now.into(),
        ],
    )?;
    Ok(())
}

/// Ends the forgotten file of a key; answers whether there was one.
pub(crate) fn remove(transaction: &Transaction<'_>, key: &str) -> Result<bool, StoreError> {
    let Some(old) = find(transaction, key)? else {
        return Ok(false);
    };
    transaction.run("DELETE FROM forgotten WHERE key = ?1", &[key.into()])?;
    transaction.run(
        "DELETE FROM files WHERE path = ?1",
        &[old.path.as_str().into()],
    )?;
    blobs::release(transaction, &old.blob.id, transaction.now_ms())?;
    Ok(true)
}

/// Bounds how long the files of a save are kept.
pub(crate) fn let_expire(
    transaction: &Transaction<'_>,
    prefix: &str,
    expires: i64,
) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE blobs SET expires = ?3 WHERE id IN (SELECT blob FROM files WHERE path >= ?1 AND path < ?2)
           AND id NOT IN (SELECT blob FROM forgotten)",
        &[
            format!("{prefix}/").into(),
            format!("{prefix}0").into(),
            expires.saturating_add(blobs::GRACE_MS).into(),
        ],
    )?;
    transaction.run(
        "UPDATE files SET expires = ?3 WHERE path >= ?1 AND path < ?2",
        &[
            format!("{prefix}/").into(),
            format!("{prefix}0").into(),
            expires.into(),
        ],
    )?;
    Ok(())
}
