//! What WOPI needs beside files: the list of locks, what clients keep of users, what they tell, what they say of themselves.

use super::{Columns, Statements, StoreError};
use crate::ports::Row;

/// A lock that is not over.
#[derive(Debug, Clone)]
pub(crate) struct Locked {
    pub fid: String,
    pub name: String,
    pub lock_id: String,
    pub user: String,
    pub since: i64,
    pub until: i64,
}

/// All locks that are not over, those first that end first.
pub(crate) fn locks(on: &impl Statements, now: i64) -> Result<Vec<Locked>, StoreError> {
    let rows = on.run(
        "SELECT h.fid, n.name, h.lock_id, h.lock_user, h.lock_since, h.lock_until FROM heads h JOIN nodes n ON n.fid = h.fid
         WHERE h.lock_id IS NOT NULL AND h.lock_until > ?1 ORDER BY h.lock_until LIMIT 10000",
        &[now.into()],
    )?;
    let read = |row: &Row| {
        let columns = Columns::of("lock", row);
        Ok(Locked {
            fid: columns.string(0)?,
            name: columns.string(1)?,
            lock_id: columns.string(2)?,
            user: columns.string(3)?,
            since: columns.integer(4)?,
            until: columns.integer(5)?,
        })
    };
    rows.rows.iter().map(read).collect()
}

/// Ends a file's lock, whoever has it; answers what it was, `None` where there was none.
pub(crate) fn break_lock(
    on: &impl Statements,
    fid: &str,
    now: i64,
) -> Result<Option<String>, StoreError> {
    let rows = on.run(
        // RETURNING tells the row afterwards: the id stays and only its time is over.
        "UPDATE heads SET lock_until = 0 WHERE fid = ?1 AND lock_id IS NOT NULL AND lock_until > ?2 RETURNING lock_id",
        &[fid.into(), now.into()],
    )?;
    Ok(rows
        .rows
        .first()
        .and_then(|row| row.text(0).map(str::to_owned)))
}

/// Keeps what a client wants to know of a user again.
pub(crate) fn keep_user_info(
    on: &impl Statements,
    user: &str,
    info: &str,
    now: i64,
) -> Result<(), StoreError> {
    on.run(
        "INSERT INTO user_infos (user, info, updated) VALUES (?1, ?2, ?3)
         ON CONFLICT (user) DO UPDATE SET info = excluded.info, updated = excluded.updated",
        &[user.into(), info.into(), now.into()],
    )?;
    Ok(())
}

/// What a client kept of a user.
pub(crate) fn user_info(on: &impl Statements, user: &str) -> Result<Option<String>, StoreError> {
    Ok(on
        .texts(
            "SELECT info FROM user_infos WHERE user = ?1",
            &[user.into()],
        )?
        .pop())
}

/// Keeps an activity; the same id again takes the place of the one before.
pub(crate) fn keep_activity(
    on: &impl Statements,
    fid: &str,
    id: &str,
    kind: &str,
    body: &str,
    now: i64,
) -> Result<(), StoreError> {
    on.run(
        "INSERT INTO activities (fid, id, kind, body, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (fid, id) DO UPDATE SET kind = excluded.kind, body = excluded.body, at = excluded.at",
        &[fid.into(), id.into(), kind.into(), body.into(), now.into()],
    )?;
    Ok(())
}

/// The activities of a file in the order in which they were told, as JSON.
pub(crate) fn activities(on: &impl Statements, fid: &str) -> Result<Vec<String>, StoreError> {
    on.texts(
        "SELECT body FROM activities WHERE fid = ?1 ORDER BY at, id LIMIT 10000",
        &[fid.into()],
    )
}

/// The keys that a client signs with, and when they were had.
#[derive(Debug, Clone)]
pub(crate) struct Discovered {
    /// As JSON of ours; empty where it does not sign, or was not had yet.
    pub proof: String,
    /// 0: never.
    pub fetched: i64,
}

/// What is known of the client at that URL, if it was asked before.
pub(crate) fn discovered(
    on: &impl Statements,
    url: &str,
) -> Result<Option<Discovered>, StoreError> {
    let rows = on.run(
        "SELECT proof, fetched FROM discoveries WHERE url = ?1",
        &[url.into()],
    )?;
    let read = |row: &Row| {
        let columns = Columns::of("discovery", row);
        Ok(Discovered {
            proof: columns.string(0)?,
            fetched: columns.integer(1)?,
        })
    };
    rows.rows.first().map(read).transpose()
}

/// All that a client said of itself, as JSON of ours; empty until it was had once.
pub(crate) fn discovery(on: &impl Statements, url: &str) -> Result<String, StoreError> {
    Ok(on
        .texts("SELECT body FROM discoveries WHERE url = ?1", &[url.into()])?
        .pop()
        .unwrap_or_default())
}

/// Takes the turn to ask a client: whoever gets it does, unless somebody did after `before`; the second time is for a client
/// that never answered.
pub(crate) fn try_discovery(
    on: &impl Statements,
    url: &str,
    before: (i64, i64),
    now: i64,
) -> Result<bool, StoreError> {
    on.any(
        "INSERT INTO discoveries (url, body, proof, fetched, tried) VALUES (?1, '', '', 0, ?4)
         ON CONFLICT (url) DO UPDATE SET tried = excluded.tried
           WHERE discoveries.tried <= CASE discoveries.fetched WHEN 0 THEN ?3 ELSE ?2 END RETURNING url",
        &[url.into(), before.0.into(), before.1.into(), now.into()],
    )
}

/// Keeps what a client said.
pub(crate) fn keep_discovery(
    on: &impl Statements,
    url: &str,
    body: &str,
    proof: &str,
    now: i64,
) -> Result<(), StoreError> {
    on.run(
        "INSERT INTO discoveries (url, body, proof, fetched, tried) VALUES (?1, ?2, ?3, ?4, ?4)
         ON CONFLICT (url) DO UPDATE SET body = excluded.body, proof = excluded.proof, fetched = excluded.fetched,
           tried = excluded.tried",
        &[url.into(), body.into(), proof.into(), now.into()],
    )?;
    Ok(())
}

/// A file that is locked among a node and all that lies in it.
pub(crate) fn first_lock_below(
    on: &impl Statements,
    fid: &str,
    now: i64,
) -> Result<Option<String>, StoreError> {
    Ok(on
        .texts(
            "WITH RECURSIVE down (fid) AS (
               SELECT ?1
               UNION
               SELECT n.fid FROM nodes n JOIN down ON n.parent = down.fid
             )
             SELECT h.fid FROM heads h JOIN down ON down.fid = h.fid WHERE h.lock_id IS NOT NULL AND h.lock_until > ?2 LIMIT 1",
            &[fid.into(), now.into()],
        )?
        .pop())
}
