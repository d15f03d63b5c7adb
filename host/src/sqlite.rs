//! `spin:sqlite/sqlite@3.0.0`: each `open` is a connection of its own, made at its first statement and
//! closed with the resource, so a transaction that was left open rolls back when the instance ends.
//!
//! Kept from Spin: rusqlite's busy timeout of five seconds, no pragmas, errors as `io(<SQLite's message>)`,
//! and of a text with several statements only the first runs (which is how rusqlite 0.34 behaves, hence
//! its pin).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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

/// Label to database.
pub type Databases = BTreeMap<String, Arc<Database>>;

/// A database file.
///
/// Of the connections that guests have done with, one is kept, unused. SQLite clears a write-ahead log away with
/// the last connection, which writes the whole database file anew to the disk: without the kept one that is after
/// nearly every request.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    kept: Mutex<Option<rusqlite::Connection>>,
}

impl Database {
    /// The database in that file; nothing is opened yet.
    pub fn new(path: PathBuf) -> Arc<Self> {
        Arc::new(Self {
            path,
            kept: Mutex::default(),
        })
    }
}

/// An open connection of one guest.
#[derive(Debug)]
struct Opened {
    connection: Option<rusqlite::Connection>,
    database: Arc<Database>,
}

impl Drop for Opened {
    /// Ends what the guest left open, and keeps the connection if none is kept.
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        let ended = connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok();
        let mut kept = self
            .database
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if ended && kept.is_none() {
            *kept = Some(connection);
        }
    }
}

/// A connection resource.
#[derive(Debug, Clone)]
pub struct Connection {
    database: Arc<Database>,
    opened: Arc<Mutex<Option<Opened>>>,
}

impl Connection {
    async fn run<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&rusqlite::Connection) -> Result<T, Error> + Send + 'static,
    {
        let Connection { database, opened } = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut guard = opened.lock().unwrap_or_else(PoisonError::into_inner);
            if guard.is_none() {
                let connection = Some(open(&database.path).map_err(io)?);
                *guard = Some(Opened {
                    connection,
                    database,
                });
            }
            match guard.as_ref().and_then(|opened| opened.connection.as_ref()) {
                Some(connection) => work(connection),
                None => Err(Error::InvalidConnection),
            }
        });
        done.await
            .unwrap_or_else(|lost| Err(Error::Io(lost.to_string())))
    }
}

fn io(error: rusqlite::Error) -> Error {
    Error::Io(error.to_string())
}

/// Opens a database file in which no other file can be attached.
fn open(path: &Path) -> rusqlite::Result<rusqlite::Connection> {
    let connection = rusqlite::Connection::open(path)?;
    connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Attach {
            filename: "" | ":memory:",
        } => Authorization::Allow,
        AuthAction::Attach { .. } => Authorization::Deny,
        // A file name that is not a literal is not told to the authorizer.
        AuthAction::Unknown { code, .. } if code == rusqlite::ffi::SQLITE_ATTACH => {
            Authorization::Deny
        }
        _ => Authorization::Allow,
    }));
    Ok(connection)
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
            opened: Arc::default(),
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

    #[test]
    fn the_log_outlives_the_guest_and_its_transaction_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.db");
        let database = Database::new(path.clone());
        let guest = |statements: &str| {
            let connection = open(&path).unwrap();
            connection.execute_batch(statements).unwrap();
            drop(Opened {
                connection: Some(connection),
                database: database.clone(),
            });
        };
        guest(
            "PRAGMA journal_mode=WAL; CREATE TABLE t (x); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)",
        );
        guest("INSERT INTO t VALUES (2)");
        assert!(dir.path().join("a.db-wal").metadata().unwrap().len() > 0);
        let reader = open(&path).unwrap();
        let found: i64 = reader
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
        let connection = open(&dir.path().join("a.db")).unwrap();
        (dir, connection)
    }

    fn message(result: Result<QueryResult, Error>) -> String {
        match result {
            Err(Error::Io(message)) => message,
            other => panic!("{other:?}"),
        }
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
