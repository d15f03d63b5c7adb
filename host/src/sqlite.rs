//! `spin:sqlite/sqlite@3.0.0`: each `open` is a connection of its own, made at its first statement and
//! closed with the resource, so a transaction that was left open rolls back when the instance ends.
//!
//! Kept from Spin: rusqlite's busy timeout of five seconds, no pragmas, errors as `io(<SQLite's message>)`,
//! and of a text with several statements only the first runs (which is how rusqlite 0.34 behaves, hence
//! its pin).

mod connection;
mod pool;

pub use connection::Connection;
pub use pool::Database;

use std::collections::BTreeMap;
use std::sync::Arc;

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

fn io(error: rusqlite::Error) -> Error {
    Error::Io(error.to_string())
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
        let connection = Connection::new(database.clone());
        Ok(Ok(self.table.push(connection)?))
    }

    async fn execute(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<Value>,
    ) -> wasmtime::Result<Result<QueryResult, Error>> {
        let connection = self.table.get(&connection)?.clone();
        Ok(connection.execute(statement, parameters).await)
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

    fn database() -> (tempfile::TempDir, rusqlite::Connection) {
        let dir = tempfile::tempdir().unwrap();
        let connection = pool::open(&dir.path().join("a.db")).unwrap().connection;
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
