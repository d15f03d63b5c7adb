//! Lists of nodes: what lies where, what changed, who has a role.

use super::{Node, list};
use crate::ports::Row;
use crate::store::{Columns, Statements, StoreError};

/// What a user has in the recycle bin, the latest first: what he owns, and what he put there himself.
pub(crate) fn in_bin(
    on: &impl Statements,
    app_id: &str,
    uid: i64,
) -> Result<Vec<Node>, StoreError> {
    list(
        on,
        "n.app_id = ?1 AND n.status = 2 AND (n.owner = ?2 OR n.deleted_by = ?2) ORDER BY n.deleted DESC, n.fid LIMIT 1000",
        &[app_id.into(), uid.into()],
    )
}

/// What lies in a folder, by id; at the top what the user owns.
pub(crate) fn children(
    on: &impl Statements,
    app_id: &str,
    parent: &str,
    uid: i64,
    after: &str,
    most: i64,
) -> Result<Vec<Node>, StoreError> {
    list(
        on,
        "n.app_id = ?1 AND n.parent = ?2 AND n.status = 1 AND (?2 <> '0' OR n.owner = ?3) AND n.fid > ?4
           ORDER BY n.fid LIMIT ?5",
        &[app_id.into(), parent.into(), uid.into(), after.into(), most.into()],
    )
}

/// What others gave a user a role in, by id.
pub(crate) fn shared_with(
    on: &impl Statements,
    app_id: &str,
    uid: i64,
    after: &str,
    most: i64,
) -> Result<Vec<Node>, StoreError> {
    list(
        on,
        "n.app_id = ?1 AND n.status = 1 AND n.fid > ?3 AND n.fid IN
           (SELECT g.fid FROM grants g WHERE g.uid = ?2 AND g.role NOT IN ('none', 'delete'))
           ORDER BY n.fid LIMIT ?4",
        &[app_id.into(), uid.into(), after.into(), most.into()],
    )
}

/// Nodes of an app that changed after `cursor`, in the order of their last changes.
pub(crate) fn changed_after(
    on: &impl Statements,
    app_id: &str,
    cursor: i64,
    most: i64,
) -> Result<Vec<Node>, StoreError> {
    list(
        on,
        "n.app_id = ?1 AND n.changed > ?2 ORDER BY n.changed LIMIT ?3",
        &[app_id.into(), cursor.into(), most.into()],
    )
}

/// Who has which role at a node, by user.
pub(crate) fn grants(on: &impl Statements, fid: &str) -> Result<Vec<(i64, String)>, StoreError> {
    let rows = on.run(
        "SELECT uid, role FROM grants WHERE fid = ?1 AND role NOT IN ('none', 'delete') ORDER BY uid",
        &[fid.into()],
    )?;
    let read = |row: &Row| {
        let columns = Columns::of("grant", row);
        Ok((columns.integer(0)?, columns.string(1)?))
    };
    rows.rows.iter().map(read).collect()
}
