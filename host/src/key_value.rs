//! `fermyon:spin/key-value@2.0.0` over SQLite files, laid out as Spin lays them out: one table for all
//! stores of a file, one connection per file behind a mutex, SQLite's default journal (so each `set` is
//! durable when it returns).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use rusqlite::OptionalExtension;
use wasmtime::component::Resource;

use crate::bindings::fermyon::spin::key_value::{Error, Host, HostStore};
use crate::instance::State;

/// Most bytes of a value, or of all keys together, that one call returns; Spin's limit.
const READ_LIMIT: usize = 128 * 1024 * 1024;

/// Most stores that an instance may have open at the same time; Spin's limit.
const OPEN_LIMIT: usize = 256;

/// One file with any number of stores in it.
#[derive(Debug)]
pub struct StoreFile {
    path: PathBuf,
    connection: Mutex<Option<rusqlite::Connection>>,
}

/// An open store of an instance.
#[derive(Debug, Clone)]
pub struct Store {
    file: Arc<StoreFile>,
    name: String,
}

/// Label to the file which holds the store of that label.
pub type Stores = BTreeMap<String, Arc<StoreFile>>;

impl StoreFile {
    /// Opens the file, making it and its table when missing, so that an unusable one is found at the start.
    ///
    /// # Errors
    /// The file cannot be opened or is not a key-value file.
    pub fn open(path: &Path) -> anyhow::Result<Arc<Self>> {
        let file = Self {
            path: path.to_path_buf(),
            connection: Mutex::new(None),
        };
        file.run(|_| Ok(()))
            .map_err(anyhow::Error::from)
            .with_context(|| format!("cannot open the key-value store {}", path.display()))?;
        Ok(Arc::new(file))
    }

    fn run<T>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let mut guard = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let connection = match guard.take() {
            Some(connection) => connection,
            None => {
                let connection = rusqlite::Connection::open(&self.path)?;
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS spin_key_value (
                       store TEXT NOT NULL,
                       key   TEXT NOT NULL,
                       value BLOB NOT NULL,
                       PRIMARY KEY (store, key)
                     )",
                    [],
                )?;
                connection
            }
        };
        let result = work(&connection);
        *guard = Some(connection);
        result
    }
}

impl Store {
    /// Runs one piece of blocking work beside the async runtime.
    async fn run<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&rusqlite::Connection, &str) -> rusqlite::Result<T> + Send + 'static,
    {
        let Store { file, name } = self.clone();
        let done =
            tokio::task::spawn_blocking(move || file.run(|connection| work(connection, &name)));
        match done.await {
            Ok(result) => result.map_err(|e| Error::Other(e.to_string())),
            Err(lost) => Err(Error::Other(lost.to_string())),
        }
    }
}

impl Host for State {}

impl HostStore for State {
    async fn open(&mut self, label: String) -> wasmtime::Result<Result<Resource<Store>, Error>> {
        let Some(file) = self.component.stores.get(&label) else {
            return Ok(Err(Error::AccessDenied));
        };
        let store = Store {
            file: file.clone(),
            name: label,
        };
        if self.open_stores >= OPEN_LIMIT {
            return Ok(Err(Error::StoreTableFull));
        }
        self.open_stores += 1;
        Ok(Ok(self.table.push(store)?))
    }

    async fn get(
        &mut self,
        store: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<Option<Vec<u8>>, Error>> {
        let store = self.table.get(&store)?.clone();
        // The length is asked for first, so that an oversized value is never loaded.
        let found = store
            .run(move |connection, name| {
                connection
                    .prepare_cached(
                        "SELECT length(value), CASE WHEN length(value) <= ?3 THEN value END
                         FROM spin_key_value WHERE store = ?1 AND key = ?2",
                    )?
                    .query_row((name, &key, READ_LIMIT as i64), |row| {
                        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
                    })
                    .optional()
            })
            .await;
        Ok(match found {
            Ok(None) => Ok(None),
            Ok(Some((_, Some(value)))) => Ok(Some(value)),
            Ok(Some((length, None))) => Err(Error::Other(format!(
                "the value has {length} bytes, more than the {READ_LIMIT} that one call returns"
            ))),
            Err(error) => Err(error),
        })
    }

    async fn set(
        &mut self,
        store: Resource<Store>,
        key: String,
        value: Vec<u8>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let store = self.table.get(&store)?.clone();
        Ok(store
            .run(move |connection, name| {
                connection
                    .prepare_cached(
                        "INSERT INTO spin_key_value (store, key, value) VALUES (?1, ?2, ?3)
                         ON CONFLICT (store, key) DO UPDATE SET value = excluded.value",
                    )?
                    .execute((name, &key, &value))
                    .map(drop)
            })
            .await)
    }

    async fn delete(
        &mut self,
        store: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<(), Error>> {
        let store = self.table.get(&store)?.clone();
        Ok(store
            .run(move |connection, name| {
                connection
                    .prepare_cached("DELETE FROM spin_key_value WHERE store = ?1 AND key = ?2")?
                    .execute((name, &key))
                    .map(drop)
            })
            .await)
    }

    async fn exists(
        &mut self,
        store: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<bool, Error>> {
        let store = self.table.get(&store)?.clone();
        Ok(store
            .run(move |connection, name| {
                connection
                    .prepare_cached("SELECT 1 FROM spin_key_value WHERE store = ?1 AND key = ?2")?
                    .exists((name, &key))
            })
            .await)
    }

    async fn get_keys(
        &mut self,
        store: Resource<Store>,
    ) -> wasmtime::Result<Result<Vec<String>, Error>> {
        let store = self.table.get(&store)?.clone();
        let listed = store
            .run(|connection, name| {
                let mut statement =
                    connection.prepare_cached("SELECT key FROM spin_key_value WHERE store = ?1")?;
                let mut rows = statement.query([name])?;
                let (mut keys, mut bytes) = (Vec::new(), 0usize);
                while let Some(row) = rows.next()? {
                    let key: String = row.get(0)?;
                    bytes = bytes.saturating_add(key.len() + size_of::<String>());
                    if bytes > READ_LIMIT {
                        return Ok(None);
                    }
                    keys.push(key);
                }
                Ok(Some(keys))
            })
            .await;
        Ok(listed.and_then(|keys| {
            keys.ok_or_else(|| {
                Error::Other(format!(
                    "the keys have more than the {READ_LIMIT} bytes that one call returns"
                ))
            })
        }))
    }

    async fn drop(&mut self, store: Resource<Store>) -> wasmtime::Result<()> {
        self.table.delete(store)?;
        self.open_stores = self.open_stores.saturating_sub(1);
        Ok(())
    }
}
