use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};
use spindle_core::ports::{Row, Rows, Sql, SqlConnection, SqlError, Value};

/// SQLite in a temporary file that goes with it. Each connection is one of SQLite's own, as on Spin.
#[derive(Debug)]
pub struct FileSqlite {
    folder: PathBuf,
    busy_timeout: Duration,
}

impl FileSqlite {
    /// A new, empty database whose connections wait that long for a lock. Spin's wait 5 s.
    pub fn temporary(busy_timeout: Duration) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder =
            std::env::temp_dir().join(format!("spindle-testkit-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self {
            folder,
            busy_timeout,
        }
    }

    /// The database file.
    pub fn path(&self) -> PathBuf {
        self.folder.join("test.db")
    }
}

impl Drop for FileSqlite {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Sql for FileSqlite {
    fn open(&self) -> Result<Box<dyn SqlConnection>, SqlError> {
        let connection = open(&self.path(), self.busy_timeout).map_err(|error| sort(&error))?;
        Ok(Box::new(FileConnection(connection)))
    }
}

fn open(path: &Path, busy_timeout: Duration) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(busy_timeout)?;
    Ok(connection)
}

fn sort(error: &rusqlite::Error) -> SqlError {
    SqlError::from_message(error.to_string())
}

struct FileConnection(Connection);

impl SqlConnection for FileConnection {
    fn execute(&self, statement: &str, parameters: &[Value]) -> Result<Rows, SqlError> {
        // Instances die in tests, machines do not: waiting for the disk is what takes longest.
        let statement = match statement {
            "PRAGMA synchronous=FULL" => "PRAGMA synchronous=OFF",
            other => other,
        };
        run(&self.0, statement, parameters).map_err(|error| sort(&error))
    }
}

fn run(connection: &Connection, statement: &str, parameters: &[Value]) -> rusqlite::Result<Rows> {
    let mut prepared = connection.prepare(statement)?;
    let columns: Vec<String> = prepared
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let width = columns.len();
    let bound = params_from_iter(parameters.iter().map(|value| match value {
        Value::Null => rusqlite::types::Value::Null,
        Value::Integer(number) => (*number).into(),
        Value::Real(number) => (*number).into(),
        Value::Text(text) => text.clone().into(),
        Value::Blob(bytes) => bytes.clone().into(),
    }));
    let mut found = prepared.query(bound)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let values = (0..width)
            .map(|index| {
                Ok(match row.get_ref(index)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) => Value::Integer(number),
                    ValueRef::Real(number) => Value::Real(number),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
                })
            })
            .collect::<rusqlite::Result<_>>()?;
        rows.push(Row(values));
    }
    Ok(Rows { columns, rows })
}
