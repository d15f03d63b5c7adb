//! What the history shows.

use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::Row;

/// A record of the history. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Record {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The kind of event: a name of the table of kinds.
    pub kind: String,
    pub uid: i64,
    pub started: i64,
    /// Goes strictly up within a document.
    pub ended: i64,
    /// Its operations are those with `start_v <= v < end_v`.
    pub start_v: i64,
    pub end_v: i64,
    /// Its number within the document, from 1.
    pub ordinal: i64,
    /// What the kind's words name, as JSON.
    pub detail: String,
}

const COLUMNS: &str = "id, kind, uid, started, ended, start_v, end_v, ordinal, detail";

fn read(row: &Row) -> Result<Record, StoreError> {
    let columns = Columns::of("history record", row);
    Ok(Record {
        id: columns.string(0)?,
        kind: columns.string(1)?,
        uid: columns.integer(2)?,
        started: columns.integer(3)?,
        ended: columns.integer(4)?,
        start_v: columns.integer(5)?,
        end_v: columns.integer(6)?,
        ordinal: columns.integer(7)?,
        detail: columns.string(8)?,
    })
}

/// The records of a document that ended before `before`, the latest first.
pub(crate) fn page(
    on: &impl Statements,
    fid: &str,
    before: i64,
    most: i64,
) -> Result<Vec<Record>, StoreError> {
    let rows = on.run(
        &format!("SELECT {COLUMNS} FROM records WHERE fid = ?1 AND ended < ?2 ORDER BY ended DESC LIMIT ?3"),
        &[fid.into(), before.into(), most.into()],
    )?;
    rows.rows.iter().map(read).collect()
}

/// The latest record of a document.
pub(crate) fn latest(on: &impl Statements, fid: &str) -> Result<Option<Record>, StoreError> {
    Ok(page(on, fid, i64::MAX, 1)?.pop())
}

/// The record of that id within a document.
pub(crate) fn find(
    on: &impl Statements,
    fid: &str,
    id: &str,
) -> Result<Option<Record>, StoreError> {
    let rows = on.run(
        &format!("SELECT {COLUMNS} FROM records WHERE id = ?1 AND fid = ?2"),
        &[id.into(), fid.into()],
    )?;
    rows.rows.first().map(read).transpose()
}

/// The first record of a document that ended at or after a time.
pub(crate) fn at(on: &impl Statements, fid: &str, time: i64) -> Result<Option<Record>, StoreError> {
    let rows = on.run(
        &format!(
            "SELECT {COLUMNS} FROM records WHERE fid = ?1 AND ended >= ?2 ORDER BY ended LIMIT 1"
        ),
        &[fid.into(), time.into()],
    )?;
    rows.rows.first().map(read).transpose()
}

/// Keeps a record.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    fid: &str,
    record: &Record,
) -> Result<(), StoreError> {
    transaction.run(
        "INSERT INTO records (fid, id, kind, uid, started, ended, start_v, end_v, ordinal, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            fid.into(),
            record.id.as_str().into(),
            record.kind.as_str().into(),
            record.uid.into(),
            record.started.into(),
            record.ended.into(),
            record.start_v.into(),
            record.end_v.into(),
            record.ordinal.into(),
            record.detail.as_str().into(),
        ],
    )?;
    Ok(())
}

/// Lets a record end later.
pub(crate) fn extend(
    transaction: &Transaction<'_>,
    fid: &str,
    id: &str,
    ended: i64,
    end_v: i64,
) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE records SET ended = ?3, end_v = ?4 WHERE id = ?2 AND fid = ?1",
        &[fid.into(), id.into(), ended.into(), end_v.into()],
    )?;
    Ok(())
}

/// Forgets the history of a document.
pub(crate) fn forget(transaction: &Transaction<'_>, fid: &str) -> Result<(), StoreError> {
    transaction.run("DELETE FROM records WHERE fid = ?1", &[fid.into()])?;
    Ok(())
}
