//! The bytes of files, version after version, and their locks.
//!
//! A head says what a file is now; it is changed by one conditional statement, together with the version that it names.

use std::io::{self, Read};

use super::blobs::{self, GRACE_MS};
use super::nodes::NEXT_CHANGE;
use super::{BlobRef, Columns, Statements, Store, StoreError, Transaction};
use crate::ports::{Row, Value};

/// Bytes of this length at most lie in the version's own row: one synced write instead of three.
pub(crate) const INLINE_BYTES: usize = 256 * 1024;

/// Bytes that are there already, or will be with the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bytes {
    /// In the row.
    Inline(Vec<u8>),
    /// In a blob.
    Blob(BlobRef),
}

impl Bytes {
    /// How many there are.
    pub(crate) fn length(&self) -> u64 {
        match self {
            Self::Inline(bytes) => bytes.len() as u64,
            Self::Blob(blob) => blob.length,
        }
    }

    /// The columns `length`, `blob` and `bytes`. A blob is kept for good by it.
    fn columns(&self, transaction: &Transaction<'_>) -> Result<[Value; 3], StoreError> {
        let length = integer(self.length());
        Ok(match self {
            Self::Inline(bytes) => [length, Value::Null, bytes.clone().into()],
            Self::Blob(blob) => {
                blobs::keep(transaction, blob, i64::MAX, transaction.now_ms())?;
                [length, blob.id.as_str().into(), Value::Null]
            }
        })
    }

    /// Reads the columns `length`, `blob` and `bytes` from `first` on.
    pub(super) fn read(row: &Row, first: usize) -> Result<Self, StoreError> {
        let columns = Columns::of("version", row);
        let length = unsigned(columns.integer(first)?);
        Ok(match row.text(first + 1) {
            Some(id) => Self::Blob(BlobRef {
                id: id.to_owned(),
                length,
            }),
            None => Self::Inline(row.bytes(first + 2).unwrap_or_default().to_vec()),
        })
    }
}

impl<'a> Store<'a> {
    /// Reads `length` bytes from `start`.
    pub(crate) fn read_bytes(&self, bytes: Bytes, start: u64, length: u64) -> Box<dyn Read + 'a> {
        match bytes {
            Bytes::Blob(blob) => Box::new(self.read_blob(&blob, start, length)),
            Bytes::Inline(bytes) => {
                let mut cursor = io::Cursor::new(bytes);
                cursor.set_position(start);
                Box::new(cursor.take(length))
            }
        }
    }
}

fn integer(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// What a file is now. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub version: i64,
    pub length: u64,
    pub modified: i64,
    /// The lock as it is written down, over or not.
    pub lock_id: Option<String>,
    pub lock_until: i64,
    pub lock_since: i64,
}

const HEAD: &str = "version, length, modified, lock_id, lock_until, lock_since";

/// Reads those columns from `first` on.
pub(super) fn read_head(row: &Row, first: usize) -> Result<Head, StoreError> {
    let columns = Columns::of("file", row);
    Ok(Head {
        version: columns.integer(first)?,
        length: unsigned(columns.integer(first + 1)?),
        modified: columns.integer(first + 2)?,
        lock_id: row.text(first + 3).map(str::to_owned),
        lock_until: columns.integer(first + 4)?,
        lock_since: columns.integer(first + 5)?,
    })
}

/// The head of a file.
pub(crate) fn head(on: &impl Statements, fid: &str) -> Result<Option<Head>, StoreError> {
    let rows = on.run(
        &format!("SELECT {HEAD} FROM heads WHERE fid = ?1"),
        &[fid.into()],
    )?;
    rows.rows.first().map(|row| read_head(row, 0)).transpose()
}

/// The head of a file together with its bytes, of one moment.
pub(crate) fn current(
    on: &impl Statements,
    fid: &str,
) -> Result<Option<(Head, Bytes)>, StoreError> {
    let rows = on.run(
        "SELECT h.version, h.length, h.modified, h.lock_id, h.lock_until, h.lock_since, v.length, v.blob, v.bytes
         FROM heads h JOIN versions v ON v.fid = h.fid AND v.version = h.version WHERE h.fid = ?1",
        &[fid.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    Ok(Some((read_head(row, 0)?, Bytes::read(row, 6)?)))
}

/// A lock to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lock {
    pub id: String,
    pub until: i64,
    pub since: i64,
    pub user: String,
}

/// Puts `lock` in the place of the one that `head` says; answers false when the file is not as `head` says any more.
pub(crate) fn swap_lock(
    on: &impl Statements,
    fid: &str,
    head: &Head,
    lock: Option<&Lock>,
) -> Result<bool, StoreError> {
    on.any(
        "UPDATE heads SET lock_id = ?2, lock_until = ?3, lock_since = ?4, lock_user = ?5
         WHERE fid = ?1 AND lock_id IS ?6 AND lock_until = ?7 AND lock_since = ?8 AND version = ?9 RETURNING fid",
        &[
            fid.into(),
            lock.map(|lock| lock.id.as_str()).into(),
            lock.map_or(0, |lock| lock.until).into(),
            lock.map_or(0, |lock| lock.since).into(),
            lock.map_or("", |lock| lock.user.as_str()).into(),
            head.lock_id.as_deref().into(),
            head.lock_until.into(),
            head.lock_since.into(),
            head.version.into(),
        ],
    )
}

/// A version to be written.
pub(crate) struct NewVersion<'v> {
    pub bytes: &'v Bytes,
    /// Who wrote it: user ids with commas between.
    pub author: &'v str,
    /// The client saved by itself: the next save of the session takes its place.
    pub autosave: bool,
    /// When the session began; 0 for none.
    pub session: i64,
    /// The version of the online document that the bytes came from.
    pub merged: Option<i64>,
    /// How many versions are kept.
    pub keep: i64,
    /// The user who is named at the node, where it is one of an app.
    pub uid: i64,
}

/// Writes the first version of a file.
pub(crate) fn begin(
    transaction: &Transaction<'_>,
    fid: &str,
    new: &NewVersion<'_>,
) -> Result<Head, StoreError> {
    transaction.run(
        "INSERT INTO heads (fid, version, length, modified) VALUES (?1, 0, 0, 0)",
        &[fid.into()],
    )?;
    let nothing = Head {
        version: 0,
        length: 0,
        modified: 0,
        lock_id: None,
        lock_until: 0,
        lock_since: 0,
    };
    append(transaction, fid, &nothing, new)
}

/// Writes the version after `head`, which must be the head inside this transaction.
pub(crate) fn append(
    transaction: &Transaction<'_>,
    fid: &str,
    head: &Head,
    new: &NewVersion<'_>,
) -> Result<Head, StoreError> {
    // Two writes within a millisecond have two times.
    let now = transaction.now_ms().max(head.modified.saturating_add(1));
    let version = head.version.saturating_add(1);
    let after = Head {
        version,
        length: new.bytes.length(),
        modified: now,
        ..head.clone()
    };
    let changed = transaction.any(
        "UPDATE heads SET version = ?2, length = ?3, modified = ?4 WHERE fid = ?1 AND version = ?5 RETURNING fid",
        &[
            fid.into(),
            version.into(),
            integer(after.length),
            now.into(),
            head.version.into(),
        ],
    )?;
    if !changed {
        return Err(StoreError::Damaged {
            what: "file",
            reason: format!("{fid} is not at version {} any more", head.version),
        });
    }
    supersede(transaction, fid, head.version, new)?;
    let [length, blob, bytes] = new.bytes.columns(transaction)?;
    transaction.run(
        "INSERT INTO versions (fid, version, length, at, author, autosave, session, merged, blob, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            fid.into(),
            version.into(),
            length.clone(),
            now.into(),
            new.author.into(),
            i64::from(new.autosave).into(),
            new.session.into(),
            new.merged.into(),
            blob,
            bytes,
        ],
    )?;
    transaction.run(
        &format!(
            "UPDATE nodes SET bytes = ?2, modified = ?3, modifier = ?4, last_at = ?3, last_editor = ?4, changed = {NEXT_CHANGE}
             WHERE fid = ?1 AND kind = 3"
        ),
        &[fid.into(), length, now.into(), new.uid.into()],
    )?;
    if version > new.keep {
        prune(transaction, fid, new.keep)?;
    }
    Ok(after)
}

/// Lets the version before go where it is an autosave of the same session. Of online documents every version stays until
/// it went into the document.
fn supersede(
    transaction: &Transaction<'_>,
    fid: &str,
    before: i64,
    new: &NewVersion<'_>,
) -> Result<(), StoreError> {
    if new.session == 0 {
        return Ok(());
    }
    let gone = transaction.texts(
        "DELETE FROM versions WHERE fid = ?1 AND version = ?2 AND autosave = 1 AND session = ?3
           AND EXISTS (SELECT 1 FROM nodes n WHERE n.fid = ?1 AND n.kind = 3) RETURNING blob",
        &[fid.into(), before.into(), new.session.into()],
    )?;
    expire(transaction, &gone)
}

/// Lets all but the last `keep` versions go. The latest that an online document knows stays: what is saved later is compared
/// with it.
fn prune(transaction: &Transaction<'_>, fid: &str, keep: i64) -> Result<(), StoreError> {
    let gone = transaction.texts(
        "DELETE FROM versions WHERE fid = ?1 AND version <
           (SELECT version FROM versions WHERE fid = ?1 ORDER BY version DESC LIMIT 1 OFFSET ?2)
           AND (merged IS NOT NULL OR EXISTS (SELECT 1 FROM nodes n WHERE n.fid = ?1 AND n.kind = 3))
           AND version IS NOT (SELECT max(version) FROM versions WHERE fid = ?1 AND merged IS NOT NULL) RETURNING blob",
        &[fid.into(), keep.max(1).saturating_sub(1).into()],
    )?;
    expire(transaction, &gone)
}

/// Sweeps blobs away when the downloads under way are over.
fn expire(transaction: &Transaction<'_>, blobs: &[String]) -> Result<(), StoreError> {
    let until = transaction.now_ms().saturating_add(GRACE_MS);
    for blob in blobs {
        transaction.run(
            "UPDATE blobs SET expires = ?2 WHERE id = ?1",
            &[blob.as_str().into(), until.into()],
        )?;
    }
    Ok(())
}

/// A version that is kept.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    pub version: i64,
    pub length: u64,
    pub at: i64,
    pub author: String,
    pub autosave: bool,
    pub merged: Option<i64>,
}

/// The versions that are kept, the latest first.
pub(crate) fn versions(on: &impl Statements, fid: &str) -> Result<Vec<Version>, StoreError> {
    let rows = on.run(
        "SELECT version, length, at, author, autosave, merged FROM versions WHERE fid = ?1 ORDER BY version DESC LIMIT 10000",
        &[fid.into()],
    )?;
    let read = |row: &Row| {
        let columns = Columns::of("version", row);
        Ok(Version {
            version: columns.integer(0)?,
            length: unsigned(columns.integer(1)?),
            at: columns.integer(2)?,
            author: columns.string(3)?,
            autosave: columns.integer(4)? != 0,
            merged: row.integer(5),
        })
    };
    rows.rows.iter().map(read).collect()
}

/// The bytes of a version.
pub(crate) fn bytes_of(
    on: &impl Statements,
    fid: &str,
    version: i64,
) -> Result<Option<Bytes>, StoreError> {
    let rows = on.run(
        "SELECT length, blob, bytes FROM versions WHERE fid = ?1 AND version = ?2",
        &[fid.into(), version.into()],
    )?;
    rows.rows.first().map(|row| Bytes::read(row, 0)).transpose()
}

/// Which version of an online document a version of its bytes came from or went into.
pub(crate) fn merged(
    on: &impl Statements,
    fid: &str,
    version: i64,
) -> Result<Option<i64>, StoreError> {
    on.number(
        "SELECT merged FROM versions WHERE fid = ?1 AND version = ?2",
        &[fid.into(), version.into()],
    )
}

/// Says that a version went into its online document.
pub(crate) fn set_merged(
    transaction: &Transaction<'_>,
    fid: &str,
    version: i64,
    v: i64,
) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE versions SET merged = ?3 WHERE fid = ?1 AND version = ?2",
        &[fid.into(), version.into(), v.into()],
    )?;
    Ok(())
}

/// Ends all that is known of a file's bytes.
pub(super) fn forget(transaction: &Transaction<'_>, fid: &str) -> Result<(), StoreError> {
    for table in ["versions", "recoveries"] {
        let gone = transaction.texts(
            &format!("DELETE FROM {table} WHERE fid = ?1 RETURNING blob"),
            &[fid.into()],
        )?;
        expire(transaction, &gone)?;
    }
    for table in ["heads", "activities"] {
        transaction.run(
            &format!("DELETE FROM {table} WHERE fid = ?1"),
            &[fid.into()],
        )?;
    }
    Ok(())
}

/// A save that was refused.
#[derive(Debug, Clone)]
pub(crate) struct Recovery {
    pub id: i64,
    pub length: u64,
    pub at: i64,
    pub author: String,
    pub reason: String,
    pub expires: i64,
}

/// So many refused saves of one file are kept.
const MOST_RECOVERIES: i64 = 20;

/// Keeps what could not be saved, and answers its number.
pub(crate) fn keep_recovery(
    transaction: &Transaction<'_>,
    fid: &str,
    bytes: &Bytes,
    author: &str,
    reason: &str,
    expires: i64,
) -> Result<i64, StoreError> {
    let [length, blob, inline] = bytes.columns(transaction)?;
    let id = transaction.number(
        "INSERT INTO recoveries (fid, length, at, author, reason, expires, blob, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
        &[
            fid.into(),
            length,
            transaction.now_ms().into(),
            author.into(),
            reason.into(),
            expires.into(),
            blob,
            inline,
        ],
    )?;
    let gone = transaction.texts(
        "DELETE FROM recoveries WHERE fid = ?1 AND id <=
           (SELECT id FROM recoveries WHERE fid = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2) RETURNING blob",
        &[fid.into(), MOST_RECOVERIES.into()],
    )?;
    expire(transaction, &gone)?;
    Ok(id.unwrap_or(0))
}

/// The refused saves of a file, the latest first.
pub(crate) fn recoveries(on: &impl Statements, fid: &str) -> Result<Vec<Recovery>, StoreError> {
    let rows = on.run(
        "SELECT id, length, at, author, reason, expires FROM recoveries WHERE fid = ?1 ORDER BY id DESC",
        &[fid.into()],
    )?;
    let read = |row: &Row| {
        let columns = Columns::of("recovery", row);
        Ok(Recovery {
            id: columns.integer(0)?,
            length: unsigned(columns.integer(1)?),
            at: columns.integer(2)?,
            author: columns.string(3)?,
            reason: columns.string(4)?,
            expires: columns.integer(5)?,
        })
    };
    rows.rows.iter().map(read).collect()
}

/// The bytes of a refused save.
pub(crate) fn recovery(
    on: &impl Statements,
    fid: &str,
    id: i64,
) -> Result<Option<Bytes>, StoreError> {
    let rows = on.run(
        "SELECT length, blob, bytes FROM recoveries WHERE fid = ?1 AND id = ?2",
        &[fid.into(), id.into()],
    )?;
    rows.rows.first().map(|row| Bytes::read(row, 0)).transpose()
}

/// Forgets at most `most` refused saves whose time is over.
pub(super) fn sweep(
    transaction: &Transaction<'_>,
    now: i64,
    most: i64,
) -> Result<usize, StoreError> {
    let rows = transaction.run(
        "DELETE FROM recoveries WHERE id IN (SELECT id FROM recoveries WHERE expires <= ?1 LIMIT ?2) RETURNING blob",
        &[now.into(), most.into()],
    )?;
    let blobs: Vec<String> = rows
        .rows
        .iter()
        .filter_map(|row| row.text(0).map(str::to_owned))
        .collect();
    expire(transaction, &blobs)?;
    Ok(rows.rows.len())
}
