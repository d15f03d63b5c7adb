//! The operations that documents are made of, and the one statement that moves a document on.

use super::nodes::NEXT_CHANGE;
use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::{Row, Value};

/// An operation as its row says: what made version `v + 1` out of version `v`.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    pub v: i64,
    pub uid: i64,
    /// Milliseconds since 1970; goes up with `v`.
    pub at: i64,
    pub src: Option<String>,
    pub seq: Option<i64>,
    /// JSON: a delta's components, or commands.
    pub body: String,
}

/// An operation to be kept.
#[derive(Debug, Clone)]
pub(crate) struct NewOperation {
    pub at: i64,
    /// The note's length afterwards, in UTF-16 units.
    pub length: i64,
    pub src: Option<String>,
    pub seq: Option<i64>,
    pub body: String,
}

/// Operations a statement: each has nine parameters.
const PER_STATEMENT: usize = 50;

const COLUMNS: &str = "v, uid, at, src, seq, body";

fn read(row: &Row) -> Result<Operation, StoreError> {
    let columns = Columns::of("operation", row);
    Ok(Operation {
        v: columns.integer(0)?,
        uid: columns.integer(1)?,
        at: columns.integer(2)?,
        src: row.text(3).map(str::to_owned),
        seq: row.integer(4),
        body: columns.string(5)?,
    })
}

/// The operations from version `from` up to version `to`, in order: those with `from <= v < to`.
///
/// # Errors
/// [`StoreError::Damaged`] when one is missing.
pub(crate) fn between(
    on: &impl Statements,
    fid: &str,
    from: i64,
    to: i64,
) -> Result<Vec<Operation>, StoreError> {
    if to <= from {
        return Ok(Vec::new());
    }
    let rows = on.run(
        &format!(
            "SELECT {COLUMNS} FROM operations WHERE fid = ?1 AND v >= ?2 AND v < ?3 ORDER BY v"
        ),
        &[fid.into(), from.into(), to.into()],
    )?;
    let found = rows.rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if i64::try_from(found.len()).ok() != Some(to - from) {
        return Err(StoreError::Damaged {
            what: "document",
            reason: format!(
                "of the operations {from} to {to} of {fid} only {} are there",
                found.len()
            ),
        });
    }
    Ok(found)
}

/// The length of a note at a version, in UTF-16 units.
pub(crate) fn length_at(
    on: &impl Statements,
    fid: &str,
    v: i64,
) -> Result<Option<i64>, StoreError> {
    on.number(
        "SELECT length FROM operations WHERE fid = ?1 AND v = ?2",
        &[fid.into(), (v - 1).into()],
    )
}

/// The bytes of the operations from version `from` up to version `to`.
pub(crate) fn weight(
    on: &impl Statements,
    fid: &str,
    from: i64,
    to: i64,
) -> Result<i64, StoreError> {
    let number = on.number(
        "SELECT coalesce(sum(length(CAST(body AS BLOB))), 0) FROM operations WHERE fid = ?1 AND v >= ?2 AND v < ?3",
        &[fid.into(), from.into(), to.into()],
    )?;
    Ok(number.unwrap_or(0))
}

/// How a document is after a commit.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// UTF-16 units.
    pub length: i64,
    /// About the bytes of its JSON.
    pub bytes: i64,
    /// The version of the newest snapshot.
    pub head: i64,
    /// Bytes of the operations after it.
    pub pending: i64,
    /// When the last operation was.
    pub at: i64,
}

/// Appends operations to a document at version `from` and moves it on; answers false, with nothing changed, when the
/// document is at another version by now.
pub(crate) fn append(
    transaction: &Transaction<'_>,
    fid: &str,
    from: i64,
    uid: i64,
    operations: &[NewOperation],
    state: &State,
) -> Result<bool, StoreError> {
    let last = transaction.object_id(state.at);
    let count = i64::try_from(operations.len()).unwrap_or(i64::MAX);
    let moved = transaction.run(
        &format!("UPDATE nodes SET version = ?3, length = ?4, bytes = ?5, head = ?6, pending = ?7, last_operation = ?8,
           last_editor = ?9, last_at = ?10, modifier = ?9, modified = ?10, changed = {NEXT_CHANGE}
         WHERE fid = ?1 AND version = ?2 RETURNING fid"),
        &[
            fid.into(),
            from.into(),
            from.saturating_add(count).into(),
            state.length.into(),
            state.bytes.into(),
            state.head.into(),
            state.pending.into(),
            last.as_str().into(),
            uid.into(),
            state.at.into(),
        ],
    )?;
    if moved.rows.is_empty() {
        return Ok(false);
    }
    insert(transaction, fid, from, uid, operations, &last)?;
    Ok(true)
}

/// Writes operations from version `from` on; `last` is the id of the last one. Whoever calls it moves the document on in the
/// same transaction, after having looked that it is at that version.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    fid: &str,
    from: i64,
    uid: i64,
    operations: &[NewOperation],
    last: &str,
) -> Result<(), StoreError> {
    let count = i64::try_from(operations.len()).unwrap_or(i64::MAX);
    let mut v = from;
    for part in operations.chunks(PER_STATEMENT) {
        let mut parameters: Vec<Value> = Vec::with_capacity(part.len() * 9);
        for operation in part {
            let is_last = v + 1 == from + count;
            let id = if is_last {
                last.to_owned()
            } else {
                transaction.object_id(operation.at)
            };
            parameters.extend([
                fid.into(),
                v.into(),
                id.into(),
                uid.into(),
                operation.at.into(),
                operation.length.into(),
                operation.src.clone().into(),
                operation.seq.into(),
                operation.body.as_str().into(),
            ]);
            v += 1;
        }
        let rows: Vec<String> = (0..part.len())
            .map(|row| {
                let marks: Vec<String> =
                    (1..=9).map(|mark| format!("?{}", row * 9 + mark)).collect();
                format!("({})", marks.join(", "))
            })
            .collect();
        transaction.run(
            &format!(
                "INSERT INTO operations (fid, v, id, uid, at, length, src, seq, body) VALUES {}",
                rows.join(", ")
            ),
            &parameters,
        )?;
    }
    Ok(())
}

/// Forgets all operations of a document.
pub(crate) fn forget(transaction: &Transaction<'_>, fid: &str) -> Result<(), StoreError> {
    transaction.run("DELETE FROM operations WHERE fid = ?1", &[fid.into()])?;
    Ok(())
}

/// The id, the author and the time of the operation that made version `v`.
pub(crate) fn made(
    on: &impl Statements,
    fid: &str,
    v: i64,
) -> Result<Option<(String, i64, i64)>, StoreError> {
    let rows = on.run(
        "SELECT id, uid, at FROM operations WHERE fid = ?1 AND v = ?2",
        &[fid.into(), (v - 1).into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    let columns = Columns::of("operation", row);
    Ok(Some((
        columns.string(0)?,
        columns.integer(1)?,
        columns.integer(2)?,
    )))
}

/// Whether a user made operations of a document after version `v`.
pub(crate) fn has_later(
    on: &impl Statements,
    fid: &str,
    v: i64,
    uid: i64,
) -> Result<bool, StoreError> {
    Ok(on.number(
        "SELECT EXISTS (SELECT 1 FROM operations WHERE fid = ?1 AND v >= ?2 AND uid = ?3)",
        &[fid.into(), v.into(), uid.into()],
    )? == Some(1))
}

/// The versions that a sender's how-manieth call made, `None` for none; `from`: no earlier version is looked at.
pub(crate) fn of_call(
    on: &impl Statements,
    fid: &str,
    from: i64,
    (src, seq): (&str, i64),
) -> Result<Option<(i64, i64)>, StoreError> {
    let rows = on.run(
        "SELECT min(v), max(v) FROM operations WHERE fid = ?1 AND v >= ?2 AND src = ?3 AND seq = ?4",
        &[fid.into(), from.into(), src.into(), seq.into()],
    )?;
    let row = rows.rows.first();
    Ok(row.and_then(|row| Some((row.integer(0)?, row.integer(1)?))))
}
