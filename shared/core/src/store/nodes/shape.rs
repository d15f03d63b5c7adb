//! The tree's shape: what is above and below, and what happens to all of it.

use super::{MOST_LEVELS, NEXT_CHANGE};
use crate::store::{
    Statements, StoreError, Transaction, contents, objects, operations, records, search, snapshots,
};

/// A node and all that lies in it, as the table `down`.
const ALL_BELOW: &str = "WITH RECURSIVE down (fid) AS (
       SELECT ?1
       UNION
       SELECT n.fid FROM nodes n JOIN down ON n.parent = down.fid
     )";

/// Makes a user the owner of all that lies in a folder.
pub(crate) fn hand_over(
    transaction: &Transaction<'_>,
    fid: &str,
    owner: i64,
) -> Result<(), StoreError> {
    transaction.run(
        &format!("{ALL_BELOW} UPDATE nodes SET owner = ?2 WHERE fid IN (SELECT fid FROM down) AND owner <> ?2"),
        &[fid.into(), owner.into()],
    )?;
    Ok(())
}

/// How many folders lie below a node, itself included.
pub(crate) fn height(on: &impl Statements, fid: &str) -> Result<i64, StoreError> {
    let number = on.number(
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
    Ok(number.unwrap_or(1))
}

/// Ends a node and all that lies in it for good: content, operations and history go. The rows stay, so that a late
/// upload finds out whose a document was.
pub(crate) fn purge(
    transaction: &Transaction<'_>,
    fid: &str,
    by: i64,
    now: i64,
) -> Result<(), StoreError> {
    for fid in transaction.texts(&format!("{ALL_BELOW} SELECT fid FROM down"), &[fid.into()])? {
        let fid = fid.as_str();
        transaction.run(
            &format!("UPDATE nodes SET status = 3, head = 0, deleted = CASE deleted WHEN 0 THEN ?3 ELSE deleted END,
               deleted_by = ?2, changed = {NEXT_CHANGE} WHERE fid = ?1"),
            &[fid.into(), by.into(), now.into()],
        )?;
        operations::forget(transaction, fid)?;
        snapshots::forget(transaction, fid)?;
        records::forget(transaction, fid)?;
        search::forget(transaction, fid)?;
        objects::forget(transaction, fid)?;
        contents::forget(transaction, fid)?;
    }
    Ok(())
}

/// The folders above a node, itself included, as the table `up`.
fn way_up() -> String {
    format!(
        "WITH RECURSIVE up (fid, depth) AS (
           SELECT ?1, 0
           UNION ALL
           SELECT n.parent, up.depth + 1 FROM up JOIN nodes n ON n.fid = up.fid WHERE up.depth <= {MOST_LEVELS}
         )"
    )
}

/// Whether `fid` is `above` or lies somewhere in it.
pub(crate) fn is_within(on: &impl Statements, fid: &str, above: &str) -> Result<bool, StoreError> {
    let statement = format!("{} SELECT 1 FROM up WHERE fid = ?2 LIMIT 1", way_up());
    on.any(&statement, &[fid.into(), above.into()])
}

/// How many folders lie above a node, itself included.
pub(crate) fn depth(on: &impl Statements, fid: &str) -> Result<i64, StoreError> {
    let statement = format!("{} SELECT max(depth) FROM up", way_up());
    Ok(on.number(&statement, &[fid.into()])?.unwrap_or(0))
}
