//! `spin:sqlite/sqlite@3.0.0`: each `open` is a connection of its own, made at its first statement and
//! closed with the resource, so a transaction that was left open rolls back when the instance ends.
//!
//! Kept from Spin: rusqlite's busy timeout of five seconds, no pragmas, errors as `io(<SQLite's message>)`,
//! and of a text with several statements only the first runs (which is how rusqlite 0.34 behaves, hence
//! its pin).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::TransactionState;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::{ToSqlOutput, ValueRef};
use wasmtime::component::Resource;

use crate::bindings::spin::sqlite::sqlite::{
    Error, Host, HostConnection, QueryResult, RowResult, Value,
};
use crate::instance::State;

/// Most bytes of one result; Spin's limit.
const RESULT_LIMIT: usize = 128 * 1024 * 1024;

/// Most connections that an instance may have open at the same time; Spin's limit.
const OPEN_LIMIT: usize = 256;

/// How long a statement waits for another writer; rusqlite's own value.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Label to database.
pub type Databases = BTreeMap<String, Arc<Database>>;

/// Connections that guests have done with and others may take, at most.
const KEPT: usize = 16;

/// A database file, and connections to it that nobody uses now.
///
/// Reading the schema and preparing statements takes longer than most guests work, so those that find a connection as good
/// as new take it. And SQLite clears a write-ahead log away with the last connection, which writes the whole database file
/// anew to the disk: with kept ones that is at the end, not after nearly every request.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    kept: Mutex<Vec<Opened>>,
}

impl Database {
    /// The database in that file; nothing is opened yet.
    pub fn new(path: PathBuf) -> Arc<Self> {
        Arc::new(Self {
            path,
            kept: Mutex::default(),
        })
    }

    fn take(&self) -> rusqlite::Result<Opened> {
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
struct Opened {
    connection: rusqlite::Connection,
    /// Something was done to it that the next guest would notice.
    altered: Arc<AtomicBool>,
}

/// A connection that a guest has; it goes back when the guest is done.
#[derive(Debug)]
struct Lent {
    opened: Option<Opened>,
    database: Arc<Database>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(opened) = self.opened.take() {
            self.database.give_back(opened);
        }
    }
}

/// A connection resource.
#[derive(Debug, Clone)]
pub struct Connection {
    database: Arc<Database>,
    lent: Arc<Mutex<Option<Lent>>>,
}

impl Connection {
    async fn run<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&rusqlite::Connection) -> Result<T, Error> + Send + 'static,
    {
        let connection = self.clone();
        let done = tokio::task::spawn_blocking(move || connection.run_here(work));
        done.await
            .unwrap_or_else(|lost| Err(Error::Io(lost.to_string())))
    }

    fn run_here<T>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut guard = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            let opened = Some(self.database.take().map_err(io)?);
            let database = self.database.clone();
            *guard = Some(Lent { opened, database });
        }
        match guard.as_ref().and_then(|lent| lent.opened.as_ref()) {
            Some(opened) => work(&opened.connection),
            None => Err(Error::InvalidConnection),
        }
    }
}

/// Whether a statement waits for nobody: it reads, or its transaction holds the database already. Handing it to another
/// thread would take longer than most such statements run.
fn is_swift(connection: &rusqlite::Connection, text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is = |word: &str| first.eq_ignore_ascii_case(word);
    if is("SELECT") || is("WITH") {
        return connection
            .prepare_cached(text)
            .is_ok_and(|statement| statement.readonly());
    }
    if is("PRAGMA") {
        let text = text.to_ascii_lowercase();
        return text.contains("busy_timeout") || text.contains("synchronous");
    }
    // COMMIT waits for the disk.
    (is("INSERT") || is("UPDATE") || is("DELETE"))
        && connection
            .transaction_state(None)
            .is_ok_and(|state| state == TransactionState::Write)
}

fn io(error: rusqlite::Error) -> Error {
    Error::Io(error.to_string())
}

/// Opens a database file in which no other file can be attached.
fn open(path: &Path) -> rusqlite::Result<Opened> {
    let connection = rusqlite::Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
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

/// Runs the first statement of `text`.
fn execute(
    connection: &rusqlite::Connection,
    text: &str,
    parameters: Vec<Value>,
) -> Result<QueryResult, Error> {
    let mut statement = connection.prepare_cached(text).map_err(io)?;
    let columns: Vec<String> = statement
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut found = statement
        .query(rusqlite::params_from_iter(parameters))
        .map_err(io)?;
    let (mut rows, mut bytes) = (Vec::new(), 0usize);
    while let Some(row) = found.next().map_err(io)? {
        let mut values = Vec::with_capacity(columns.len());
        for index in 0..columns.len() {
            let value = row.get_ref(index).map_err(io)?;
            let payload = match value {
                ValueRef::Text(content) | ValueRef::Blob(content) => content.len(),
                _ => 0,
            };
            bytes = bytes.saturating_add(size_of::<Value>() + payload);
            if bytes > RESULT_LIMIT {
                return Err(Error::Io(format!(
                    "query result exceeds limit of {RESULT_LIMIT} bytes"
                )));
            }
            values.push(match value {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Real(number),
                ValueRef::Text(text) => Value::Text(
                    String::from_utf8(text.to_vec()).map_err(|e| Error::Io(e.to_string()))?,
                ),
                ValueRef::Blob(blob) => Value::Blob(blob.to_vec()),
            });
        }
        rows.push(RowResult { values });
    }
    Ok(QueryResult { columns, rows })
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(blob) => ValueRef::Blob(blob),
            Value::Null => ValueRef::Null,
        }))
    }
}

impl Host for State {}

impl HostConnection for State {
    async fn open(
        &mut self,
        database: String,
    ) -> wasmtime::Result<Result<Resource<Connection>, Error>> {
        let Some(database) = self.component.databases.get(&database) else {
            return Ok(Err(Error::AccessDenied));
        };
        if self.open_connections >= OPEN_LIMIT {
            return Ok(Err(Error::Io("too many connections opened".to_owned())));
        }
        self.open_connections += 1;
        let connection = Connection {
            database: database.clone(),
            lent: Arc::default(),
        };
        Ok(Ok(self.table.push(connection)?))
    }

    async fn execute(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<Value>,
    ) -> wasmtime::Result<Result<QueryResult, Error>> {
        let connection = self.table.get(&connection)?.clone();
        let swift = connection.run_here(|opened| Ok(is_swift(opened, &statement)));
        if matches!(swift, Ok(true)) {
            return Ok(connection.run_here(|opened| execute(opened, &statement, parameters)));
        }
        Ok(connection
            .run(move |opened| execute(opened, &statement, parameters))
            .await)
    }

    async fn last_insert_rowid(
        &mut self,
        connection: Resource<Connection>,
    ) -> wasmtime::Result<i64> {
        let connection = self.table.get(&connection)?.clone();
        let id = connection
            .run(|opened| Ok(opened.last_insert_rowid()))
            .await;
        id.map_err(|e| wasmtime::format_err!("last-insert-rowid: {e:?}"))
    }

    async fn changes(&mut self, connection: Resource<Connection>) -> wasmtime::Result<u64> {
        let connection = self.table.get(&connection)?.clone();
        let count = connection.run(|opened| Ok(opened.changes())).await;
        count.map_err(|e| wasmtime::format_err!("changes: {e:?}"))
    }

    async fn drop(&mut self, connection: Resource<Connection>) -> wasmtime::Result<()> {
        self.table.delete(connection)?;
        self.open_connections = self.open_connections.saturating_sub(1);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a guest does with a connection, from taking to giving back.
    fn lend(database: &Arc<Database>, statements: &str) {
        let lent = Lent {
            opened: Some(database.take().unwrap()),
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

    fn database() -> (tempfile::TempDir, rusqlite::Connection) {
        let dir = tempfile::tempdir().unwrap();
        let connection = open(&dir.path().join("a.db")).unwrap().connection;
        (dir, connection)
    }

    fn message(result: Result<QueryResult, Error>) -> String {
        match result {
            Err(Error::Io(message)) => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_may_wait_is_not_swift() {
        let (_dir, connection) = database();
        let swift = |text: &str| is_swift(&connection, text);
        connection.execute_batch("CREATE TABLE a (x)").unwrap();
        assert!(swift("SELECT x FROM a"));
        assert!(swift("with b as (select 1) select * from b"));
        assert!(!swift("WITH b AS (SELECT 1) INSERT INTO a SELECT * FROM b"));
        assert!(!swift("INSERT INTO a VALUES (1)"));
        assert!(!swift("BEGIN IMMEDIATE"));
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(swift("INSERT INTO a VALUES (1)"));
        assert!(!swift("COMMIT"));
        connection.execute_batch("COMMIT; BEGIN").unwrap();
        assert!(!swift("UPDATE a SET x = 2"));
    }

    #[test]
    fn only_the_first_statement_runs() {
        let (_dir, connection) = database();
        execute(
            &connection,
            "CREATE TABLE a (x); CREATE TABLE b (x)",
            vec![],
        )
        .unwrap();
        execute(&connection, "SELECT * FROM a", vec![]).unwrap();
        assert!(message(execute(&connection, "SELECT * FROM b", vec![])).contains("no such table"));
    }

    #[test]
    fn files_cannot_be_attached() {
        let (dir, connection) = database();
        let file = dir.path().join("b.db");
        let file = file.to_str().unwrap();
        let literal = format!("ATTACH '{file}' AS b");
        assert!(message(execute(&connection, &literal, vec![])).contains("not authorized"));
        let bound = execute(
            &connection,
            "ATTACH ? AS b",
            vec![Value::Text(file.to_owned())],
        );
        assert!(message(bound).contains("not authorized"));
        execute(&connection, "ATTACH ':memory:' AS m", vec![]).unwrap();
        assert!(!dir.path().join("b.db").exists());
    }

    #[test]
    fn values_come_back_as_they_went() {
        let (_dir, connection) = database();
        let sent = vec![
            Value::Integer(i64::MIN),
            Value::Real(0.5),
            Value::Text("ä".into()),
            Value::Blob(vec![0, 255]),
            Value::Null,
        ];
        let result = execute(&connection, "SELECT ? AS a, ? AS b, ?, ?, ?", sent.clone()).unwrap();
        assert_eq!(result.columns[..2], ["a", "b"]);
        assert_eq!(format!("{:?}", result.rows[0].values), format!("{sent:?}"));
    }

    #[test]
    fn bad_calls_are_errors_in_words() {
        let (_dir, connection) = database();
        assert!(message(execute(&connection, "SELEC 1", vec![])).contains("syntax error"));
        assert!(message(execute(&connection, "SELECT ?", vec![])).contains("parameters"));
        let invalid = execute(&connection, "SELECT CAST(x'ff' AS TEXT)", vec![]);
        assert!(message(invalid).contains("utf-8"));
        let _ = execute(&connection, "", vec![]);
        let huge = "SELECT zeroblob(70000000), zeroblob(70000000)";
        assert!(message(execute(&connection, huge, vec![])).contains("exceeds limit"));
    }
}
