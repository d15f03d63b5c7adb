//! Blobs over Spin's key-value interface.

use std::cell::OnceCell;

use spin_sdk::key_value::{Error, Store};
use spindle_core::ports::{BlobError, BlobStore, CHUNK_BYTES};

/// A key-value store that the manifest grants to the component (`key_value_stores`). It is opened when it is
/// first used and stays open for the rest of the request.
pub struct KeyValueBlobs {
    label: &'static str,
    store: OnceCell<Store>,
}

impl KeyValueBlobs {
    /// The store of that label.
    pub const fn new(label: &'static str) -> Self {
        Self {
            label,
            store: OnceCell::new(),
        }
    }

    fn store(&self) -> Result<&Store, BlobError> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let opened = Store::open(self.label).map_err(|error| self.explain(error))?;
        Ok(self.store.get_or_init(|| opened))
    }

    fn explain(&self, error: Error) -> BlobError {
        let label = self.label;
        BlobError(match error {
            Error::StoreTableFull => {
                "the host has too many key-value stores open; try again".to_owned()
            }
            Error::NoSuchStore => format!("the host has no key-value store `{label}`"),
            Error::AccessDenied => format!(
                "the component may not use the key-value store `{label}`: list it under key_value_stores in spin.toml"
            ),
            Error::Other(message) => message,
        })
    }
}

impl BlobStore for KeyValueBlobs {
    fn set(&self, key: &str, bytes: &[u8]) -> Result<(), BlobError> {
        if bytes.len() > CHUNK_BYTES {
            return Err(BlobError(format!(
                "a value of {} bytes is larger than the {CHUNK_BYTES} bytes that one key may hold",
                bytes.len()
            )));
        }
        self.store()?
            .set(key, bytes)
            .map_err(|error| self.explain(error))
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobError> {
        self.store()?.get(key).map_err(|error| self.explain(error))
    }

    fn exists(&self, key: &str) -> Result<bool, BlobError> {
        self.store()?
            .exists(key)
            .map_err(|error| self.explain(error))
    }

    fn delete(&self, key: &str) -> Result<(), BlobError> {
        self.store()?
            .delete(key)
            .map_err(|error| self.explain(error))
    }
}
