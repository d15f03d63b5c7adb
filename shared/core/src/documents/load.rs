//! Documents as they are or were: the nearest snapshot and the operations after it, which are few whatever the version.

use spindle_delta::{Delta, Document};

use crate::error::Error;
use crate::store::operations::{self, Operation};
use crate::store::snapshots::{self, Snapshot};
use crate::store::{Statements, StoreError, records};

/// A note at a version.
pub(crate) fn note(on: &impl Statements, fid: &str, v: i64) -> Result<Document, Error> {
    let (snapshot, operations) = parts(on, fid, v)?;
    let document = Document::from_slice(&snapshot.bytes).map_err(|error| damaged(fid, &error))?;
    match change(fid, &operations)? {
        None => Ok(document),
        Some(change) => Ok(document
            .apply(&change)
            .map_err(|error| damaged(fid, &error))?),
    }
}

/// The components of a note at a version, as JSON. They are not parsed: what the operations after the snapshot do not
/// touch stays as it is written.
pub(crate) fn note_json(on: &impl Statements, fid: &str, v: i64) -> Result<Vec<u8>, Error> {
    let (snapshot, operations) = parts(on, fid, v)?;
    match change(fid, &operations)? {
        None => Ok(snapshot.bytes),
        Some(change) => {
            Ok(spindle_delta::patch(&snapshot.bytes, &change)
                .map_err(|error| damaged(fid, &error))?)
        }
    }
}

/// What operations come to together; `None` for none.
fn change(fid: &str, operations: &[Operation]) -> Result<Option<Delta>, Error> {
    if operations.is_empty() {
        return Ok(None);
    }
    let deltas = operations
        .iter()
        .map(delta)
        .collect::<Result<Vec<_>, _>>()?;
    let change = Delta::compose_all(deltas).map_err(|error| damaged(fid, &error))?;
    Ok(Some(change))
}

/// The nearest snapshot at or before a version, and the operations from there.
pub(crate) fn parts(
    on: &impl Statements,
    fid: &str,
    v: i64,
) -> Result<(Snapshot, Vec<Operation>), StoreError> {
    let snapshot = snapshots::at_or_before(on, fid, v)?.ok_or_else(|| {
        damaged(
            fid,
            &format!("there is no snapshot at or before version {v}"),
        )
    })?;
    let operations = operations::between(on, fid, snapshot.v, v)?;
    Ok((snapshot, operations))
}

/// The delta of a note's operation.
pub(crate) fn delta(operation: &Operation) -> Result<Delta, StoreError> {
    Delta::from_slice(operation.body.as_bytes()).map_err(|error| damaged("an operation", &error))
}

/// The version that a document had at a time: what was there after everything up to then.
pub(crate) fn version_at(
    on: &impl Statements,
    fid: &str,
    time: i64,
    current: i64,
) -> Result<i64, StoreError> {
    let Some(record) = records::at(on, fid, time)? else {
        return Ok(current);
    };
    let operations = operations::between(on, fid, record.start_v, record.end_v)?;
    let later = operations
        .iter()
        .filter(|operation| operation.at > time)
        .count();
    Ok(record.end_v - i64::try_from(later).unwrap_or(0))
}

pub(crate) fn damaged(what: &str, reason: &dyn std::fmt::Display) -> StoreError {
    StoreError::Damaged {
        what: "document",
        reason: format!("{what}: {reason}"),
    }
}
