//! The tree's shape: what is above and below, and what happens to all of it.

use super::MOST_LEVELS;
use crate::store::{
    Statements, StoreError, Transaction, next_number, objects, operations, records, search,
    snapshots,
};

/// Makes a user the owner of all that lies in a folder.
pub(crate) fn hand_over(
    transaction: &Transaction<'_>,
    fid: &str,
    owner: i64,
) -> Result<(), StoreError> {
    transaction.run(
        "WITH RECURSIVE down (fid) AS (
           SELECT ?1
           UNION
           SELECT n.fid FROM nodes n JOIN down ON n.parent = down.fid
         )
         UPDATE nodes SET owner = ?2 WHERE fid IN (SELECT fid FROM down) AND owner <> ?2",
        &[fid.into(), owner.into()],
    )?;
    Ok(())
}

/// How many folders lie below a node, itself included.
pub(crate) fn height(on: &impl Statements, fid: &str) -> Result<i64, StoreError> {
    let rows = on.run(
        &format!(
            "WITH RECURSIVE down (fid, depth) AS (
               SELECT ?1, 1
               UNION
               SELECT n.fid, down.depth + 1 FROM nodes n JOIN down ON n.parent = down.fid
                 WHERE n.kind = 1 AND down.depth <= {MOST_LEVELS}
             )
             SELECT max(depth) FROM down"
        ),
        &[fid.into()],
    )?;
    Ok(rows
        .rows
        .first()
        .and_then(|row| row.integer(0))
        .unwrap_or(1))
}

/// Ends a node and all that lies in it for good: content, operations and history go. The rows stay, so that a late
/// upload finds out whose a document was.
pub(crate) fn purge(
    transaction: &Transaction<'_>,
    fid: &str,
    by: i64,
    now: i64,
) -> Result<(), StoreError> {
    let rows = transaction.run(
        "WITH RECURSIVE down (fid) AS (
           SELECT ?1
           UNION
           SELECT n.fid FROM nodes n JOIN down ON n.parent = down.fid
         )
         SELECT fid FROM down",
        &[fid.into()],
    )?;
    for fid in rows.rows.iter().filter_map(|row| row.text(0)) {
        let changed = next_number(transaction, "change")?;
        transaction.run(
            "UPDATE nodes SET status = 3, head = 0, deleted = CASE deleted WHEN 0 THEN ?3 ELSE deleted END,
               deleted_by = ?2, changed = ?4 WHERE fid = ?1",
            &[fid.into(), by.into(), now.into(), changed.into()],
        )?;
        operations::forget(transaction, fid)?;
        snapshots::forget(transaction, fid)?;
        records::forget(transaction, fid)?;
        search::forget(transaction, fid)?;
        objects::forget(transaction, fid)?;
    }
    Ok(())
}

/// Whether `fid` is `above` or lies somewhere in it.
pub(crate) fn is_within(on: &impl Statements, fid: &str, above: &str) -> Result<bool, StoreError> {
    let rows = on.run(
        &format!(
            "WITH RECURSIVE up (fid, depth) AS (
               SELECT ?1, 0
               UNION ALL
               SELECT n.parent, up.depth + 1 FROM up JOIN nodes n ON n.fid = up.fid WHERE up.depth <= {MOST_LEVELS}
             )
             SELECT 1 FROM up WHERE fid = ?2 LIMIT 1"
        ),
        &[fid.into(), above.into()],
    )?;
    Ok(!rows.rows.is_empty())
}

/// How many folders lie above a node, itself included.
pub(crate) fn depth(on: &impl Statements, fid: &str) -> Result<i64, StoreError> {
    let rows = on.run(
        &format!(
            "WITH RECURSIVE up (fid, depth) AS (
               SELECT ?1, 0
               UNION ALL
               SELECT n.parent, up.depth + 1 FROM up JOIN nodes n ON n.fid = up.fid WHERE up.depth <= {MOST_LEVELS}
             )
             SELECT max(depth) FROM up"
        ),
        &[fid.into()],
    )?;
    Ok(rows
        .rows
        .first()
        .and_then(|row| row.integer(0))
        .unwrap_or(0))
}
