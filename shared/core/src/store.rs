//! All SQL, and the blobs that rows point at.

pub(crate) mod apps;
mod blobs;
pub(crate) mod contents;
pub(crate) mod cursors;
pub(crate) mod editings;
pub(crate) mod figures;
mod files;
pub(crate) mod forgotten;
pub(crate) mod hosted;
pub(crate) mod jobs;
pub(crate) mod merges;
mod migrate;
pub(crate) mod nodes;
pub(crate) mod objects;
pub(crate) mod operations;
pub(crate) mod outbox;
pub(crate) mod participants;
pub(crate) mod records;
pub(crate) mod replies;
mod retry;
pub(crate) mod saves;
pub(crate) mod search;
pub(crate) mod secrets;
pub(crate) mod snapshots;
mod sweep;
pub(crate) mod users;
pub(crate) mod wopi;

pub use blobs::{BlobReader, BlobRef, BlobWriter};
pub(crate) use blobs::{UNFINISHED_MS, hex, random_hex};
pub(crate) use files::blob_at;
pub use files::{FileRow, NewFile};
pub use jobs::{Job, JobState, NewJob};
pub use sweep::Swept;

use std::cell::Cell;

use thiserror::Error;

use crate::ports::{BlobError, Level, Ports, Row, Rows, SqlConnection, SqlError, Value};

/// Why the store could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The database.
    #[error(transparent)]
    Sql(#[from] SqlError),
    /// The blobs.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The database's schema is newer than this build.
    #[error(
        "the database has schema {found}, this build knows up to {known}: a newer Spindle has used it"
    )]
    NewerSchema {
        /// The database's version.
        found: i64,
        /// The newest version that this build knows.
        known: i64,
    },
    /// What is stored is not what this build writes.
    #[error("the stored {what} cannot be read: {reason}")]
    Damaged {
        /// What it is.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

/// One connection to the database, with its schema up to date, and the blobs beside it.
pub struct Store<'a> {
    connection: Box<dyn SqlConnection>,
    ports: Ports<'a>,
    /// Whether writes of this connection wait for the disk by now.
    synchronous: Cell<bool>,
}

impl<'a> Store<'a> {
    /// Opens a connection and brings the schema up to date where it is not.
    ///
    /// # Errors
    /// [`StoreError`] when the database is out of reach or newer than this build.
    pub fn open(ports: &Ports<'a>) -> Result<Self, StoreError> {
        let store = Self {
            connection: ports.sql.open()?,
            ports: *ports,
            synchronous: Cell::new(false),
        };
        migrate::bring_up_to_date(&store)?;
        Ok(store)
    }

    /// From the first write on what is acknowledged survives a power cut. A store that knows no such setting has its own
    /// rule.
    fn be_synchronous(&self) {
        if !self.synchronous.replace(true) {
            let _ = self.connection.execute("PRAGMA synchronous=FULL", &[]);
        }
    }

    /// Milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        self.ports.clock.now_ms()
    }

    /// Writes a line to the log.
    pub(crate) fn log(&self, level: Level, text: &str) {
        self.ports.log.line(level, text);
    }

    /// Answers whether database and blobs can be reached, by one cheap read of each.
    ///
    /// # Errors
    /// [`StoreError`] of the one that cannot.
    pub fn check(ports: &Ports<'_>) -> Result<(), StoreError> {
        let connection = ports.sql.open()?;
        retry::while_locked(ports, || {
            connection.execute("SELECT count(*) FROM sqlite_schema", &[])
        })?;
        ports.blobs.exists("healthcheck")?;
        Ok(())
    }

    /// Runs `work` between BEGIN IMMEDIATE and COMMIT; an error of `work` rolls everything back.
    ///
    /// IMMEDIATE, because a transaction that begins by reading and then writes is refused at once when another
    /// writer came between, however long one would wait. Once it has begun nobody else writes; a statement
    /// that still finds the database busy (readers, where they shut writers out) is tried again by itself.
    pub(crate) fn transaction<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.be_synchronous();
        // A store that knows no such setting waits in its own way.
        let _ = self.connection.execute("PRAGMA busy_timeout=0", &[]);
        self.run("BEGIN IMMEDIATE", &[])?;
        let transaction = Transaction {
            connection: &*self.connection,
            ports: &self.ports,
        };
        let outcome = work(&transaction).and_then(|value| match self.run("COMMIT", &[]) {
            Ok(_) => Ok(value),
            Err(error) => Err(error.into()),
        });
        if outcome.is_err() {
            // The failure itself is what the caller needs; a connection that cannot roll back is dropped soon.
            let _ = self.connection.execute("ROLLBACK", &[]);
        }
        outcome
    }
}

/// What runs statements: the store itself, each on its own, or a transaction.
pub(crate) trait Statements {
    /// Runs one statement.
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Rows, StoreError>;

    /// The number in the first column of the first row, if there is one.
    fn number(&self, statement: &str, parameters: &[Value]) -> Result<Option<i64>, StoreError> {
        let rows = self.run(statement, parameters)?;
        Ok(rows.rows.first().and_then(|row| row.integer(0)))
    }

    /// The texts in the first column.
    fn texts(&self, statement: &str, parameters: &[Value]) -> Result<Vec<String>, StoreError> {
        let rows = self.run(statement, parameters)?;
        let texts = rows.rows.iter().filter_map(|row| row.text(0));
        Ok(texts.map(str::to_owned).collect())
    }

    /// Whether there is a row.
    fn any(&self, statement: &str, parameters: &[Value]) -> Result<bool, StoreError> {
        Ok(!self.run(statement, parameters)?.rows.is_empty())
    }
}

/// A transaction under way.
pub(crate) struct Transaction<'t> {
    connection: &'t dyn SqlConnection,
    ports: &'t Ports<'t>,
}

impl Statements for Transaction<'_> {
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Rows, StoreError> {
        Ok(retry::while_locked(self.ports, || {
            self.connection.execute(statement, parameters)
        })?)
    }
}

impl Statements for Store<'_> {
    /// Again while the database is busy.
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Rows, StoreError> {
        if !statement.trim_start().starts_with("SELECT") {
            self.be_synchronous();
        }
        Ok(retry::while_locked(&self.ports, || {
            self.connection.execute(statement, parameters)
        })?)
    }
}

/// Reads a row's columns; a column of another type than written is a damaged row.
pub(crate) struct Columns<'r> {
    row: &'r Row,
    what: &'static str,
}

impl<'r> Columns<'r> {
    pub(crate) fn of(what: &'static str, row: &'r Row) -> Self {
        Self { row, what }
    }

    pub(crate) fn integer(&self, index: usize) -> Result<i64, StoreError> {
        self.row.integer(index).ok_or_else(|| self.damaged(index))
    }

    pub(crate) fn text(&self, index: usize) -> Result<&'r str, StoreError> {
        self.row.text(index).ok_or_else(|| self.damaged(index))
    }

    pub(crate) fn string(&self, index: usize) -> Result<String, StoreError> {
        self.text(index).map(str::to_owned)
    }

    fn damaged(&self, index: usize) -> StoreError {
        StoreError::Damaged {
            what: self.what,
            reason: format!("column {index} has another type"),
        }
    }
}

/// The next value of a counter. Only inside a transaction, so that numbers are given in the order of commits.
pub(crate) fn next_number(
    transaction: &Transaction<'_>,
    counter: &'static str,
) -> Result<i64, StoreError> {
    transaction
        .number(
            "UPDATE counters SET value = value + 1 WHERE name = ?1 RETURNING value",
            &[counter.into()],
        )?
        .ok_or_else(|| StoreError::Damaged {
            what: "counter",
            reason: format!("there is no `{counter}`"),
        })
}

impl Transaction<'_> {
    /// Milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        self.ports.clock.now_ms()
    }

    /// Whether it is this transaction's turn to clear away what is over: one in sixteen does.
    pub(crate) fn clears_away(&self) -> bool {
        let mut noise = [0];
        self.ports.random.fill(&mut noise);
        noise[0] % 16 == 0
    }

    /// A new id of 24 hexadecimal digits: four bytes of seconds, eight of chance, as MongoDB's.
    pub(crate) fn object_id(&self, at_ms: i64) -> String {
        let seconds = u32::try_from(at_ms.div_euclid(1000)).unwrap_or(u32::MAX);
        format!("{seconds:08x}{}", random_hex(self.ports, 8))
    }
}
