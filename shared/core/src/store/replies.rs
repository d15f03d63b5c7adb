//! What uploads came to, so that a blind retry gets the first answer and changes nothing.

use super::{Columns, Statements, StoreError, Transaction};

/// What an upload came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The document; empty when the upload was discarded.
    pub fid: String,
    /// The document's version afterwards.
    pub v: i64,
    /// What became of it: the upload's kind of outcome.
    pub outcome: i64,
}

/// What is remembered under a key.
pub(crate) fn find(on: &impl Statements, key: &str, now: i64) -> Result<Option<Reply>, StoreError> {
    let rows = on.run(
        "SELECT fid, v, outcome FROM replies WHERE key = ?1 AND expires > ?2",
        &[key.into(), now.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    let columns = Columns::of("reply", row);
    Ok(Some(Reply {
        fid: columns.string(0)?,
        v: columns.integer(1)?,
        outcome: columns.integer(2)?,
    }))
}

/// Remembers what an upload came to. Some that are over go on the way.
pub(crate) fn keep(
    transaction: &Transaction<'_>,
    key: &str,
    reply: &Reply,
    expires: i64,
) -> Result<(), StoreError> {
    transaction.run(
        "INSERT INTO replies (key, fid, v, outcome, expires) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (key) DO UPDATE SET fid = excluded.fid, v = excluded.v, outcome = excluded.outcome,
           expires = excluded.expires",
        &[
            key.into(),
            reply.fid.as_str().into(),
            reply.v.into(),
            reply.outcome.into(),
            expires.into(),
        ],
    )?;
    if transaction.clears_away() {
        transaction.run(
            "DELETE FROM replies WHERE key IN (SELECT key FROM replies WHERE expires <= ?1 LIMIT 64)",
            &[transaction.now_ms().into()],
        )?;
    }
    Ok(())
}
