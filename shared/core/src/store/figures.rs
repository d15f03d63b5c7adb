//! Numbers about all that is kept, for who looks after the deployment.

use super::{Statements as _, Store, StoreError};

/// How much there is of everything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// Sessions that may write.
    pub editors: i64,
    /// Sessions that only look.
    pub viewers: i64,
    /// Documents that are open to be edited.
    pub editing: i64,
    /// Jobs by their state.
    pub queued: i64,
    pub running: i64,
    pub failed: i64,
    pub done: i64,
    /// Results that are on their way to a storage, and those that it did not take.
    pub waiting: i64,
    pub refused: i64,
    pub forgotten: i64,
    /// Locks that hold.
    pub locks: i64,
    /// Files in the tree with the bytes of all their versions.
    pub files: i64,
    pub files_bytes: i64,
    /// Notes and spreadsheets.
    pub documents: i64,
    /// Blobs that a row names or named; those under way have no length yet.
    pub blobs: i64,
    pub blobs_bytes: i64,
}

/// The numbers of one moment.
pub(crate) fn read(store: &Store<'_>, now: i64) -> Result<Figures, StoreError> {
    let rows = store.run(
        "SELECT
           (SELECT count(*) FROM participants WHERE state <> 'left' AND mode = 'edit'),
           (SELECT count(*) FROM participants WHERE state <> 'left' AND mode = 'view'),
           (SELECT count(*) FROM editings WHERE phase <> 'saved'),
           (SELECT count(*) FROM jobs WHERE state = 'queued' AND expires > ?1),
           (SELECT count(*) FROM jobs WHERE state = 'running' AND expires > ?1),
           (SELECT count(*) FROM jobs WHERE state = 'failed' AND expires > ?1),
           (SELECT count(*) FROM jobs WHERE state = 'done' AND expires > ?1),
           (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'delivering') AND status NOT IN (1, 4)),
           (SELECT count(*) FROM outbox WHERE state = 'refused' AND status NOT IN (1, 4)),
           (SELECT count(*) FROM forgotten),
           (SELECT count(*) FROM heads WHERE lock_id IS NOT NULL AND lock_until > ?1),
           (SELECT count(*) FROM nodes JOIN heads ON heads.fid = nodes.fid WHERE nodes.kind = 3),
           (SELECT coalesce(sum(length), 0) FROM versions),
           (SELECT count(*) FROM nodes WHERE kind = 2 AND status <> 3),
           (SELECT count(*) FROM blobs),
           (SELECT coalesce(sum(length), 0) FROM blobs)",
        &[now.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(Figures::default());
    };
    let number = |index| row.integer(index).unwrap_or(0);
    Ok(Figures {
        editors: number(0),
        viewers: number(1),
        editing: number(2),
        queued: number(3),
        running: number(4),
        failed: number(5),
        done: number(6),
        waiting: number(7),
        refused: number(8),
        forgotten: number(9),
        locks: number(10),
        files: number(11),
        files_bytes: number(12),
        documents: number(13),
        blobs: number(14),
        blobs_bytes: number(15),
    })
}

/// The size of the database; `None` where it does not tell, as one behind HTTP may not.
pub(crate) fn database_bytes(store: &Store<'_>) -> Option<i64> {
    let pragma = |statement| store.number(statement, &[]).ok().flatten();
    let pages = pragma("PRAGMA page_count")?;
    pages.checked_mul(pragma("PRAGMA page_size")?)
}
