//! Whole documents at a version, so that none is made from its beginning.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::CHUNK_BYTES;

/// Every so many versions a snapshot is kept for good: any version is at most so many operations away from one.
pub(crate) const KEPT_EVERY: i64 = 500;

/// A document at a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Snapshot {
    pub v: i64,
    /// JSON: a note's components, or a workbook.
    pub bytes: Vec<u8>,
}

/// No document is larger, whatever the limits were when it was written.
const MOST_BYTES: u64 = 256 << 20;

/// The newest snapshot of a document at or before version `v`.
pub(crate) fn at_or_before(
    on: &impl Statements,
    fid: &str,
    v: i64,
) -> Result<Option<Snapshot>, StoreError> {
    let rows = on.run(
        "SELECT v, packed, bytes FROM snapshots
         WHERE fid = ?1 AND v = (SELECT max(v) FROM snapshots WHERE fid = ?1 AND v <= ?2) ORDER BY part",
        &[fid.into(), v.into()],
    )?;
    let Some(first) = rows.rows.first() else {
        return Ok(None);
    };
    let columns = Columns::of("snapshot", first);
    let (found, packed) = (columns.integer(0)?, columns.integer(1)? != 0);
    let mut bytes = Vec::with_capacity(rows.rows.len().saturating_mul(CHUNK_BYTES));
    for row in &rows.rows {
        bytes.extend_from_slice(row.bytes(2).unwrap_or_default());
    }
    if packed {
        bytes = unpack(&bytes)?;
    }
    Ok(Some(Snapshot { v: found, bytes }))
}

/// Keeps a snapshot. One that is not `kept` for good is the newest of its kind, and the one before it goes.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    fid: &str,
    snapshot: &Snapshot,
    kept: bool,
) -> Result<(), StoreError> {
    transaction.run(
        "DELETE FROM snapshots WHERE fid = ?1 AND (kept = 0 OR v = ?2)",
        &[fid.into(), snapshot.v.into()],
    )?;
    // The newest is read often and stays as it is; those that come regularly are packed where that is worth it.
    let regular = snapshot.v.rem_euclid(KEPT_EVERY) == 0;
    let packed = kept && regular && snapshot.bytes.len() > 4096;
    let bytes = if packed {
        Cow::Owned(pack(&snapshot.bytes)?)
    } else {
        Cow::Borrowed(snapshot.bytes.as_slice())
    };
    // A document is never empty, but a row says more than its absence.
    let parts: Vec<&[u8]> = if bytes.is_empty() {
        vec![&[]]
    } else {
        bytes.chunks(CHUNK_BYTES).collect()
    };
    for (part, bytes) in (0_i64..).zip(parts) {
        transaction.run(
            "INSERT INTO snapshots (fid, v, part, kept, packed, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[
                fid.into(),
                snapshot.v.into(),
                part.into(),
                i64::from(kept).into(),
                i64::from(packed).into(),
                bytes.to_vec().into(),
            ],
        )?;
    }
    Ok(())
}

/// Forgets all snapshots of a document.
pub(crate) fn forget(transaction: &Transaction<'_>, fid: &str) -> Result<(), StoreError> {
    transaction.run("DELETE FROM snapshots WHERE fid = ?1", &[fid.into()])?;
    Ok(())
}

fn pack(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|error| damaged(&error.to_string()))
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut unpacked = Vec::new();
    ZlibDecoder::new(bytes)
        .take(MOST_BYTES)
        .read_to_end(&mut unpacked)
        .map_err(|error| damaged(&error.to_string()))?;
    Ok(unpacked)
}

fn damaged(reason: &str) -> StoreError {
    StoreError::Damaged {
        what: "snapshot",
        reason: reason.to_owned(),
    }
}
