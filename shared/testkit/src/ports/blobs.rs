use std::collections::BTreeMap;
use std::sync::Mutex;

use spindle_core::ports::{BlobError, BlobStore, CHUNK_BYTES};

/// Blobs in memory.
#[derive(Debug, Default)]
pub struct MemoryBlobs {
    values: Mutex<BTreeMap<String, Vec<u8>>>,
    broken: Mutex<bool>,
}

impl MemoryBlobs {
    /// The keys that hold something, sorted.
    pub fn keys(&self) -> Vec<String> {
        self.values.lock().unwrap().keys().cloned().collect()
    }

    /// From now on every call fails, or none.
    pub fn set_broken(&self, broken: bool) {
        *self.broken.lock().unwrap() = broken;
    }

    fn check(&self) -> Result<(), BlobError> {
        if *self.broken.lock().unwrap() {
            return Err(BlobError("out of reach".to_owned()));
        }
        Ok(())
    }
}

impl BlobStore for MemoryBlobs {
    fn set(&self, key: &str, bytes: &[u8]) -> Result<(), BlobError> {
        self.check()?;
        if bytes.len() > CHUNK_BYTES {
            return Err(BlobError(format!(
                "{} bytes are more than a chunk",
                bytes.len()
            )));
        }
        self.values
            .lock()
            .unwrap()
            .insert(key.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobError> {
        self.check()?;
        Ok(self.values.lock().unwrap().get(key).cloned())
    }

    fn exists(&self, key: &str) -> Result<bool, BlobError> {
        self.check()?;
        Ok(self.values.lock().unwrap().contains_key(key))
    }

    fn delete(&self, key: &str) -> Result<(), BlobError> {
        self.check()?;
        self.values.lock().unwrap().remove(key);
        Ok(())
    }
}
