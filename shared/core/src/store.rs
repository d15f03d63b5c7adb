//! All SQL, and the blobs that rows point at.

mod blobs;
mod files;
mod jobs;
mod migrate;
mod retry;
mod sweep;

pub(crate) use blobs::random_hex;
pub use blobs::{BlobReader, BlobRef, BlobWriter};
pub use files::{FileRow, NewFile};
pub use jobs::{Job, JobState, NewJob};
pub use sweep::Swept;

use thiserror::Error;

use crate::ports::{BlobError, Ports, Rows, SqlConnection, SqlError, Value};

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
        };
        // What was acknowledged survives a power cut. A store that knows no such setting has its own rule.
        let _ = store.connection.execute("PRAGMA synchronous=FULL", &[]);
        migrate::bring_up_to_date(&store)?;
        Ok(store)
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

    /// Runs one statement, again while the database is busy.
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Rows, StoreError> {
        Ok(retry::while_locked(&self.ports, || {
            self.connection.execute(statement, parameters)
        })?)
    }

    /// Runs `work` between BEGIN IMMEDIATE and COMMIT; all of it again while the database is busy.
    ///
    /// IMMEDIATE, because a transaction that begins by reading and then writes is refused at once when another
    /// writer came between, however long one would wait.
    fn transaction<T>(
        &self,
        mut work: impl FnMut(&Transaction<'_>) -> Result<T, SqlError>,
    ) -> Result<T, StoreError> {
        let done = retry::while_locked(&self.ports, || {
            let transaction = Transaction {
                connection: &*self.connection,
            };
            transaction.run("BEGIN IMMEDIATE", &[])?;
            let outcome = work(&transaction).and_then(|value| {
                transaction.run("COMMIT", &[])?;
                Ok(value)
            });
            if outcome.is_err() {
                // The failure itself is what the caller needs; a connection that cannot roll back is dropped soon.
                let _ = transaction.run("ROLLBACK", &[]);
            }
            outcome
        })?;
        Ok(done)
    }
}

/// A transaction under way.
struct Transaction<'t> {
    connection: &'t dyn SqlConnection,
}

impl Transaction<'_> {
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Rows, SqlError> {
        self.connection.execute(statement, parameters)
    }
}
