//! The relational store: SQLite on the same machine, or libSQL over HTTP.

use thiserror::Error;

/// Opens connections. Each is independent; an open transaction rolls back when its connection is dropped.
pub trait Sql {
    /// Opens a connection.
    ///
    /// # Errors
    /// [`SqlError`] when the store is out of reach.
    fn open(&self) -> Result<Box<dyn SqlConnection>, SqlError>;
}

/// One connection.
pub trait SqlConnection {
    /// Runs exactly one statement with positional parameters (`?1`, `?2`, ...).
    ///
    /// # Errors
    /// [`SqlError::Locked`] when another writer holds the file longer than the store waits (the caller may
    /// retry), [`SqlError::Constraint`] for a violated constraint, [`SqlError::Other`] for the rest.
    fn execute(&self, statement: &str, parameters: &[Value]) -> Result<Rows, SqlError>;
}

/// A value in a row or a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A 64-bit integer.
    Integer(i64),
    /// A double.
    Real(f64),
    /// UTF-8 text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// The rows that a statement returned, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Column names, in order.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row, its values in the order of [`Rows::columns`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The value at `index`; NULL when the row is shorter.
    pub fn value(&self, index: usize) -> &Value {
        self.0.get(index).unwrap_or(&Value::Null)
    }

    /// The integer at `index`, `None` for anything else.
    pub fn integer(&self, index: usize) -> Option<i64> {
        match self.value(index) {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The text at `index`, `None` for anything else.
    pub fn text(&self, index: usize) -> Option<&str> {
        match self.value(index) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes at `index`, `None` for anything else.
    pub fn bytes(&self, index: usize) -> Option<&[u8]> {
        match self.value(index) {
            Value::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Why a statement failed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SqlError {
    /// The database is held by another writer.
    #[error("the database is busy: {0}")]
    Locked(String),
    /// A UNIQUE, NOT NULL, CHECK or FOREIGN KEY constraint refused the change.
    #[error("the database refused the change: {0}")]
    Constraint(String),
    /// Anything else: no such table, syntax, disk full, out of reach.
    #[error("the database failed: {0}")]
    Other(String),
}

impl SqlError {
    /// Sorts an SQLite message into its kind. Spin hands on the text alone, no code.
    pub fn from_message(message: impl Into<String>) -> Self {
        let message = message.into();
        let lower = message.to_ascii_lowercase();
        if lower.contains("database is locked")
            || lower.contains("database table is locked")
            || lower.contains("database is busy")
        {
            Self::Locked(message)
        } else if lower.contains("constraint failed") {
            Self::Constraint(message)
        } else {
            Self::Other(message)
        }
    }
}
