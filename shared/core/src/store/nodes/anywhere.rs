//! Nodes by their id alone, whichever app they belong to: what operators and holders of a token work with.

use super::{COLUMNS, Kind, MOST_LEVELS, NEXT, Node, ROOT, Status, list, read};
use crate::ports::Value;
use crate::store::contents::{self, Bytes, Head};
use crate::store::{Columns, Statements, StoreError};

/// The app of what belongs to none: the operator's own files.
pub(crate) const NO_APP: &str = "";

/// A node and the app that it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub node: Node,
    pub app_id: String,
}

/// A node and what it is as a file, of one moment.
#[derive(Debug, Clone)]
pub(crate) struct FoundFile {
    pub found: Found,
    /// `None` for folders, and for documents that were never opened as files.
    pub head: Option<Head>,
    /// Only where they were asked for.
    pub bytes: Option<Bytes>,
}

/// The node of that id where it is there: not in the bin, not purged, nor anything above it.
pub(crate) fn open(on: &impl Statements, fid: &str) -> Result<Option<Found>, StoreError> {
    let Some(found) = find(on, fid)?.filter(|found| found.node.status == Status::Normal) else {
        return Ok(None);
    };
    if found.node.parent != ROOT && is_buried(on, &found.node.parent)? {
        return Ok(None);
    }
    Ok(Some(found))
}

/// The same, together with what it is as a file: most requests need no other look at the database.
pub(crate) fn open_file(
    on: &impl Statements,
    fid: &str,
    with_bytes: bool,
) -> Result<Option<FoundFile>, StoreError> {
    let bytes = if with_bytes {
        "v.length, v.blob, v.bytes"
    } else {
        "NULL, NULL, NULL"
    };
    let join = if with_bytes {
        "LEFT JOIN versions v ON v.fid = h.fid AND v.version = h.version"
    } else {
        ""
    };
    let rows = on.run(
        &format!(
            "SELECT {COLUMNS}, n.app_id, h.version, h.length, h.modified, h.lock_id, h.lock_until, h.lock_since, {bytes}
             FROM nodes n LEFT JOIN heads h ON h.fid = n.fid {join} WHERE n.fid = ?1 AND n.status = 1"
        ),
        &[fid.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    let found = Found {
        node: read(row)?,
        app_id: Columns::of("node", row).string(NEXT)?,
    };
    if found.node.parent != ROOT && is_buried(on, &found.node.parent)? {
        return Ok(None);
    }
    let head = row
        .integer(NEXT + 1)
        .map(|_| contents::read_head(row, NEXT + 1))
        .transpose()?;
    let bytes = row
        .integer(NEXT + 7)
        .map(|_| Bytes::read(row, NEXT + 7))
        .transpose()?;
    Ok(Some(FoundFile { found, head, bytes }))
}

/// The node of that id, whatever became of it.
pub(crate) fn find(on: &impl Statements, fid: &str) -> Result<Option<Found>, StoreError> {
    let rows = on.run(
        &format!("SELECT {COLUMNS}, n.app_id FROM nodes n WHERE n.fid = ?1"),
        &[fid.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    Ok(Some(Found {
        node: read(row)?,
        app_id: Columns::of("node", row).string(NEXT)?,
    }))
}

/// Whether a folder or one above it is not there any more.
fn is_buried(on: &impl Statements, folder: &str) -> Result<bool, StoreError> {
    let reaches_the_top = on.any(
        &format!(
            "WITH RECURSIVE up (fid, depth) AS (
               SELECT ?1, 0
               UNION ALL
               SELECT n.parent, up.depth + 1 FROM up JOIN nodes n ON n.fid = up.fid
                 WHERE n.status = 1 AND up.depth <= {MOST_LEVELS}
             )
             SELECT 1 FROM up WHERE fid = '{ROOT}'"
        ),
        &[folder.into()],
    )?;
    Ok(!reaches_the_top)
}

/// The folders above a node, the nearest first.
pub(crate) fn ancestors(on: &impl Statements, node: &Node) -> Result<Vec<Node>, StoreError> {
    let mut above = Vec::new();
    let mut parent = node.parent.clone();
    while parent != ROOT && above.len() < usize::try_from(MOST_LEVELS).unwrap_or(64) {
        let Some(found) = find(on, &parent)? else {
            break;
        };
        parent.clone_from(&found.node.parent);
        above.push(found.node);
    }
    Ok(above)
}

/// Where nodes lie: in a folder, or at the top of a user's own space (0: the operator's).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub app_id: String,
    pub parent: String,
    pub owner: i64,
}

/// What lies there, by id after `after`.
pub(crate) fn lying(
    on: &impl Statements,
    spot: &Spot,
    after: &str,
    most: i64,
) -> Result<Vec<Node>, StoreError> {
    super::children(on, &spot.app_id, &spot.parent, spot.owner, after, most)
}

/// What lies there and has that name, the latest first; names differ in more than the case of ASCII letters.
pub(crate) fn named(
    on: &impl Statements,
    spot: &Spot,
    name: &str,
    kinds: &[Kind],
) -> Result<Vec<Node>, StoreError> {
    let parameters: [Value; 4] = [
        spot.parent.as_str().into(),
        name.into(),
        spot.app_id.as_str().into(),
        spot.owner.into(),
    ];
    let nodes = list(
        on,
        "n.parent = ?1 AND n.name = ?2 COLLATE NOCASE AND n.status = 1 AND n.app_id = ?3
           AND (?1 <> '0' OR n.owner = ?4) ORDER BY n.created DESC, n.fid DESC LIMIT 100",
        &parameters,
    )?;
    Ok(nodes
        .into_iter()
        .filter(|node| kinds.contains(&node.kind))
        .collect())
}

/// The operator's files that are in the bin, the latest first.
pub(crate) fn binned(on: &impl Statements) -> Result<Vec<Node>, StoreError> {
    list(
        on,
        "n.app_id = '' AND n.status = 2 ORDER BY n.deleted DESC, n.fid LIMIT 1000",
        &[],
    )
}

/// Those of them that lie there since before a time.
pub(crate) fn binned_before(
    on: &impl Statements,
    before: i64,
    most: i64,
) -> Result<Vec<String>, StoreError> {
    on.texts(
        "SELECT fid FROM nodes WHERE app_id = '' AND status = 2 AND deleted <= ?1 LIMIT ?2",
        &[before.into(), most.into()],
    )
}
