//! SQL over `spin:sqlite`: a local file or libSQL, as the deployment's runtime configuration says.

use spin_sdk::sqlite3::{Connection, Error, QueryResult, Value as SpinValue};
use spindle_core::ports::{Row, Rows, Sql, SqlConnection, SqlError, Value};

/// A database that the manifest grants to the component (`sqlite_databases`).
#[derive(Debug, Clone, Copy)]
pub struct SqliteDatabase {
    label: &'static str,
}

impl SqliteDatabase {
    /// The database of that label; it is opened with each [`Sql::open`].
    pub const fn new(label: &'static str) -> Self {
        Self { label }
    }
}

impl Sql for SqliteDatabase {
    fn open(&self) -> Result<Box<dyn SqlConnection>, SqlError> {
        match Connection::open(self.label) {
            Ok(connection) => Ok(Box::new(Opened(connection))),
            Err(error) => Err(sorted(self.label, error)),
        }
    }
}

struct Opened(Connection);

impl SqlConnection for Opened {
    fn execute(&self, statement: &str, parameters: &[Value]) -> Result<Rows, SqlError> {
        let parameters: Vec<SpinValue> = parameters.iter().map(to_spin).collect();
        match self.0.execute(statement, &parameters) {
            Ok(result) => Ok(rows(result)),
            Err(error) => Err(sorted("", error)),
        }
    }
}

fn to_spin(value: &Value) -> SpinValue {
    match value {
        Value::Null => SpinValue::Null,
        Value::Integer(number) => SpinValue::Integer(*number),
        Value::Real(number) => SpinValue::Real(*number),
        Value::Text(text) => SpinValue::Text(text.clone()),
        Value::Blob(bytes) => SpinValue::Blob(bytes.clone()),
    }
}

fn from_spin(value: SpinValue) -> Value {
    match value {
        SpinValue::Null => Value::Null,
        SpinValue::Integer(number) => Value::Integer(number),
        SpinValue::Real(number) => Value::Real(number),
        SpinValue::Text(text) => Value::Text(text),
        SpinValue::Blob(bytes) => Value::Blob(bytes),
    }
}

fn rows(result: QueryResult) -> Rows {
    Rows {
        columns: result.columns,
        rows: result
            .rows
            .into_iter()
            .map(|row| Row(row.values.into_iter().map(from_spin).collect()))
            .collect(),
    }
}

/// Spin tells its own refusals apart, but hands on what SQLite says as text alone.
fn sorted(label: &str, error: Error) -> SqlError {
    match error {
        Error::Io(message) => SqlError::from_message(message),
        Error::NoSuchDatabase => {
            SqlError::Other(format!("the host has no SQLite database `{label}`"))
        }
        Error::AccessDenied => SqlError::Other(format!(
            "the component may not use the SQLite database `{label}`: list it under sqlite_databases in spin.toml"
        )),
        Error::InvalidConnection => SqlError::Other("the connection is closed".to_owned()),
        Error::DatabaseFull => SqlError::Other("the database is full".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_sqlite_are_sorted_by_their_text() {
        assert!(matches!(
            sorted("", Error::Io("database is locked".into())),
            SqlError::Locked(_)
        ));
        assert!(matches!(
            sorted("", Error::Io("UNIQUE constraint failed: t.c".into())),
            SqlError::Constraint(_)
        ));
        assert!(matches!(
            sorted("", Error::Io("no such table: t".into())),
            SqlError::Other(_)
        ));
        let denied = sorted("jobs", Error::AccessDenied).to_string();
        assert!(
            denied.contains("`jobs`") && denied.contains("sqlite_databases"),
            "{denied}"
        );
    }

    #[test]
    fn values_go_there_and_back() {
        for value in [
            Value::Null,
            Value::Integer(i64::MIN),
            Value::Real(-0.5),
            Value::Text("ž".into()),
            Value::Blob(vec![0, 255]),
        ] {
            assert_eq!(from_spin(to_spin(&value)), value);
        }
    }
}
