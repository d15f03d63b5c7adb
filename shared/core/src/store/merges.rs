//! Which saves of an online document's file went into the document, and which wait to.
//!
//! A save waits while its job has not ended. The job's key is the document's id, a point, and the version.

use super::{Columns, Statements, StoreError};

/// Jobs of that kind bring saves into documents.
const KIND: &str = "merge";

/// The key of the job that brings a version of a document's file into it.
pub(crate) fn key(fid: &str, version: i64) -> String {
    format!("{fid}.{version}")
}

/// A version of a document's file that the document knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Base {
    pub version: i64,
    /// The version of the document that it came from or went into.
    pub merged: i64,
}

/// The latest version before `version` that the document knows.
pub(crate) fn base(
    on: &impl Statements,
    fid: &str,
    version: i64,
) -> Result<Option<Base>, StoreError> {
    let rows = on.run(
        "SELECT version, merged FROM versions WHERE fid = ?1 AND version < ?2 AND merged IS NOT NULL
         ORDER BY version DESC LIMIT 1",
        &[fid.into(), version.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    let columns = Columns::of("version", row);
    Ok(Some(Base {
        version: columns.integer(0)?,
        merged: columns.integer(1)?,
    }))
}

/// The keys of the jobs of saves from version `from` on and before version `to` that wait, the earliest first.
pub(crate) fn waiting(
    on: &impl Statements,
    fid: &str,
    (from, to): (i64, i64),
    now: i64,
) -> Result<Vec<String>, StoreError> {
    on.texts(
        "SELECT j.key FROM versions v JOIN jobs j ON j.kind = ?5 AND j.key = v.fid || '.' || v.version
         WHERE v.fid = ?1 AND v.version >= ?2 AND v.version < ?3 AND v.merged IS NULL
           AND j.state IN ('queued', 'running') AND j.expires > ?4
         ORDER BY v.version",
        &[fid.into(), from.into(), to.into(), now.into(), KIND.into()],
    )
}

/// Whether the save that became a version waits.
pub(crate) fn is_waiting(
    on: &impl Statements,
    fid: &str,
    version: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let range = (version, version.saturating_add(1));
    Ok(!waiting(on, fid, range, now)?.is_empty())
}
