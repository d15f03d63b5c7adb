//! Connections that outlive their guests, and whose turn it is to write.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use tokio::sync::OwnedMutexGuard;

/// How long a statement waits for another writer; rusqlite's own value.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections that guests have done with and others may take, at most.
const KEPT: usize = 16;

/// Statements that a connection keeps prepared.
const PREPARED: usize = 128;

/// A database file, and connections to it that nobody uses now.
///
/// Reading the schema and preparing statements takes longer than most guests work, so those that find a connection as good
/// as new take it. And SQLite clears a write-ahead log away with the last connection, which writes the whole database file
/// anew to the disk: with kept ones that is at the end, not after nearly every request.
///
/// One guest writes at a time. Those of this host wait for their turn in the order in which they came; SQLite's own way is to
/// look again after pauses that grow, while others overtake.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    kept: Mutex<Vec<Opened>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// Somebody's turn to write.
pub type Turn = OwnedMutexGuard<()>;

impl Database {
    /// The database in that file; nothing is opened yet.
    pub fn new(path: PathBuf) -> Arc<Self> {
        Arc::new(Self {
            path,
            kept: Mutex::default(),
            turn: Arc::default(),
        })
    }

    /// Waits for the turn to write; `None` when it did not come for as long as SQLite would have waited. Then SQLite says so.
    pub(super) async fn turn(&self) -> Option<Turn> {
        tokio::time::timeout(BUSY_TIMEOUT, self.turn.clone().lock_owned())
            .await
            .ok()
    }

    pub(super) fn take(&self) -> rusqlite::Result<Opened> {
        let kept = self
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match kept {
            Some(opened) => Ok(opened),
            None => open(&self.path),
        }
    }

    /// Ends what a guest left open, and keeps the connection where it is as good as a new one.
    fn give_back(&self, opened: Opened) {
        let connection = &opened.connection;
        let ended = connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok();
        if !ended || opened.altered.load(Relaxed) || renew(connection).is_err() {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < KEPT {
            kept.push(opened);
        }
    }
}

/// Takes back what guests may set and the next one must not find.
fn renew(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection
        .prepare_cached("PRAGMA synchronous=FULL")?
        .execute([])?;
    Ok(())
}

/// An open connection.
#[derive(Debug)]
pub(super) struct Opened {
    pub connection: rusqlite::Connection,
    /// Something was done to it that the next guest would notice.
    altered: Arc<AtomicBool>,
}

/// A connection that a guest has; it goes back when the guest is done.
#[derive(Debug)]
pub(super) struct Lent {
    pub opened: Option<Opened>,
    /// Its turn, while a transaction of its own writes.
    pub turn: Option<Turn>,
    pub database: Arc<Database>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(opened) = self.opened.take() {
            self.database.give_back(opened);
        }
    }
}

/// Opens a database file in which no other file can be attached.
pub(super) fn open(path: &Path) -> rusqlite::Result<Opened> {
    let connection = rusqlite::Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    let altered = Arc::new(AtomicBool::new(false));
    let flag = altered.clone();
    connection.authorizer(Some(move |context: AuthContext<'_>| {
        if alters(&context.action) {
            flag.store(true, Relaxed);
        }
        match context.action {
            AuthAction::Attach {
                filename: "" | ":memory:",
            } => Authorization::Allow,
            AuthAction::Attach { .. } => Authorization::Deny,
            // A file name that is not a literal is not told to the authorizer.
            AuthAction::Unknown { code, .. } if code == rusqlite::ffi::SQLITE_ATTACH => {
                Authorization::Deny
            }
            _ => Authorization::Allow,
        }
    }));
    Ok(Opened {
        connection,
        altered,
    })
}

/// Whether a statement leaves something in the connection that [`renew`] does not take back.
fn alters(action: &AuthAction<'_>) -> bool {
    match action {
        AuthAction::Attach { .. }
        | AuthAction::Unknown { .. }
        | AuthAction::CreateTempTable { .. }
        | AuthAction::CreateTempIndex { .. }
        | AuthAction::CreateTempTrigger { .. }
        | AuthAction::CreateTempView { .. } => true,
        AuthAction::Pragma {
            pragma_name,
            pragma_value: Some(_),
        } => !["synchronous", "busy_timeout", "journal_mode"]
            .iter()
            .any(|known| pragma_name.eq_ignore_ascii_case(known)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a guest does with a connection, from taking to giving back.
    fn lend(database: &Arc<Database>, statements: &str) {
        let lent = Lent {
            opened: Some(database.take().unwrap()),
            turn: None,
            database: database.clone(),
        };
        let opened = lent.opened.as_ref().unwrap();
        opened.connection.execute_batch(statements).unwrap();
    }

    #[test]
    fn only_what_is_as_good_as_new_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::new(dir.path().join("a.db"));
        let kept = || database.kept.lock().unwrap().len();
        lend(
            &database,
            "PRAGMA journal_mode=WAL; PRAGMA busy_timeout=0; PRAGMA synchronous=OFF; CREATE TABLE t (x)",
        );
        assert_eq!(kept(), 1);
        let again = database.take().unwrap();
        let pragma = |name: &str| -> i64 {
            let text = format!("PRAGMA {name}");
            again
                .connection
                .query_row(&text, [], |row| row.get(0))
                .unwrap()
        };
        assert_eq!((pragma("synchronous"), pragma("busy_timeout")), (2, 5000));
        drop(again);
        for traces in [
            "CREATE TEMP TABLE u (x)",
            "ATTACH ':memory:' AS m",
            "PRAGMA foreign_keys=ON",
            "CREATE TEMP VIEW w AS SELECT 1",
        ] {
            lend(&database, traces);
            assert_eq!(kept(), 0, "{traces}");
        }
    }

    #[test]
    fn the_log_outlives_the_guest_and_its_transaction_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.db");
        let database = Database::new(path.clone());
        let guest = |statements: &str| lend(&database, statements);
        guest(
            "PRAGMA journal_mode=WAL; CREATE TABLE t (x); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)",
        );
        guest("INSERT INTO t VALUES (2)");
        assert!(dir.path().join("a.db-wal").metadata().unwrap().len() > 0);
        let reader = open(&path).unwrap();
        let found: i64 = reader
            .connection
            .query_row("SELECT sum(x) FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(found, 2, "what was not committed is gone");
        drop((reader, database));
        assert!(
            !dir.path().join("a.db-wal").exists(),
            "the host cleared it away"
        );
    }
}
