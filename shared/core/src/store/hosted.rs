//! Files of WOPI hosts that are opened here: under which keys they are edited, and who came to do so.

use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::Row;

/// A key that a host's file is edited under.
#[derive(Debug, Clone)]
pub(crate) struct HostedKey {
    pub key: String,
    /// The file's WOPISrc.
    pub src: String,
    /// What the host calls the version that the key came from or last saved.
    pub version: String,
    /// When the host says that was.
    pub modified: String,
    /// The id of the lock that is held for the key, or will be.
    pub lock: String,
    /// The one that was given back last.
    pub former: String,
    /// When it is to be refreshed; `None`: it is not held.
    pub refresh_due: Option<i64>,
}

/// Somebody who came with a host's form.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub visit: String,
    pub src: String,
    /// Whether the host may be at a private address.
    pub private: bool,
    pub token: String,
    /// When the token ends, milliseconds since 1970; 0: nobody knows.
    pub expires: i64,
    /// Whether he came to edit.
    pub wants_edit: bool,
    /// Whether the host lets him save.
    pub saves: bool,
    /// What else the host said, as JSON.
    pub facts: String,
}

const KEY_COLUMNS: &str = "key, src, version, modified, lock, former, refresh_due";
const VISIT_COLUMNS: &str = "visit, src, private, token, expires, wants_edit, saves, facts";

fn read_key(row: &Row) -> Result<HostedKey, StoreError> {
    let columns = Columns::of("key of a host's file", row);
    Ok(HostedKey {
        key: columns.string(0)?,
        src: columns.string(1)?,
        version: columns.string(2)?,
        modified: columns.string(3)?,
        lock: columns.string(4)?,
        former: columns.string(5)?,
        refresh_due: row.integer(6),
    })
}

fn read_visit(row: &Row) -> Result<Visit, StoreError> {
    let columns = Columns::of("visit", row);
    Ok(Visit {
        visit: columns.string(0)?,
        src: columns.string(1)?,
        private: columns.integer(2)? != 0,
        token: columns.string(3)?,
        expires: columns.integer(4)?,
        wants_edit: columns.integer(5)? != 0,
        saves: columns.integer(6)? != 0,
        facts: columns.string(7)?,
    })
}

fn one_key(on: &impl Statements, rest: &str, value: &str) -> Result<Option<HostedKey>, StoreError> {
    let statement = format!("SELECT {KEY_COLUMNS} FROM hosted_keys WHERE {rest}");
    let rows = on.run(&statement, &[value.into()])?;
    rows.rows.first().map(read_key).transpose()
}

/// The key of that name, if a host's file is edited under it.
pub(crate) fn key(on: &impl Statements, key: &str) -> Result<Option<HostedKey>, StoreError> {
    one_key(on, "key = ?1", key)
}

/// The newest key of a file.
pub(crate) fn newest(on: &impl Statements, src: &str) -> Result<Option<HostedKey>, StoreError> {
    one_key(on, "src = ?1 ORDER BY id DESC LIMIT 1", src)
}

/// The key of a file whose lock has or had that id.
pub(crate) fn of_lock(
    on: &impl Statements,
    (src, lock): (&str, &str),
) -> Result<Option<HostedKey>, StoreError> {
    let statement = format!(
        "SELECT {KEY_COLUMNS} FROM hosted_keys WHERE src = ?1 AND (lock = ?2 OR former = ?2) ORDER BY id DESC LIMIT 1"
    );
    let rows = on.run(&statement, &[src.into(), lock.into()])?;
    rows.rows.first().map(read_key).transpose()
}

/// Keeps a new key of a file.
pub(crate) fn insert_key(transaction: &Transaction<'_>, key: &HostedKey) -> Result<(), StoreError> {
    transaction.run(
        "INSERT INTO hosted_keys (key, src, version, modified, lock, touched) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            key.key.as_str().into(),
            key.src.as_str().into(),
            key.version.as_str().into(),
            key.modified.as_str().into(),
            key.lock.as_str().into(),
            transaction.now_ms().into(),
        ],
    )?;
    Ok(())
}

/// Says what the host calls the version that a key has now.
pub(crate) fn set_version(
    on: &impl Statements,
    key: &str,
    (version, modified): (&str, &str),
) -> Result<(), StoreError> {
    on.run(
        "UPDATE hosted_keys SET version = ?2, modified = ?3 WHERE key = ?1",
        &[key.into(), version.into(), modified.into()],
    )?;
    Ok(())
}

/// Says when the lock of a key is to be refreshed, if it still has that id; answers false, with nothing changed, when not.
pub(crate) fn hold(
    on: &impl Statements,
    (key, lock): (&str, &str),
    (due, now): (i64, i64),
) -> Result<bool, StoreError> {
    on.any(
        "UPDATE hosted_keys SET refresh_due = ?3, touched = ?4 WHERE key = ?1 AND lock = ?2 RETURNING key",
        &[key.into(), lock.into(), due.into(), now.into()],
    )
}

/// Takes it upon oneself to refresh the lock of a key, if that is due; who dies at it leaves it to others after `until`.
pub(crate) fn claim_refresh(
    on: &impl Statements,
    key: &str,
    (now, until): (i64, i64),
) -> Result<Option<HostedKey>, StoreError> {
    let rows = on.run(
        &format!(
            "UPDATE hosted_keys SET refresh_due = ?3 WHERE key = ?1 AND refresh_due <= ?2 RETURNING {KEY_COLUMNS}"
        ),
        &[key.into(), now.into(), until.into()],
    )?;
    rows.rows.first().map(read_key).transpose()
}

/// Lets the lock of a key go: it has another id from now on, so that nobody takes what is being unlocked for his.
pub(crate) fn let_go(on: &impl Statements, key: &str, next_lock: &str) -> Result<(), StoreError> {
    on.run(
        "UPDATE hosted_keys SET former = lock, lock = ?2, refresh_due = NULL WHERE key = ?1",
        &[key.into(), next_lock.into()],
    )?;
    Ok(())
}

/// Does not refresh the lock of a key any more: somebody else has the file.
pub(crate) fn give_up(on: &impl Statements, key: &str) -> Result<(), StoreError> {
    on.run(
        "UPDATE hosted_keys SET refresh_due = NULL WHERE key = ?1",
        &[key.into()],
    )?;
    Ok(())
}

/// Keeps a visit, or what is known of it by now.
pub(crate) fn keep_visit(on: &impl Statements, visit: &Visit, now: i64) -> Result<(), StoreError> {
    on.run(
        "INSERT INTO hosted_visits (visit, src, private, token, expires, wants_edit, saves, facts, created)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (visit) DO UPDATE SET saves = excluded.saves, facts = excluded.facts",
        &[
            visit.visit.as_str().into(),
            visit.src.as_str().into(),
            i64::from(visit.private).into(),
            visit.token.as_str().into(),
            visit.expires.into(),
            i64::from(visit.wants_edit).into(),
            i64::from(visit.saves).into(),
            visit.facts.as_str().into(),
            now.into(),
        ],
    )?;
    Ok(())
}

/// The visit of that name.
pub(crate) fn visit(on: &impl Statements, visit: &str) -> Result<Option<Visit>, StoreError> {
    let statement = format!("SELECT {VISIT_COLUMNS} FROM hosted_visits WHERE visit = ?1");
    let rows = on.run(&statement, &[visit.into()])?;
    rows.rows.first().map(read_visit).transpose()
}

/// At most `most` visits to a file whose tokens may save it: the one of that name first, then the newest.
pub(crate) fn savers(
    on: &impl Statements,
    (src, first): (&str, &str),
    (now, most): (i64, i64),
) -> Result<Vec<Visit>, StoreError> {
    let rows = on.run(
        &format!(
            "SELECT {VISIT_COLUMNS} FROM hosted_visits
             WHERE src = ?1 AND saves <> 0 AND (expires = 0 OR expires > ?3)
             ORDER BY visit = ?2 DESC, created DESC LIMIT ?4"
        ),
        &[src.into(), first.into(), now.into(), most.into()],
    )?;
    rows.rows.iter().map(read_visit).collect()
}

/// Forgets at most `most` visits whose token is over, and keys that nothing is left of, since before a time.
pub(crate) fn sweep(
    on: &impl Statements,
    (now, before): (i64, i64),
    most: i64,
) -> Result<usize, StoreError> {
    let visits = on.run(
        "DELETE FROM hosted_visits WHERE visit IN (
           SELECT visit FROM hosted_visits WHERE created < ?2 AND (expires = 0 OR expires < ?1) LIMIT ?3) RETURNING visit",
        &[now.into(), before.into(), most.into()],
    )?;
    let keys = on.run(
        "DELETE FROM hosted_keys WHERE id IN (
           SELECT id FROM hosted_keys h WHERE touched < ?1 AND refresh_due IS NULL
             AND NOT EXISTS (SELECT 1 FROM editings e WHERE e.key = h.key)
             AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.key = h.key)
             AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.key = h.key AND o.state IN ('waiting', 'delivering', 'refused'))
           LIMIT ?2) RETURNING id",
        &[before.into(), most.into()],
    )?;
    Ok(visits.rows.len() + keys.rows.len())
}
