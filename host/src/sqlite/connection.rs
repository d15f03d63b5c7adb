//! A guest's connection: which thread runs its statements, and when it may write.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::TransactionState;

use super::pool::{Database, Lent, Turn};
use super::{execute, io};
use crate::bindings::spin::sqlite::sqlite::{Error, QueryResult, Value};

/// A connection resource.
#[derive(Debug, Clone)]
pub struct Connection {
    database: Arc<Database>,
    lent: Arc<Mutex<Option<Lent>>>,
}

/// How a statement is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It waits for nobody: it reads, or its transaction holds the database already. Handing it to another thread would take
    /// longer than most such statements run.
    Swift,
    /// It waits for its turn to write, and for the disk.
    Writes,
    /// It may wait.
    Waits,
}

impl Connection {
    /// A connection; nothing is opened yet.
    pub fn new(database: Arc<Database>) -> Self {
        Self {
            database,
            lent: Arc::default(),
        }
    }

    /// Runs the first statement of `text`.
    ///
    /// # Errors
    /// What SQLite says.
    pub async fn execute(
        &self,
        text: String,
        parameters: Vec<Value>,
    ) -> Result<QueryResult, Error> {
        let turn = match self.here(None, |opened| Ok(manner(opened, &text)))? {
            Manner::Swift => {
                return self.here(None, |opened| execute(opened, &text, parameters));
            }
            Manner::Writes => self.database.turn().await,
            Manner::Waits => None,
        };
        let connection = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            connection.here(turn, |opened| execute(opened, &text, parameters))
        });
        done.await
            .unwrap_or_else(|lost| Err(Error::Io(lost.to_string())))
    }

    /// Does something with the connection beside the async runtime.
    pub async fn run<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&rusqlite::Connection) -> Result<T, Error> + Send + 'static,
    {
        let connection = self.clone();
        let done = tokio::task::spawn_blocking(move || connection.here(None, work));
        done.await
            .unwrap_or_else(|lost| Err(Error::Io(lost.to_string())))
    }

    fn here<T>(
        &self,
        turn: Option<Turn>,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut guard = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            *guard = Some(Lent {
                opened: Some(self.database.take().map_err(io)?),
                turn: None,
                database: self.database.clone(),
            });
        }
        let Some(lent) = guard.as_mut() else {
            return Err(Error::InvalidConnection);
        };
        if turn.is_some() {
            lent.turn = turn;
        }
        let Some(opened) = &lent.opened else {
            return Err(Error::InvalidConnection);
        };
        let result = work(&opened.connection);
        // The transaction is over, or there was none.
        if opened.connection.is_autocommit() {
            lent.turn = None;
        }
        result
    }
}

fn manner(connection: &rusqlite::Connection, text: &str) -> Manner {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is = |word: &str| first.eq_ignore_ascii_case(word);
    if is("SELECT") || is("WITH") {
        return match connection.prepare_cached(text) {
            Ok(statement) if statement.readonly() => Manner::Swift,
            Ok(_) => Manner::Writes,
            Err(_) => Manner::Waits,
        };
    }
    if is("PRAGMA") {
        let text = text.to_ascii_lowercase();
        let sets_nothing_but_itself = text.contains("busy_timeout") || text.contains("synchronous");
        return if sets_nothing_but_itself {
            Manner::Swift
        } else {
            Manner::Waits
        };
    }
    if is("BEGIN") {
        let now = words
            .next()
            .is_some_and(|word| !word.eq_ignore_ascii_case("DEFERRED"));
        return if now { Manner::Writes } else { Manner::Waits };
    }
    // COMMIT waits for the disk.
    if !["INSERT", "UPDATE", "DELETE", "REPLACE"]
        .iter()
        .any(|word| is(word))
    {
        return Manner::Waits;
    }
    match connection.transaction_state(None) {
        Ok(TransactionState::Write) => Manner::Swift,
        // A transaction that has read is refused at once when it cannot write.
        Ok(TransactionState::Read) => Manner::Waits,
        _ if connection.is_autocommit() => Manner::Writes,
        _ => Manner::Waits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::pool::open;

    #[test]
    fn what_may_wait_is_not_swift() {
        let dir = tempfile::tempdir().unwrap();
        let connection = open(&dir.path().join("a.db")).unwrap().connection;
        let manner = |text: &str| manner(&connection, text);
        connection.execute_batch("CREATE TABLE a (x)").unwrap();
        assert_eq!(manner("SELECT x FROM a"), Manner::Swift);
        assert_eq!(
            manner("with b as (select 1) select * from b"),
            Manner::Swift
        );
        assert_eq!(
            manner("WITH b AS (SELECT 1) INSERT INTO a SELECT * FROM b"),
            Manner::Writes
        );
        assert_eq!(manner("INSERT INTO a VALUES (1)"), Manner::Writes);
        assert_eq!(manner("BEGIN"), Manner::Waits);
        assert_eq!(manner("BEGIN IMMEDIATE"), Manner::Writes);
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert_eq!(manner("INSERT INTO a VALUES (1)"), Manner::Swift);
        assert_eq!(manner("COMMIT"), Manner::Waits);
        connection
            .execute_batch("COMMIT; BEGIN; SELECT * FROM a")
            .unwrap();
        assert_eq!(manner("UPDATE a SET x = 2"), Manner::Waits);
    }

    #[tokio::test]
    async fn writers_take_turns_and_a_guest_that_is_gone_gives_its_up() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::new(dir.path().join("a.db"));
        let guest = || Connection::new(database.clone());
        let run = |guest: &Connection, text: &str| {
            let (guest, text) = (guest.clone(), text.to_owned());
            async move { guest.execute(text, Vec::new()).await }
        };
        let first = guest();
        run(&first, "CREATE TABLE a (x)").await.unwrap();
        run(&first, "BEGIN IMMEDIATE").await.unwrap();
        let (second, third) = (guest(), guest());
        let waits = tokio::spawn(run(&second, "INSERT INTO a VALUES (2)"));
        let waits_too = tokio::spawn(run(&third, "INSERT INTO a VALUES (3)"));
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert!(!waits.is_finished() && !waits_too.is_finished());
        run(&first, "INSERT INTO a VALUES (1)").await.unwrap();
        run(&first, "COMMIT").await.unwrap();
        waits.await.unwrap().unwrap();
        waits_too.await.unwrap().unwrap();
        run(&second, "BEGIN IMMEDIATE").await.unwrap();
        run(&second, "DELETE FROM a").await.unwrap();
        drop(second);
        run(&third, "INSERT INTO a VALUES (4)").await.unwrap();
        let found = run(&third, "SELECT count(*) FROM a").await.unwrap();
        assert!(matches!(found.rows[0].values[0], Value::Integer(4)));
    }
}
