//! The tree of folders and documents, and who may do what with them.

pub(crate) mod anywhere;
mod lists;
mod shape;

pub(crate) use lists::{changed_after, children, grants, in_bin, shared_with};
pub(crate) use shape::{depth, hand_over, height, is_within, purge};

use super::{Columns, Statements, StoreError, Transaction, next_number};
use crate::documents::Role;
use crate::ports::{Row, Value};

/// The folder above all others.
pub(crate) const ROOT: &str = "0";
/// How deep folders go. Above that a tree is a mistake.
pub(crate) const MOST_LEVELS: i64 = 64;

/// The digits of ids, as upstream's: a global counter to base 62.
const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The place of a change after all others of its app. Whoever writes writes alone, so that places are given in the order
/// of commits.
pub(super) const NEXT_CHANGE: &str =
    "(SELECT max(m.changed) + 1 FROM nodes m WHERE m.app_id = nodes.app_id)";

/// Where something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Normal,
    InBin,
    Purged,
}

impl Status {
    fn number(self) -> i64 {
        match self {
            Self::Normal => 1,
            Self::InBin => 2,
            Self::Purged => 3,
        }
    }

    fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Normal,
            2 => Self::InBin,
            _ => Self::Purged,
        }
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Folder,
    Note,
    Sheet,
    /// Bytes of any format; not an online document.
    File,
}

impl Kind {
    fn columns(self) -> (i64, &'static str) {
        match self {
            Self::Folder => (1, ""),
            Self::Note => (2, "note"),
            Self::Sheet => (2, "sheet"),
            Self::File => (3, ""),
        }
    }
}

/// A folder or document as its row says. Times are milliseconds since 1970.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub fid: String,
    pub parent: String,
    pub kind: Kind,
    /// 1 the user's own, 2 shared.
    pub space: i64,
    pub name: String,
    pub title_set: bool,
    pub status: Status,
    pub creator: i64,
    pub modifier: i64,
    pub owner: i64,
    pub created: i64,
    pub modified: i64,
    pub deleted: i64,
    /// Its place among the changes of all.
    pub changed: i64,
    /// How many operations made it.
    pub version: i64,
    /// UTF-16 units.
    pub length: i64,
    /// About the bytes of its JSON.
    pub bytes: i64,
    /// The version of the newest snapshot.
    pub head: i64,
    /// Bytes of the operations after it.
    pub pending: i64,
    pub last_operation: String,
    pub last_editor: i64,
    /// When the last operation was.
    pub last_at: i64,
    /// Whether somebody beside the owner has a role here.
    pub shared: bool,
}

/// A node as one user sees it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub node: Node,
    pub role: Role,
    /// A folder above it is not there any more.
    pub buried: bool,
}

const COLUMNS: &str = "n.fid, n.parent, n.kind, n.doc_type, n.space, n.name, n.title_set, n.status, n.creator,
    n.modifier, n.owner, n.created, n.modified, n.deleted, n.changed, n.version, n.length, n.bytes, n.head, n.pending,
    n.last_operation, n.last_editor, n.last_at,
    EXISTS (SELECT 1 FROM grants s WHERE s.fid = n.fid AND s.role NOT IN ('none', 'delete', 'inherit'))";
/// The column after those.
const NEXT: usize = 24;

fn read(row: &Row) -> Result<Node, StoreError> {
    let columns = Columns::of("node", row);
    Ok(Node {
        fid: columns.string(0)?,
        parent: columns.string(1)?,
        kind: match (columns.integer(2)?, columns.text(3)?) {
            (1, _) => Kind::Folder,
            (3, _) => Kind::File,
            (_, "sheet") => Kind::Sheet,
            _ => Kind::Note,
        },
        space: columns.integer(4)?,
        name: columns.string(5)?,
        title_set: columns.integer(6)? != 0,
        status: Status::from_number(columns.integer(7)?),
        creator: columns.integer(8)?,
        modifier: columns.integer(9)?,
        owner: columns.integer(10)?,
        created: columns.integer(11)?,
        modified: columns.integer(12)?,
        deleted: columns.integer(13)?,
        changed: columns.integer(14)?,
        version: columns.integer(15)?,
        length: columns.integer(16)?,
        bytes: columns.integer(17)?,
        head: columns.integer(18)?,
        pending: columns.integer(19)?,
        last_operation: columns.string(20)?,
        last_editor: columns.integer(21)?,
        last_at: columns.integer(22)?,
        shared: columns.integer(23)? != 0,
    })
}

/// A node of an app as a user sees it: his role is the nearest one on the way up, `uid` 0 is nobody.
pub(crate) fn see(
    on: &impl Statements,
    app_id: &str,
    fid: &str,
    uid: i64,
) -> Result<Option<Seen>, StoreError> {
    let rows = on.run(
        &format!(
            "WITH RECURSIVE up (fid, depth) AS (
               SELECT fid, 0 FROM nodes WHERE fid = ?1 AND app_id = ?2
               UNION ALL
               SELECT p.parent, up.depth + 1 FROM up JOIN nodes p ON p.fid = up.fid
                 WHERE p.parent <> '{ROOT}' AND up.depth < {MOST_LEVELS}
             )
             SELECT {COLUMNS}, g.role, up.depth FROM up JOIN nodes n ON n.fid = up.fid
               LEFT JOIN grants g ON g.fid = up.fid AND g.uid = ?3
             ORDER BY up.depth"
        ),
        &[fid.into(), app_id.into(), uid.into()],
    )?;
    let Some(first) = rows.rows.first() else {
        return Ok(None);
    };
    let node = read(first)?;
    let mut buried = false;
    let mut role = if node.owner == uid {
        Some(Role::Owner)
    } else {
        None
    };
    let mut parent = node.parent.clone();
    for (level, row) in rows.rows.iter().enumerate() {
        let above = read(row)?;
        if level > 0 {
            buried |= above.status != Status::Normal;
        }
        parent = above.parent;
        role = role.or_else(|| row.text(NEXT).and_then(Role::from_name));
    }
    // The chain ends at the top, or a folder on the way was purged.
    buried |= parent != ROOT;
    Ok(Some(Seen {
        node,
        role: role.unwrap_or(Role::None),
        buried,
    }))
}

/// What is made into a node.
pub(crate) struct NewNode<'n> {
    pub app_id: &'n str,
    pub parent: &'n str,
    pub kind: Kind,
    pub space: i64,
    pub name: &'n str,
    pub title_set: bool,
    pub creator: i64,
    pub owner: i64,
}

/// Makes a node and answers its id.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    new: &NewNode<'_>,
    now: i64,
) -> Result<String, StoreError> {
    let fid = allot(transaction)?;
    insert_as(transaction, &fid, new, now)?;
    Ok(fid)
}

/// An id for a node that is made later, or never.
pub(crate) fn allot(transaction: &Transaction<'_>) -> Result<String, StoreError> {
    Ok(base62(next_number(transaction, "fid")?))
}

/// Makes a node with an id that was allotted before.
pub(crate) fn insert_as(
    transaction: &Transaction<'_>,
    fid: &str,
    new: &NewNode<'_>,
    now: i64,
) -> Result<(), StoreError> {
    let (kind, doc_type) = new.kind.columns();
    transaction.run(
        "INSERT INTO nodes (fid, app_id, parent, kind, doc_type, space, name, title_set, creator, modifier, owner, created,
                            modified, changed, last_editor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?11,
                 (SELECT coalesce(max(m.changed), 0) + 1 FROM nodes m WHERE m.app_id = ?2), ?9)",
        &[
            fid.into(),
            new.app_id.into(),
            new.parent.into(),
            kind.into(),
            doc_type.into(),
            new.space.into(),
            new.name.into(),
            i64::from(new.title_set).into(),
            new.creator.into(),
            new.owner.into(),
            now.into(),
        ],
    )?;
    Ok(())
}

fn base62(number: i64) -> String {
    let mut left = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        let digit = usize::try_from(left % 62).unwrap_or(0);
        digits.push(DIGITS.get(digit).copied().unwrap_or(b'0'));
        left /= 62;
        if left == 0 {
            break;
        }
    }
    digits
        .iter()
        .rev()
        .map(|digit| char::from(*digit))
        .collect()
}

/// Where a node lies and how it is.
pub(crate) struct Place<'p> {
    pub parent: &'p str,
    pub status: Status,
    pub owner: i64,
    pub space: i64,
}

/// Puts a node elsewhere, into the bin or out of it.
pub(crate) fn put(
    transaction: &Transaction<'_>,
    fid: &str,
    place: &Place<'_>,
    by: i64,
    now: i64,
) -> Result<(), StoreError> {
    let deleted = if place.status == Status::Normal {
        0
    } else {
        now
    };
    transaction.run(
        &format!("UPDATE nodes SET parent = ?2, status = ?3, owner = ?4, space = ?5, modifier = ?6, modified = ?7, changed = {NEXT_CHANGE},
           deleted = CASE WHEN ?8 = 0 THEN 0 WHEN deleted = 0 THEN ?8 ELSE deleted END, deleted_by = ?6
         WHERE fid = ?1"),
        &[
            fid.into(),
            place.parent.into(),
            place.status.number().into(),
            place.owner.into(),
            place.space.into(),
            by.into(),
            now.into(),
            deleted.into(),
        ],
    )?;
    Ok(())
}

/// Puts a node elsewhere, into the bin or out of it, where it stays whose it is.
pub(crate) fn relocate(
    transaction: &Transaction<'_>,
    node: &Node,
    parent: &str,
    status: Status,
    by: i64,
    now: i64,
) -> Result<(), StoreError> {
    let place = Place {
        parent,
        status,
        owner: node.owner,
        space: node.space,
    };
    put(transaction, &node.fid, &place, by, now)
}

/// Gives a node another name.
pub(crate) fn rename(
    transaction: &Transaction<'_>,
    fid: &str,
    name: &str,
    by: i64,
    now: i64,
) -> Result<(), StoreError> {
    transaction.run(
        &format!("UPDATE nodes SET name = ?2, title_set = 1, modifier = ?3, modified = ?4, changed = {NEXT_CHANGE}, indexed = 0 WHERE fid = ?1"),
        &[fid.into(), name.into(), by.into(), now.into()],
    )?;
    Ok(())
}

/// Sets what a user may do with a node; `None` lets the folder above decide.
pub(crate) fn grant(
    transaction: &Transaction<'_>,
    fid: &str,
    uid: i64,
    role: Option<Role>,
) -> Result<(), StoreError> {
    match role {
        Some(role) => transaction.run(
            "INSERT INTO grants (fid, uid, role) VALUES (?1, ?2, ?3)
             ON CONFLICT (fid, uid) DO UPDATE SET role = excluded.role",
            &[fid.into(), uid.into(), role.name().into()],
        )?,
        None => transaction.run(
            "DELETE FROM grants WHERE fid = ?1 AND uid = ?2",
            &[fid.into(), uid.into()],
        )?,
    };
    transaction.run(
        &format!("UPDATE nodes SET changed = {NEXT_CHANGE} WHERE fid = ?1"),
        &[fid.into()],
    )?;
    Ok(())
}

fn list(
    on: &impl Statements,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<Node>, StoreError> {
    select(on, "", condition, parameters)
}

/// The nodes `n` that meet a condition; `with` are the tables that it names beside the schema's.
pub(super) fn select(
    on: &impl Statements,
    with: &str,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<Node>, StoreError> {
    let rows = on.run(
        &format!("{with} SELECT {COLUMNS} FROM nodes n WHERE {condition}"),
        parameters,
    )?;
    rows.rows.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_counted_to_base_62() {
        for (number, id) in [
            (0, "0"),
            (61, "Z"),
            (62, "10"),
            (14_776_336, "10000"),
            (14_888_565, "10tc9"),
            (14_888_651, "10tdx"),
        ] {
            assert_eq!(base62(number), id);
        }
    }
}
