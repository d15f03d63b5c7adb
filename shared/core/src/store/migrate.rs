//! The schema, as numbered steps that are applied once.

use super::{Statements as _, Store, StoreError, Transaction, retry};
use crate::ports::{Level, SqlError};

/// The steps in order; a released one never changes.
static MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_jobs.sql"),
    include_str!("migrations/0002_documents.sql"),
    include_str!("migrations/0003_conversions.sql"),
    include_str!("migrations/0004_files.sql"),
    include_str!("migrations/0005_editing.sql"),
    include_str!("migrations/0006_outbox.sql"),
    include_str!("migrations/0007_cursors.sql"),
    include_str!("migrations/0008_wopi_client.sql"),
];

fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Applies the steps that the database lacks; one read when it lacks none.
pub(super) fn bring_up_to_date(store: &Store<'_>) -> Result<(), StoreError> {
    let found = match store.number("SELECT version FROM schema_version", &[]) {
        Ok(version) => version.unwrap_or(0),
        // The first start: there is no such table. Any other reason shows again below.
        Err(StoreError::Sql(SqlError::Other(_))) => 0,
        Err(error) => return Err(error),
    };
    if found == newest() {
        return Ok(());
    }
    refuse_newer(found)?;
    // Readers and writers do not shut each other out in this mode, and it stays with the file. It cannot change
    // inside a transaction; a store that has no such mode keeps its own.
    if let Err(error) = retry::while_locked(&store.ports, || {
        store.connection.execute("PRAGMA journal_mode=WAL", &[])
    }) {
        store.ports.log.line(
            Level::Info,
            &format!("the database keeps its journal mode: {error}"),
        );
    }
    // Whoever begins first applies everything; who waited finds nothing left to do.
    let found = store.transaction(apply_missing)?;
    refuse_newer(found)
}

fn refuse_newer(found: i64) -> Result<(), StoreError> {
    let known = newest();
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    Ok(())
}

/// Answers the version that was there before.
fn apply_missing(transaction: &Transaction<'_>) -> Result<i64, StoreError> {
    transaction.run(
        "CREATE TABLE IF NOT EXISTS schema_version (
           one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
           version INTEGER NOT NULL
         )",
        &[],
    )?;
    transaction.run(
        "INSERT INTO schema_version (one, version) VALUES (1, 0) ON CONFLICT (one) DO NOTHING",
        &[],
    )?;
    let found = transaction
        .number("SELECT version FROM schema_version", &[])?
        .unwrap_or(0);
    let applied = usize::try_from(found).unwrap_or(usize::MAX);
    let missing = MIGRATIONS.get(applied..).unwrap_or_default();
    for statement in missing.iter().flat_map(|script| statements(script)) {
        transaction.run(&statement, &[])?;
    }
    if !missing.is_empty() {
        transaction.run("UPDATE schema_version SET version = ?1", &[newest().into()])?;
    }
    Ok(found)
}

/// Cuts a script into statements: stores run one at a time. Comment lines go; a semicolon ends a statement only at
/// the end of a line.
fn statements(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut statement = String::new();
    for line in script
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
    {
        statement.push_str(line);
        statement.push('\n');
        if line.trim_end().ends_with(';') {
            found.push(statement.trim().trim_end_matches(';').to_owned());
            statement.clear();
        }
    }
    if !statement.trim().is_empty() {
        found.push(statement.trim().to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_cut_at_line_ends_and_comments_go() {
        let script = "-- why;\nCREATE TABLE a (\n  b TEXT DEFAULT 'x;y'\n);\n\nCREATE INDEX c ON a (b);\nSELECT 1";
        assert_eq!(
            statements(script),
            [
                "CREATE TABLE a (\n  b TEXT DEFAULT 'x;y'\n)",
                "CREATE INDEX c ON a (b)",
                "SELECT 1"
            ]
        );
    }
}
